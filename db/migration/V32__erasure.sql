-- Erasures of names: what was erased, and what must be erased in an older backup that is restored.

create table erasure (
  id uuid primary key,
  alias text not null unique, -- what is shown in place of the name
  name_hash bytea not null, -- HMAC-SHA-256 of the name, by the secret 'erasure-key'
  -- Only while the erasure is running; null for one that the store's list told of.
  name text,
  reason text,
  actor text not null,
  token_id text, -- of the actor
  begun_at timestamptz not null,
  begun_by_transaction xid8, -- writers from before it may not have seen that the tokens are revoked
  claimed_until timestamptz,
  done_at timestamptz,
  check (done_at is null or name is null)
);
create unique index erasure_running on erasure (name_hash) where done_at is null;

-- The key is made with the schema, so every backup of this schema has it.
insert into server_secret (name, value)
  values ('erasure-key', decode(replace(gen_random_uuid()::text || gen_random_uuid(), '-', ''), 'hex'))
  on conflict do nothing;

alter table token add column erased boolean not null default false;

-- Refuses what a call still writes that presented a token whose name is being erased, or was.
create function refuse_erased(actor text, token text) returns boolean language plpgsql stable as $$
begin
  if token <> '' and exists (select from token t where t.id = refuse_erased.token and t.erased)
      and not exists (select from erasure e where e.alias = refuse_erased.actor) then
    raise exception 'the token % is revoked', token using errcode = 'RE001';
  end if;
  return true;
end $$;

-- A name may be erased from the files of a version that is final; nothing else of them changes.
create or replace function artifact_guard() returns trigger language plpgsql as $$
declare
  version_status text;
  blob_state text;
begin
  if tg_op = 'UPDATE' and new.created_by <> old.created_by
      and (new.id, new.version_id, new.path, new.path_key, new.blob_id, new.created_at)
        = (old.id, old.version_id, old.path, old.path_key, old.blob_id, old.created_at) then
    return new;
  end if;
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

-- A text as JSON has it between the quotes.
create function json_inner(given text) returns text language sql immutable parallel safe
return substr(to_jsonb(given)::text, 2, length(to_jsonb(given)::text) - 2);

-- Replaces the strings of a JSON document that are this text, and no keys.
create function replace_strings(document jsonb, given text, instead text) returns jsonb
  language sql immutable parallel safe
return (case when position(json_inner(given) in document::text) = 0 then document::text else
  regexp_replace(document::text, '(?<!\\)"' || regexp_replace(json_inner(given), '(\W)', '\\\1', 'g')
    || '"(?!:)', replace(to_jsonb(instead)::text, '\', '\\'), 'g') end)::jsonb;

-- Also what the server quotes or appends in sentences of its own, as in: displaced by version 2: TEXT
create function replace_quoted(document jsonb, given text, instead text) returns jsonb
  language sql immutable parallel safe
return (case when position(json_inner(given) in document::text) = 0 then document::text else
  replace(replace(replace_strings(document, given, instead)::text,
    '\"' || json_inner(given) || '\"', '\"' || json_inner(instead) || '\"'),
    ': ' || json_inner(given) || '"', ': ' || json_inner(instead) || '"') end)::jsonb;
