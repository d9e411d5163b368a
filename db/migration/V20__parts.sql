-- An upload in parts has a size of its parts; others come in one piece.
alter table upload
  add column size bigint,
  add column part_size bigint,
  -- Announced by the client, or found when the whole was read.
  add column sha256 text collate "C",
  add column via text check (via in ('server', 'store')),
  -- How the store calls the parts; empty until it takes some.
  add column handle text,
  -- The caller that opened it, and the token that it presented.
  add column owner text,
  add column token_id text,
  -- Counts the servers that began to verify it. The last one decides.
  add column attempt int not null default 0,
  add column lease_ends_at timestamptz,
  add column failure_code text,
  add column failure_detail text,
  add check (part_size is null or (size is not null and via is not null and handle is not null and owner is not null)),
  add check ((state = 'verifying') <= (lease_ends_at is not null));

create index upload_verifying on upload (lease_ends_at) where state = 'verifying';

-- A version whose large upload is being hashed is shown as verifying, and is still a draft.
create or replace function artifact_guard() returns trigger language plpgsql as $$
declare
  version_status text;
  blob_state text;
begin
  select status into version_status from version
    where id = coalesce(new.version_id, old.version_id) for share;
  if version_status not in ('draft', 'verifying')
      and not (tg_op = 'DELETE' and version_status in ('deleted', 'reclaimed')) then
    raise exception 'artifacts of version % are immutable: it is %',
      coalesce(new.version_id, old.version_id), version_status using errcode = 'integrity_constraint_violation';
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  select state into blob_state from blob where id = new.blob_id for share;
  if blob_state is distinct from 'stored' then
    raise exception 'blob % is %, not stored', new.blob_id, blob_state
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
