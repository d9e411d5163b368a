-- pgbench: the rows of one version with three metrics, without a server, in the two transactions of the two calls. A client
-- has the model bench-create-N.
\set worker :client_id + 1
begin;
update model set latest_version = latest_version + 1, revision = revision + 1, updated_at = clock_timestamp()
where name = 'bench-create-' || :worker returning id as model, latest_version as number \gset
insert into version (model_id, number, staged_at, created_at, created_by, updated_at)
values (:model, :number, clock_timestamp(), clock_timestamp(), 'admin', clock_timestamp()) returning id as version \gset
insert into audit_pending (id, at, subject, action, model_id, model, version, detail)
select nextval('audit_entry_id'), clock_timestamp(), id, 'version.created', :model, 'bench-create-' || :worker, :number, '{}'
from audit_subject where name = 'admin' limit 1;
commit;
begin;
insert into metric (version_id, name, value, at, recorded_at)
select :version, name, 0.5, clock_timestamp(), clock_timestamp() from unnest(array['accuracy', 'roc_auc', 'log_loss']) name;
insert into metric_latest (version_id, name, value)
select :version, name, 0.5 from unnest(array['accuracy', 'roc_auc', 'log_loss']) name;
update version set revision = revision + 1, updated_at = clock_timestamp() where id = :version;
select nextval('audit_entry_id') as entry \gset
insert into audit_text (entry_id, texts)
values (:entry, jsonb_build_object('names', jsonb_build_object('salt', encode(sha256((:entry::bigint)::text::bytea), 'base64'), 'value', array['accuracy', 'roc_auc', 'log_loss'])));
insert into audit_pending (id, at, subject, action, model_id, model, version, detail)
select :entry, clock_timestamp(), id, 'metrics.recorded', :model, 'bench-create-' || :worker, :number,
  jsonb_build_object('recorded', 3, 'names', 'hmac-sha256:' || encode(sha256((:entry::bigint)::text::bytea), 'base64'))
from audit_subject where name = 'admin' limit 1;
commit;
