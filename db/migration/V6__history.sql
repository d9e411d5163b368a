-- What was when: one table for everything that moves; and what a purge leaves.

-- A row says what a fact became: the value as JSON, null for none. A fact that has no row is as a
-- thing begins: no owner, no description, no tags, in no stage, not deleted. Rows of one
-- transaction may share a time; otherwise, within a model, times go up with seq, as who writes
-- holds the model's lock.
create table history (
  seq bigint generated always as identity primary key,
  model_id bigint not null references model,
  version_id bigint references version, -- null: a fact of the model itself
  fact text not null
    check (fact in ('name', 'owner', 'description', 'tags', 'stage', 'alias', 'deleted')),
  key text not null default '', -- of an alias: its name in lower case
  value jsonb, -- of an alias: {"name", "version"}; of a deleted version the stage is null
  at timestamptz not null,
  actor text not null,
  audit_seq bigint references audit_entry, -- null: from before there was a history
  check ((fact = 'alias') = (key <> ''))
);
create index history_of_model on history (model_id, fact, key, seq desc) where version_id is null;
create index history_of_version on history (version_id, fact, seq desc);
create index history_of_stages on history (model_id, seq desc) where fact = 'stage';
create index history_of_deletions on history (seq desc) where fact = 'deleted';
create index history_newest on history (model_id, seq desc);

-- A purged model leaves its row behind, for the log to point at, and its name is free.
alter table model add column purged_at timestamptz;
alter table model add check (purged_at is null or deleted_at is not null);
drop index model_name;
create unique index model_name on model (lower(name)) where purged_at is null;

-- When a metric came, whatever time its sender gave it.
alter table metric add column recorded_at timestamptz;
update metric t set recorded_at = greatest(t.at, v.created_at) from version v where v.id = t.version_id;
alter table metric alter column recorded_at set default clock_timestamp();
alter table metric alter column recorded_at set not null;

-- A timeline asks for a version's entries, or for some kinds of a model's.
create index audit_entry_of_version on audit_entry (model_id, version, seq desc);
create index audit_entry_of_action on audit_entry (model_id, action, seq desc);
drop index transition_of_model_at; -- who was in a stage when is read from history

-- What the log and the transitions tell of the time before.
insert into history (model_id, version_id, fact, key, value, at, actor, audit_seq)
select model_id, version_id, fact, key, value, at, actor, audit_seq from (
  select m.id as model_id, null::bigint as version_id, 'name' as fact, '' as key,
    to_jsonb(m.name) as value, m.created_at as at, m.created_by as actor, e.seq as audit_seq
  from model m left join audit_entry e on e.model_id = m.id and e.action = 'model.created'
  union all
  select e.model_id, v.id, f.fact, '', nullif(e.detail -> f.fact, 'null'),
    case e.action when 'model.created' then m.created_at else e.at end, e.actor, e.seq
  from audit_entry e join model m on m.id = e.model_id
  cross join (values ('owner'), ('description'), ('tags')) f (fact)
  left join version v on v.model_id = e.model_id and v.number = e.version
  where e.action in ('model.created', 'model.changed', 'version.changed') and e.detail ? f.fact
  union all
  select t.model_id, t.version_id, 'stage', '', to_jsonb(t.to_stage), t.at, t.actor, e.seq
  from transition t left join audit_entry e
    on e.action = 'version.transitioned' and e.model_id = t.model_id and e.detail ->> 'id' = t.id::text
  union all
  select e.model_id, null, 'alias', lower(e.detail ->> 'alias'),
    case e.action when 'alias.moved'
      then jsonb_build_object('name', e.detail ->> 'alias', 'version', e.version) end,
    e.at, e.actor, e.seq
  from audit_entry e where e.action in ('alias.moved', 'alias.removed')
  union all
  select e.model_id, null, 'alias', lower(a.name), null, e.at, e.actor, e.seq
  from audit_entry e cross join jsonb_array_elements_text(e.detail -> 'aliases') a (name)
  where e.action = 'version.deleted' and e.detail ? 'aliases'
  union all
  select m.id, null, 'deleted', '', 'true', m.deleted_at, coalesce(e.actor, 'system'), e.seq
  from model m left join audit_entry e on e.model_id = m.id and e.action = 'model.deleted'
  where m.deleted_at is not null
  union all
  select v.model_id, v.id, f.fact, '', f.value, v.deleted_at, coalesce(e.actor, 'system'), e.seq
  from version v left join audit_entry e
    on e.action = 'version.deleted' and e.model_id = v.model_id and e.version = v.number
  cross join (values ('stage', null), ('deleted', 'true'::jsonb)) f (fact, value)
  where v.deleted_at is not null and (f.fact = 'deleted' or v.stage <> 'none')) known
order by at, audit_seq;

-- An alias keeps the way in which it was written first; the log has how each call wrote it.
update history h set value = jsonb_set(h.value, '{name}', to_jsonb(a.name)) from alias a
where h.fact = 'alias' and h.model_id = a.model_id and h.key = lower(a.name)
  and not exists (select from history n where n.model_id = h.model_id and n.fact = 'alias'
    and n.key = h.key and n.value is null and n.seq >= h.seq);

-- What a version was registered with, the log does not tell; and what it tells need not be all.
insert into history (model_id, version_id, fact, key, value, at, actor)
select p.model_id, p.version_id, p.fact, p.key, p.value,
  case when h.seq is null then p.created_at else p.updated_at end, p.actor
from (
  select m.id as model_id, null::bigint as version_id, f.fact, '' as key, f.value, f.usual,
    m.created_at, m.updated_at, m.created_by as actor
  from model m cross join lateral (values ('owner', to_jsonb(m.owner), null),
    ('description', to_jsonb(m.description), null), ('tags', m.tags, '{}'::jsonb)) f (fact, value, usual)
  union all
  select v.model_id, v.id, f.fact, '', f.value, f.usual, v.created_at, v.updated_at, v.created_by
  from version v cross join lateral (values ('description', to_jsonb(v.description), null),
    ('tags', v.tags, '{}'::jsonb)) f (fact, value, usual)
  union all
  select v.model_id, v.id, 'stage', '', to_jsonb(v.stage), '"none"', v.staged_at, v.staged_at, v.created_by
  from version v where v.deleted_at is null
  union all
  select a.model_id, null, 'alias', lower(a.name),
    jsonb_build_object('name', a.name, 'version', v.number), null, a.updated_at, a.updated_at, a.updated_by
  from alias a join version v on v.id = a.version_id) p
left join lateral (
  select seq, value from history h
  where h.model_id = p.model_id and h.version_id is not distinct from p.version_id
    and h.fact = p.fact and h.key = p.key
  order by seq desc limit 1) h on true
where case when h.seq is null then p.usual else h.value end is distinct from p.value;
