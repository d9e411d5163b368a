-- Where versions come from, as a graph: versions, datasets, code commits and runs, and what flows
-- from one into another. Kept with each version by the server; versions.lineage stays as given.

-- The key names the thing within its kind:
--   version  the version's id
--   dataset  its digest; without one 'name:' and the SHA-256 of name, U+001F, URI
--   commit   its hash; what is no hash 'at:' and the SHA-256 of repository, U+001F, commit
--   run      the model's id, ':', and the run's UUID or 'at:' and the SHA-256 of system, U+001F, id
-- Names and addresses are not the node's but the edges': each version may call a thing otherwise,
-- and who may not see a version does not learn how it calls things.
create table lineage_node (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('version', 'dataset', 'commit', 'run')),
  key text not null,
  version_id bigint references version on delete cascade,
  unique (kind, key),
  check ((kind = 'version') = (version_id is not null))
);
create unique index lineage_node_of_version on lineage_node (version_id) where version_id is not null;

-- One statement that source went into target.
create table lineage_edge (
  id bigint generated always as identity primary key,
  source bigint not null references lineage_node on delete cascade,
  target bigint not null references lineage_node on delete cascade,
  kind text not null check (kind in ('dataset', 'parent', 'code', 'run', 'input', 'output')),
  role text not null default '',
  -- who says so: a version of itself, or a run's events for a model
  claim text not null check (claim in ('given', 'file', 'run')),
  model_id bigint not null references model on delete cascade,
  version_id bigint references version on delete cascade,
  parent_id bigint references version on delete cascade,
  file text not null default '', -- the artifact that it was read from
  name text,
  uri text,
  system text,
  rows bigint,
  dirty boolean,
  run_id uuid, -- of a run that has such an id
  -- a parent is older than its child, so versions cannot go in circles
  check (parent_id < version_id),
  check ((kind = 'parent') = (parent_id is not null)),
  check ((kind in ('input', 'output')) = (version_id is null)),
  check (claim = 'run' or kind not in ('input', 'output')),
  check (claim <> 'run' or kind in ('input', 'output', 'run')),
  check (source <> target)
);
create unique index lineage_edge_once on lineage_edge (source, target, kind, role, claim, file);
create index lineage_edge_data_newest on lineage_edge (source, id desc) where kind in ('dataset', 'input');
create index lineage_edge_output_newest on lineage_edge (target, id desc) where kind = 'output';
create index lineage_edge_into on lineage_edge (target, source);
create index lineage_edge_of_version on lineage_edge (version_id, claim) where version_id is not null;
create index lineage_edge_parent on lineage_edge (parent_id) where parent_id is not null;
create index lineage_edge_of_model on lineage_edge (model_id);
create index lineage_edge_version_newest on lineage_edge (source, version_id desc) where kind = 'dataset';
create index lineage_edge_input on lineage_edge (source) where kind = 'input';
create index lineage_edge_run on lineage_edge (run_id) where run_id is not null;
create index lineage_edge_dataset_name on lineage_edge (md5(name)) where kind in ('dataset', 'input', 'output');
create index lineage_edge_dataset_uri on lineage_edge (md5(uri)) where kind in ('dataset', 'input', 'output');

-- What was read from a version's files, and what could not be.
create table lineage_note (
  version_id bigint not null references version on delete cascade,
  file text not null,
  detail text not null,
  primary key (version_id, file)
);

-- A run as OpenLineage events of a model tell it. Each column is a maximum or minimum over the
-- events, so their order and their number do not matter.
create table lineage_run (
  node_id bigint primary key references lineage_node on delete cascade,
  model_id bigint not null references model on delete cascade,
  run_id uuid not null,
  state text not null,
  state_at timestamptz not null,
  started_at timestamptz,
  last_event_at timestamptz not null,
  job_namespace text not null,
  job_name text not null,
  producer text not null,
  data jsonb not null,
  received_at timestamptz not null,
  unique (model_id, run_id)
);
create index lineage_run_newest on lineage_run (model_id, received_at desc, run_id);

-- What is there already. Parents that do not exist, or came later, are left out: the text that
-- names them stays with the version.
create function lineage_hash(a text, b text) returns text language sql immutable as
$$ select encode(sha256(convert_to(coalesce(a, '') || chr(31) || coalesce(b, ''), 'UTF8')), 'hex') $$;

create temporary table given on commit drop as
  select v.id as version_id, v.model_id, 'dataset' as kind, 'dataset' as node,
    coalesce(d ->> 'digest', 'name:' || lineage_hash(d ->> 'name', d ->> 'uri')) as key,
    coalesce(d ->> 'role', '') as role, null::bigint as parent_id,
    d ->> 'name' as name, d ->> 'uri' as uri, null as system, (d ->> 'rows')::bigint as rows,
    null::boolean as dirty
  from version v, jsonb_array_elements(
    case jsonb_typeof(v.lineage -> 'datasets') when 'array' then v.lineage -> 'datasets' else '[]' end) d
  where d ->> 'name' is not null
  union all
  select v.id, v.model_id, 'parent', 'version', p.id::text, '', p.id, null, null, null, null, null
  from version v, jsonb_array_elements(
    case jsonb_typeof(v.lineage -> 'parents') when 'array' then v.lineage -> 'parents' else '[]' end) d
    join model m on lower(m.name) = lower(d ->> 'model')
    join version p on p.model_id = m.id and p.number = (d ->> 'version')::bigint
  where p.id < v.id
  union all
  select v.id, v.model_id, 'code', 'commit',
    case when v.lineage #>> '{code,commit}' ~ '^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$'
      then lower(v.lineage #>> '{code,commit}')
      else 'at:' || lineage_hash(v.lineage #>> '{code,repository}', v.lineage #>> '{code,commit}') end,
    '', null, v.lineage #>> '{code,commit}', v.lineage #>> '{code,repository}', null, null,
    (v.lineage #>> '{code,dirty}')::boolean
  from version v where v.lineage #>> '{code,commit}' is not null
  union all
  select v.id, v.model_id, 'run', 'run',
    v.model_id || ':' ||
    case when v.lineage #>> '{run,id}' ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
      then lower(v.lineage #>> '{run,id}')
      else 'at:' || lineage_hash(v.lineage #>> '{run,system}', v.lineage #>> '{run,id}') end,
    '', null, v.lineage #>> '{run,id}', v.lineage #>> '{run,url}', v.lineage #>> '{run,system}', null, null
  from version v where v.lineage #>> '{run,id}' is not null;

insert into lineage_node (kind, key, version_id)
  select 'version', version_id::text, version_id from given
  union select 'version', parent_id::text, parent_id from given where parent_id is not null;
insert into lineage_node (kind, key)
  select distinct node, key from given where node <> 'version';
insert into lineage_edge (source, target, kind, role, claim, model_id, version_id, parent_id,
    name, uri, system, rows, dirty, run_id)
  select s.id, t.id, g.kind, g.role, 'given', g.model_id, g.version_id, g.parent_id,
    g.name, g.uri, g.system, g.rows, g.dirty,
    case when g.kind = 'run' and split_part(g.key, ':', 2) <> 'at'
      then split_part(g.key, ':', 2)::uuid end
  from given g
    join lineage_node s on s.kind = g.node and s.key = g.key
    join lineage_node t on t.version_id = g.version_id
  on conflict do nothing;
drop function lineage_hash;
