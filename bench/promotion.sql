-- pgbench: the rows of one promotion that displaces another version, without a server. A client has the model
-- bench-move-N, whose two versions are in staging and in production.
\set worker :client_id + 1
begin;
select m.id as model, came.id as came, came.number as came_number,
  gone.id as gone, gone.number as gone_number,
  nextval('audit_entry_id') as came_entry, nextval('audit_entry_id') as gone_entry
from model m
join version came on came.model_id = m.id and came.stage = 'staging'
join version gone on gone.model_id = m.id and gone.stage = 'production'
where m.name = 'bench-move-' || :worker for no key update of m, came, gone \gset
update version set stage = 'staging', staged_at = clock_timestamp(), revision = revision + 1,
  updated_at = clock_timestamp() where id = :gone;
update version set stage = 'production', staged_at = clock_timestamp(), revision = revision + 1,
  updated_at = clock_timestamp() where id = :came;
update model set revision = revision + 1, updated_at = clock_timestamp() where id = :model;
insert into production_stack (model_id, version_id) values (:model, :came);
insert into transition (id, version_id, model_id, number, from_stage, to_stage, reason, actor, at, digest, evidence,
  displaced_number, displaced_to)
values
  (gen_random_uuid(), :gone, :model, :gone_number, 'production', 'staging', 'displaced: bench', 'admin',
    clock_timestamp(), (select digest from version where id = :gone),
    '[{"gate": "displaced","detail": "displaced: bench","passed": true}]', null, null),
  (gen_random_uuid(), :came, :model, :came_number, 'staging', 'production', 'bench', 'admin',
    clock_timestamp(), (select digest from version where id = :came),
    '[{"gate": "ready","detail": "status is ready","passed": true},{"gate": "edge","detail": "staging to production is allowed","passed": true}]',
    :gone_number, 'staging');
insert into history (model_id, version_id, fact, value, at, actor, audit_id)
values
  (:model, :gone, 'stage', '"staging"', clock_timestamp(), 'admin', :gone_entry),
  (:model, :came, 'stage', '"production"', clock_timestamp(), 'admin', :came_entry);
insert into audit_text (entry_id, texts)
select entry, jsonb_build_object('reason', jsonb_build_object('salt', encode(sha256(entry::text::bytea), 'base64'), 'value', 'bench'))
from unnest(array[:gone_entry, :came_entry]::bigint[]) entry;
insert into audit_pending (id, at, subject, action, model_id, model, version, detail)
select entry, clock_timestamp(), s.id, 'version.transitioned', :model, 'bench-move-' || :worker, number,
  jsonb_build_object('id', gen_random_uuid(), 'to', stage, 'from', 'staging', 'digest', (select digest from version where id = :came),
    'reason', 'hmac-sha256:' || encode(sha256(entry::text::bytea), 'base64'))
from (select id from audit_subject where name = 'admin' limit 1) s,
  unnest(array[:gone_entry, :came_entry]::bigint[], array[:gone_number, :came_number]::int[], array['staging', 'production'])
    of (entry, number, stage);
commit;
