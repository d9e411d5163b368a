-- Baselines, observations, monitors, drift checks, incidents, the schedule.

-- One of a version, never changed. The document is canonical JSON, what the digest is of.
create table baseline (
  version_id bigint primary key references version,
  digest text not null,
  rows bigint not null,
  document text not null,
  created_at timestamptz not null,
  created_by text not null
);

-- A batch counts once: who is first with its source and name decides.
create table observation_batch (
  id bigint generated always as identity primary key,
  version_id bigint not null references version,
  source text not null,
  batch text not null,
  sha256 text not null,
  report text not null,
  created_at timestamptz not null,
  created_by text not null,
  unique (version_id, source, batch)
);
create index observation_batch_newest on observation_batch (version_id, id desc);

-- Counts in the baseline's cells, of one batch in one UTC hour. They merge by addition.
create table observation_profile (
  version_id bigint not null references version,
  hour timestamptz not null,
  batch_id bigint not null references observation_batch,
  counts bytea not null,
  primary key (version_id, hour, batch_id)
);

create table monitor (
  id uuid primary key,
  seq bigint generated always as identity unique,
  model_id bigint not null references model,
  name text not null,
  stage text,
  version int,
  definition json not null,
  alarm json not null,
  judged_version int,
  last_check uuid,
  last_slot timestamptz,
  last_success_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  deleted_at timestamptz,
  check ((stage is null) <> (version is null))
);
create unique index monitor_name on monitor (model_id, lower(name)) where deleted_at is null;
create index monitor_of_model on monitor (model_id, seq desc) where deleted_at is null;

-- One row a check; the arrays run over the features that were judged.
create table drift_check (
  id uuid primary key,
  seq bigint generated always as identity unique,
  monitor_id uuid not null references monitor,
  version int,
  cause text not null check (cause in ('slot', 'now', 'analysis', 'replay')),
  slot timestamptz not null,
  window_from timestamptz not null,
  window_to timestamptz not null,
  rows bigint not null,
  baseline_rows bigint not null,
  baseline_digest text,
  outcome text not null,
  calm boolean not null,
  state text not null,
  detail text,
  drifted_share double precision not null,
  threshold double precision not null,
  features text[] not null,
  statistics text[] not null,
  scores double precision[] not null,
  noise95 double precision[] not null,
  p_values double precision[] not null,
  missing double precision[] not null,
  unseen double precision[] not null,
  drifted boolean[] not null,
  top_cells text not null,
  prediction text,
  at timestamptz not null
);
-- I5: a slot has one result.
create unique index drift_check_slot on drift_check (monitor_id, slot) where cause = 'slot';
create index drift_check_of_monitor on drift_check (monitor_id, seq desc);

create table incident (
  id uuid primary key,
  seq bigint generated always as identity unique,
  monitor_id uuid not null references monitor,
  kind text not null check (kind in ('drift', 'no_data')),
  version int,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_because text,
  acknowledged boolean not null default false,
  note text,
  worst_feature text,
  worst_score double precision,
  revision bigint not null default 1,
  check ((closed_at is null) = (closed_because is null))
);
create unique index incident_open on incident (monitor_id, kind) where closed_at is null;
create index incident_of_monitor on incident (monitor_id, seq desc);

-- db-scheduler's table, as its documentation gives it.
create table scheduled_tasks (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures int,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  state text,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);

-- For dashboards that read PostgreSQL; columns are added, never renamed.
create view v_monitor_check as
  select c.at as time, c.slot, m.name as monitor, mo.name as model, coalesce(m.stage, '') as stage,
    c.version, c.cause, c.window_from, c.window_to, c.rows, c.outcome, c.state, c.drifted_share
  from drift_check c join monitor m on m.id = c.monitor_id join model mo on mo.id = m.model_id;

create view v_monitor_feature as
  select c.at as time, c.slot, m.name as monitor, mo.name as model, coalesce(m.stage, '') as stage,
    c.version, c.cause, c.window_to, f.feature, f.statistic, f.score, c.threshold, f.noise95,
    f.p_value, f.missing, f.unseen, f.drifted
  from drift_check c join monitor m on m.id = c.monitor_id join model mo on mo.id = m.model_id
  cross join unnest(c.features, c.statistics, c.scores, c.noise95, c.p_values, c.missing, c.unseen,
    c.drifted) as f (feature, statistic, score, noise95, p_value, missing, unseen, drifted);

create view v_incident as
  select i.opened_at as time, i.closed_at, m.name as monitor, mo.name as model,
    coalesce(m.stage, '') as stage, i.version, i.kind, i.acknowledged, i.note, i.worst_feature,
    i.worst_score, i.closed_because
  from incident i join monitor m on m.id = i.monitor_id join model mo on mo.id = m.model_id;
