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
