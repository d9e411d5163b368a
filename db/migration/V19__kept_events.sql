-- The runs that a run is a task of, and events that no model is linked to yet.
alter table lineage_run add parents uuid[] not null default '{}';
create index lineage_run_parents on lineage_run using gin (parents);
create index lineage_run_id on lineage_run (run_id);

create table lineage_event (
  id bigint generated always as identity primary key,
  keeper text not null, -- the principal that sent it, and whose rights decide on it later
  digest text not null,
  runs uuid[] not null, -- its run, and the runs that this is a task of
  event text not null,
  bytes bigint not null,
  received_at timestamptz not null,
  tried_at timestamptz, -- when its keeper had no right over a model of the run
  unique (keeper, digest)
);
create index lineage_event_of_keeper on lineage_event (keeper, id desc);
create index lineage_event_of_run on lineage_event using gin (runs);
