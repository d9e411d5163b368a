-- Models, versions, stages, aliases, metrics, audit, outbox.

create table model (
  id bigint generated always as identity primary key,
  name text not null,
  description text,
  owner text,
  tags jsonb not null default '{}',
  latest_version int not null default 0,
  revision bigint not null default 1,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
-- A deleted model keeps its name, so that nobody takes it by accident.
create unique index model_name on model (lower(name));

create table version (
  id bigint generated always as identity primary key,
  model_id bigint not null references model,
  number int not null check (number > 0),
  status text not null default 'draft'
    check (status in ('draft', 'verifying', 'ready', 'damaged', 'deleted', 'reclaimed')),
  stage text not null default 'none' check (stage in ('none', 'staging', 'production', 'retired')),
  staged_at timestamptz not null,
  description text,
  tags jsonb not null default '{}',
  framework jsonb,
  hyperparameters json not null default '{}', -- as text: jsonb would write 1e20 out
  signature jsonb,
  lineage jsonb,
  manifest text,
  digest text,
  artifact_count int,
  size bigint,
  revision bigint not null default 1,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  finalized_at timestamptz,
  deleted_at timestamptz,
  unique (model_id, number),
  check (stage = 'none' or status in ('ready', 'damaged', 'deleted', 'reclaimed')),
  check ((digest is null) = (manifest is null)),
  check (status not in ('ready', 'damaged') or digest is not null)
);
-- I2, second line: the first is the model row's lock.
create unique index version_in_production on version (model_id) where stage = 'production';
create index version_newest on version (created_at desc, id desc) where status not in ('deleted', 'reclaimed');
create index version_tags on version using gin (tags jsonb_path_ops);
create index version_staged on version (stage, model_id) where stage <> 'none';

create table transition (
  id uuid primary key,
  seq bigint generated always as identity unique,
  version_id bigint not null references version,
  model_id bigint not null references model,
  number int not null,
  from_stage text not null,
  to_stage text not null,
  reason text,
  actor text not null,
  at timestamptz not null,
  digest text not null,
  evidence jsonb not null,
  displaced_number int,
  displaced_to text
);
create index transition_of_model on transition (model_id, seq desc);
create index transition_of_model_at on transition (model_id, at);
create index transition_of_version on transition (version_id, seq desc);

-- What rolling back goes down: who was put into production, in order, less what was rolled back.
create table production_stack (
  seq bigint generated always as identity primary key,
  model_id bigint not null references model,
  version_id bigint not null references version
);
create index production_stack_of_model on production_stack (model_id, seq desc);

create table alias (
  model_id bigint not null references model,
  name text not null,
  version_id bigint not null references version,
  updated_at timestamptz not null,
  updated_by text not null
);
create unique index alias_name on alias (model_id, lower(name));
create index alias_of_version on alias (version_id);

create table metric (
  seq bigint generated always as identity primary key,
  version_id bigint not null references version,
  name text not null,
  value double precision not null,
  step bigint,
  at timestamptz not null,
  dataset text,
  slice text
);
create index metric_of_version on metric (version_id, name, seq desc);

-- The value recorded last of each metric.
create table metric_latest (
  version_id bigint not null references version,
  name text not null,
  value double precision not null,
  primary key (version_id, name)
);

create table audit_entry (
  seq bigint primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  model_id bigint references model,
  model text,
  version int,
  detail jsonb not null,
  hash text not null
);
create index audit_entry_of_model on audit_entry (model_id, seq desc);

-- One row: who appends holds its lock until the commit, so the log has one order and no gaps.
create table audit_head (
  one boolean primary key default true check (one),
  seq bigint not null,
  hash text not null
);
insert into audit_head (seq, hash) values (0, repeat('0', 64));

-- The outbox: events wait here, in the order of the log, until they are published.
create table event (
  id bigint generated always as identity primary key,
  audit_seq bigint not null references audit_entry,
  type text not null,
  model_id bigint references model,
  at timestamptz not null,
  payload jsonb not null,
  published_at timestamptz
);
create index event_unpublished on event (id) where published_at is null;

-- Keys that all replicas share, made at the first start.
create table server_secret (
  name text primary key,
  value bytea not null
);
