-- Loads models, versions, metrics, tags, transitions, and the audit log that goes with them, as a Roster would have written
-- them. psql variables: models, versions (of each model), metrics (of each version), blob (id), sha256, size.
\set ON_ERROR_STOP on
set client_min_messages = warning;
set statement_timeout = 0;
set synchronous_commit = off; -- of this session: what is lost is loaded again
set maintenance_work_mem = '512MB';
set work_mem = '128MB';
set jit = off;
begin;

-- References are checked, and indexes that no constraint needs are made, when all is there.
create temp table later as
  select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition,
    'drop index ' || i.indexrelid::regclass as undo
  from pg_index i join pg_class t on t.oid = i.indrelid
  where t.relnamespace = 'public'::regnamespace and not i.indisunique and not i.indisprimary
    and t.relname in ('version', 'metric', 'metric_latest', 'metric_latest_of_dataset', 'version_attribute', 'artifact',
      'history', 'transition')
  union all
  select conname, format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)),
    format('alter table %s drop constraint %I', conrelid::regclass, conname)
  from pg_constraint
  where contype = 'f' and conrelid::regclass::text in ('metric', 'metric_latest', 'audit_pending', 'history', 'transition');
select undo from later \gexec

create temp table base as select now()::timestamptz(0) - interval '200 days' as at, (select coalesce(max(id), 0) from audit_recorded) as id;

insert into model (name, owner, tags, latest_version, created_at, created_by, updated_at)
select 'm' || i, 'team-' || i % 50, jsonb_build_object('tier', (i % 5)::text), :versions,
  b.at + i * interval '1 second', 'admin', b.at + i * interval '1 second'
from generate_series(1, :models) i, base b;

-- A fifth of the versions is READY; each has one file, and they share its bytes.
create temp table made as
  select m.id as model_id, m.name as model, n as number, row_number() over (order by n, m.id) as g,
    'team-' || m.id % 50 as team, (array['onnx', 'sklearn', 'xgboost', 'torch'])[1 + (m.id + n) % 4] as framework,
    (m.id + n) % 12 as depth, n % 5 = 0 as ready
  from model m, generate_series(1, :versions) n where m.name ~ '^m[0-9]+$';
alter table made add manifest text, add digest text;
update made set manifest = '{"artifacts":[{"path":"model.bin","sha256":"' || :'sha256' || '","size":' || :size
  || '}],"framework":{"name":"' || framework || '","version":"1.17"},"hyperparameters":{"max_depth":' || depth
  || '},"model":"' || model || '","version":' || number || '}' where ready;
update made set digest = 'sha256:' || encode(sha256(convert_to(manifest, 'UTF8')), 'hex') where ready;
create index on made (model_id, number);
analyze made;

insert into version (model_id, number, status, stage, staged_at, tags, framework, hyperparameters, manifest, digest,
  artifact_count, size, created_at, created_by, updated_at, finalized_at)
select m.model_id, m.number, case when ready then 'ready' else 'draft' end,
  case when m.number = :versions and ready then 'production' when m.number = :versions - 5 and ready then 'staging' else 'none' end,
  t.at, jsonb_build_object('team', team, 'run', (g % 1000)::text, 'env', (array['dev', 'ci', 'lab'])[1 + g % 3]),
  jsonb_build_object('name', framework, 'version', '1.17'), json_build_object('max_depth', depth),
  manifest, digest, case when ready then 1 end, case when ready then :size end,
  t.at, 'admin', t.at, case when ready then t.at end
from made m, base b, lateral (select b.at + interval '1 day' + m.g * interval '10 seconds' as at) t order by m.g;

set session_replication_role = replica; -- files go into drafts alone
insert into artifact (version_id, path, path_key, blob_id, created_at, created_by)
select v.id, 'model.bin', 'model.bin', :blob, v.created_at, 'admin'
from version v join made m using (model_id, number) where m.ready;
set session_replication_role = origin;

