-- The audit log without a queue in front of it. A transaction inserts its entry into audit_pending,
-- where no other one waits for it; the sequencer numbers what is committed, in batches, and moves it
-- to audit_entry, which nobody changes from then on.

-- Who acts, by a random id. The log itself has only the id, so that erasing a name changes no entry.
create table audit_subject (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  token_id text not null, -- '' for the operator's token and for Roster itself
  unique (name, token_id)
);

-- The script after this one carries these entries over, and drops both tables.
alter table audit_entry rename to audit_chain;
alter table audit_chain rename constraint audit_entry_pkey to audit_chain_pkey;
drop index audit_entry_of_model;
drop index audit_entry_of_version;
drop index audit_entry_of_action;

create sequence audit_entry_id;
select setval('audit_entry_id', (select seq + 1 from audit_head), false);

create table audit_pending (
  id bigint primary key, -- of audit_entry_id, drawn while the lock of the model is held
  at timestamptz not null,
  subject uuid not null,
  action text not null,
  model_id bigint references model,
  model text,
  version int,
  detail jsonb not null -- has commitments in place of free texts
);

create table audit_entry (
  seq bigint primary key check (seq > 0), -- 1, 2, 3 … without gaps; leaf number seq - 1 of the tree
  id bigint not null unique,
  at timestamptz not null,
  subject uuid not null,
  action text not null,
  model_id bigint,
  model text,
  version int,
  detail jsonb not null,
  hash bytea not null -- of the leaf
);
create index audit_entry_of_model on audit_entry (model_id, seq desc);
create index audit_entry_of_version on audit_entry (model_id, version, seq desc);
create index audit_entry_of_action on audit_entry (model_id, action, seq desc);
create index audit_entry_of_subject on audit_entry (subject, seq desc);
create index audit_entry_at on audit_entry (at);

-- The free texts of an entry, by field: {"reason": {"value", "salt"}}.
create table audit_text (
  entry_id bigint primary key,
  texts jsonb not null
);

-- The hashes of complete subtrees of 256, 256², 256³ … leaves.
create table audit_subtree (
  level int not null check (level > 0),
  position bigint not null,
  hash bytea not null,
  primary key (level, position)
);

create table audit_checkpoint (
  size bigint primary key,
  note text not null,
  at timestamptz not null
);

create function refuse_change_of_log() returns trigger language plpgsql as $$
begin
  raise exception 'entries of the audit log are never changed (% of %)', tg_op, tg_table_name;
end $$;
create trigger audit_entry_stays before update or delete or truncate on audit_entry
  for each statement execute function refuse_change_of_log();
create trigger audit_pending_stays before update or truncate on audit_pending
  for each statement execute function refuse_change_of_log();
create trigger audit_subtree_stays before update or delete or truncate on audit_subtree
  for each statement execute function refuse_change_of_log();
create trigger audit_checkpoint_stays before update or delete or truncate on audit_checkpoint
  for each statement execute function refuse_change_of_log();

-- What was recorded, numbered or not yet.
create view audit_recorded as
select e.seq, e.id, e.at, s.name as actor, e.action, e.model_id, e.model, e.version, e.detail
from audit_entry e join audit_subject s on s.id = e.subject
union all
select null, p.id, p.at, s.name, p.action, p.model_id, p.model, p.version, p.detail
from audit_pending p join audit_subject s on s.id = p.subject;

-- The history refers to the id, as the number comes later. Entries from before have the same for both.
alter table history drop constraint history_audit_seq_fkey;
alter table history rename column audit_seq to audit_id;
