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
