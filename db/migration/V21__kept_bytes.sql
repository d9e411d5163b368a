-- Bytes stay what was stored: a blob whose bytes are uploaded again gets a new key.

-- A blob that lost a reference is reviewed. The blob is locked before its entry in the queue, as all
-- transactions do, and its key is read afterwards, since an upload may have just given it another.
create or replace function artifact_review() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.blob_id <> old.blob_id then
    perform from blob where id = old.blob_id for share;
    insert into blob_deletion (key, blob_id, queued_at)
      select key, id, clock_timestamp() from blob where id = old.blob_id
      on conflict (key) do update set queued_at = excluded.queued_at;
  end if;
  return null;
end $$;

-- The progress of the scrub, one row for each of its walks over all blobs. One server works on a
-- walk at a time; a greater fence refuses what an earlier holder of the claim still sends.
create table scrub_round (
  walk text primary key check (walk in ('presence', 'content')),
  fence bigint not null default 0,
  claimed_until timestamptz,
  begun_at timestamptz,
  last_blob bigint not null default 0,
  blobs_done bigint not null default 0,
  bytes_done bigint not null default 0,
  blobs_total bigint not null default 0,
  bytes_total bigint not null default 0,
  ended boolean not null default false,
  -- Each blob was visited, or stored, since then: when the last complete round began.
  covered_since timestamptz
);
insert into scrub_round (walk) values ('presence'), ('content');