-- Measured in the order of k; the last value of each name is that of the last five.
create temp table measured as
  select v.id as version_id, k, (array['accuracy', 'roc_auc', 'log_loss', 'f1', 'latency_ms'])[1 + k % 5] as name,
    (abs(hashint8(m.g * 31 + k)) % 1000000)::double precision / 1000000 * case when k % 5 = 4 then 100 else 1 end as value,
    k / 5 as step, v.created_at as at
  from version v join made m using (model_id, number), generate_series(0, :metrics - 1) k;
set session_replication_role = replica; -- what the triggers would do row by row is done below
insert into metric (version_id, name, value, step, at, dataset)
select version_id, name, value, step, at, 'validation' from measured;
insert into metric_latest (version_id, name, value)
select version_id, name, value from measured where k >= :metrics - 5;
do $$
begin
  if to_regclass('metric_latest_of_dataset') is not null then
    insert into metric_latest_of_dataset (version_id, name, dataset, value)
    select l.version_id, l.name, 'validation', l.value from metric_latest l;
  end if;
end $$;
set session_replication_role = origin;

insert into transition (id, version_id, model_id, number, from_stage, to_stage, reason, actor, at, digest, evidence)
select gen_random_uuid(), v.id, v.model_id, v.number, s.f, s.t, 'load', 'admin', v.created_at + s.n * interval '1 second', v.digest, '[]'
from version v join made m using (model_id, number),
  lateral (values (1, 'none', 'staging'), (2, 'staging', 'production')) s (n, f, t)
where v.stage = 'production' or v.stage = 'staging' and s.n = 1;
insert into production_stack (model_id, version_id)
select v.model_id, v.id from version v join made m using (model_id, number) where v.stage = 'production';

-- The log of all that, in the order of its times. The server numbers the entries and hashes them.
create temp table told as
  select row_number() over (order by t.at, kind, model_id, version, nth) + b.id as id, t.* from (
    select m.created_at as at, 1 as kind, m.id as model_id, m.name as model, null::int as version, 0 as nth,
      'model.created' as action, '{}' as detail
    from model m where m.name ~ '^m[0-9]+$'
    union all
    select v.created_at, 2, v.model_id, m.model, v.number, 0, 'version.created', '{}'
    from version v join made m using (model_id, number)
    union all
    select v.created_at, 3, v.model_id, m.model, v.number, 0, 'artifact.uploaded',
      '{"path":"model.bin","sha256":"' || :'sha256' || '","size":' || :size || '}'
    from version v join made m using (model_id, number) where m.ready
    union all
    select v.created_at, 4, v.model_id, m.model, v.number, 0, 'version.finalized',
      '{"artifactCount":1,"digest":"' || m.digest || '","size":' || :size || '}'
    from version v join made m using (model_id, number) where m.ready
    union all
    select t.at, 5, t.model_id, m.model, t.number, t.seq::int, 'version.transitioned',
      '{"digest":"' || t.digest || '","from":"' || t.from_stage || '","id":"' || t.id || '","to":"' || t.to_stage || '"}'
    from transition t join made m using (model_id, number)) t, base b;

insert into audit_subject (name, token_id) values ('admin', '') on conflict do nothing;
insert into audit_pending (id, at, subject, action, model_id, model, version, detail)
select t.id, t.at, s.id, t.action, t.model_id, t.model, t.version, t.detail::jsonb
from told t, audit_subject s where s.name = 'admin' and s.token_id = '';
select setval('audit_entry_id', (select max(id) from told));

insert into history (model_id, version_id, fact, value, at, actor, audit_id)
select t.model_id, v.id, case t.action when 'version.created' then 'tags' else 'stage' end,
  case t.action when 'version.created' then v.tags else t.detail::jsonb -> 'to' end, t.at, 'admin', t.id as audit_id
from told t join version v on v.model_id = t.model_id and v.number = t.version
where t.action in ('version.created', 'version.transitioned')
union all
select t.model_id, null, f.fact, f.value, t.at, 'admin', t.id
from told t join model m on m.id = t.model_id,
  lateral (values ('name', to_jsonb(m.name)), ('owner', to_jsonb(m.owner)), ('tags', m.tags)) f (fact, value)
where t.action = 'model.created' order by at, audit_id;

select definition from later \gexec
commit;
vacuum (analyze) version;
vacuum (analyze) metric;
vacuum (analyze) metric_latest;
analyze;
