-- Who resolved or downloaded a version, when last and how often. Servers add what they counted.
create table consumer (
  version_id bigint not null references version,
  token_id text not null, -- empty: the operator's token
  last_at timestamptz not null,
  resolves bigint not null, -- downloads too
  downloads bigint not null,
  primary key (version_id, token_id)
);
create index consumer_newest on consumer (version_id, last_at desc, token_id desc);

-- Versions that were announced to go out of use.
create table retirement (
  version_id bigint primary key references version,
  sunset timestamptz not null,
  replacement_id bigint references version,
  reason text,
  announced_at timestamptz not null,
  announced_by text not null,
  principal text not null, -- of who announced it, in whose name a version is retired by itself
  token_id text, -- null: the operator's token
  changed_at timestamptz not null,
  due_at timestamptz, -- when the audit log said that the sunset has passed
  check (replacement_id <> version_id)
);
create index retirement_sunset on retirement (sunset);

-- A version whose bytes retention reclaimed is not deleted: all else of it can be read. So a version
-- is there unless deleted_at is set.
alter table version
  add check (status <> 'deleted' or deleted_at is not null),
  add check (deleted_at is null or status in ('deleted', 'reclaimed'));
drop index version_newest;
create index version_newest on version (created_at desc, id desc) where deleted_at is null;
create index version_retired on version (model_id, number) where stage = 'retired' and deleted_at is null;

-- What retention reclaimed, when, by whom and why.
create table reclaimed (
  version_id bigint primary key references version,
  reclaimed_at timestamptz not null,
  reclaimed_by text not null,
  why text not null
);

-- When one of all servers began the last run of retention by itself.
create table retention_run (
  only_row boolean primary key default true check (only_row),
  begun_at timestamptz not null
);
