-- Artifacts and the bytes behind them. Bytes first, row last; remove the row first, bytes last;
-- a storage key is made by the server, written once and never used again.

create table blob (
  id bigint generated always as identity primary key,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  key text not null unique,
  state text not null default 'stored' check (state in ('stored', 'deleting')),
  damaged_at timestamptz,
  created_at timestamptz not null
);
create unique index blob_stored on blob (sha256) where state = 'stored';
create index blob_damaged on blob (id) where damaged_at is not null;

create table artifact (
  id bigint generated always as identity primary key,
  version_id bigint not null references version,
  path text collate "C" not null,
  -- The path without case: twins have the same.
  path_key text collate "C" not null,
  blob_id bigint not null references blob,
  created_at timestamptz not null,
  created_by text not null
);
create unique index artifact_path on artifact (version_id, path_key);
create index artifact_of_blob on artifact (blob_id);

-- A row stands for the bytes under its key until they have a blob, or are given up.
create table upload (
  id uuid primary key,
  version_id bigint not null references version,
  path text collate "C" not null,
  key text not null unique,
  state text not null default 'open' check (state in ('open', 'verifying', 'done', 'aborted')),
  actor text not null,
  created_at timestamptz not null,
  -- Moved on while the bytes flow; past it nobody sends any more.
  expires_at timestamptz not null,
  finished_at timestamptz,
  check ((finished_at is null) = (state in ('open', 'verifying')))
);
create index upload_live on upload (version_id, expires_at) where state in ('open', 'verifying');
create index upload_expiry on upload (expires_at) where state in ('open', 'verifying');
create index upload_finished on upload (finished_at) where finished_at is not null;

-- The review queue: keys whose bytes may go, once the grace period is over and nothing refers to
-- them. A row without a blob is for bytes that never had one, or whose blob has others now.
create table blob_deletion (
  key text primary key,
  blob_id bigint references blob,
  queued_at timestamptz not null,
  -- A collector works on it until then.
  claimed_until timestamptz
);
create index blob_deletion_due on blob_deletion (queued_at);
create unique index blob_deletion_of_blob on blob_deletion (blob_id) where blob_id is not null;

-- Keys that the store listed and no row knows; the second sighting, a grace period later, counts.
create table stray_key (
  key text primary key,
  first_seen_at timestamptz not null
);

-- What counts as a reference to a blob: here and nowhere else.
create function blob_is_referenced(blob_id bigint) returns boolean
  language sql stable
  return exists (select from artifact a where a.blob_id = blob_is_referenced.blob_id);

-- I1 and I4, second line: the first is the locks of the use cases. A plpgsql statement sees what
-- was committed before it began, so a collector's lock is waited for and then seen.
create function artifact_guard() returns trigger language plpgsql as $$
declare
  version_status text;
  blob_state text;
begin
  select status into version_status from version
    where id = coalesce(new.version_id, old.version_id) for share;
  if version_status <> 'draft' and not (tg_op = 'DELETE' and version_status in ('deleted', 'reclaimed')) then
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
create trigger artifact_guard before insert or update or delete on artifact
  for each row execute function artifact_guard();

-- A blob that lost a reference is reviewed.
create function artifact_review() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.blob_id <> old.blob_id then
    insert into blob_deletion (key, blob_id, queued_at)
      select key, id, clock_timestamp() from blob where id = old.blob_id
      on conflict (key) do update set queued_at = excluded.queued_at;
  end if;
  return null;
end $$;
create trigger artifact_review after update or delete on artifact
  for each row execute function artifact_review();
