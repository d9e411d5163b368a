-- Bytes stay what was stored: a blob whose bytes are uploaded again gets a new key.

-- How many bytes the key has; null if nobody knows, as for an upload that was given up.
alter table blob_deletion add column size bigint check (size >= 0);
update blob_deletion d set size = b.size from blob b where b.id = d.blob_id;

-- A blob that lost a reference is reviewed. The blob is locked before its entry in the queue, as all
-- transactions do, and its key is read afterwards, since an upload may have just given it another.
create or replace function artifact_review() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.blob_id <> old.blob_id then
    perform from blob where id = old.blob_id for no key update;
    insert into blob_deletion (key, blob_id, size, queued_at)
      select key, id, size, clock_timestamp() from blob where id = old.blob_id
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

-- What each version, each model and each token (by its name) has, for the quotas. Triggers count, so
-- that whatever adds or removes files is counted in its own transaction. The rows are locked after
-- the blobs and the queue, in one order.
create table storage_usage (
  scope text not null check (scope in ('version', 'model', 'owner')),
  id text collate "C" not null,
  files bigint not null,
  bytes bigint not null,
  primary key (scope, id)
) with (fillfactor = 50);

create function count_usage(versions bigint[], blobs bigint[], owners text[], signs int[]) returns void
  language sql as $$
  insert into storage_usage (scope, id, files, bytes)
    select s.scope, s.id, sum(c.sign), sum(c.sign * b.size)
    from unnest(versions, blobs, owners, signs) c (version_id, blob_id, owner, sign)
    join blob b on b.id = c.blob_id join version v on v.id = c.version_id
    cross join lateral (values ('version', v.id::text), ('model', v.model_id::text),
      ('owner', c.owner)) s (scope, id)
    group by s.scope, s.id order by s.scope, s.id
  on conflict (scope, id) do update
    set files = storage_usage.files + excluded.files, bytes = storage_usage.bytes + excluded.bytes
$$;

create function artifact_usage() returns trigger language plpgsql as $$
begin
  case tg_op
    when 'INSERT' then
      perform count_usage(array_agg(version_id), array_agg(blob_id), array_agg(created_by),
        array_agg(1)) from added;
    when 'DELETE' then
      perform count_usage(array_agg(version_id), array_agg(blob_id), array_agg(created_by),
        array_agg(-1)) from removed;
    else
      perform count_usage(array_agg(version_id), array_agg(blob_id), array_agg(created_by),
          array_agg(sign))
        from (select version_id, blob_id, created_by, 1 as sign from added
          union all select version_id, blob_id, created_by, -1 from removed) changed;
  end case;
  return null;
end $$;
create trigger artifact_usage_added after insert on artifact
  referencing new table as added for each statement execute function artifact_usage();
create trigger artifact_usage_changed after update on artifact
  referencing old table as removed new table as added
  for each statement execute function artifact_usage();
create trigger artifact_usage_removed after delete on artifact
  referencing old table as removed for each statement execute function artifact_usage();

insert into storage_usage (scope, id, files, bytes)
  select s.scope, s.id, count(*), sum(b.size)
  from artifact a join blob b on b.id = a.blob_id join version v on v.id = a.version_id
  cross join lateral (values ('version', a.version_id::text), ('model', v.model_id::text),
    ('owner', a.created_by)) s (scope, id)
  group by s.scope, s.id;
