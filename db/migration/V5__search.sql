-- What searches stand on: for each field of the filter language an index that narrows by it and,
-- where the field has one value, orders by it. Text is kept and ordered byte by byte ("C"), so that
-- ranges and prefixes are one and the same on every server; where case is ignored, by ICU's rules.
create extension if not exists pg_trgm;

-- Facts with one value, as columns of their own.
alter table version
  add framework_name text collate "C" generated always as (framework ->> 'name') stored,
  add framework_version text collate "C" generated always as (framework ->> 'version') stored,
  add code_commit text collate "C" generated always as (lineage -> 'code' ->> 'commit') stored;

drop index version_tags;
-- Each ends with the newest first, so that one value of the field is read in that order too.
create index version_newest_of_model on version (model_id, created_at, id);
create index version_by_change on version (updated_at, created_at, id);
create index version_by_number on version (number, created_at, id);
create index version_by_stage on version (stage collate "C", created_at, id);
create index version_by_status on version (status collate "C", created_at, id);
create index version_by_author on version (created_by collate "C", created_at, id);
create index version_by_size on version (size, created_at, id) where size is not null;
create index version_by_digest on version (digest collate "C", created_at, id) where digest is not null;
create index version_by_framework on version (framework_name, created_at, id)
  where framework_name is not null;
create index version_by_framework_version on version (framework_version, created_at, id)
  where framework_version is not null;
create index version_by_commit on version (code_commit, created_at, id) where code_commit is not null;
create index version_by_description on version
  using gin (lower(description collate "und-x-icu") gin_trgm_ops)
  where description is not null;

create index model_by_name on model (lower(name collate "C"), id);
create index model_by_name_part on model using gin (lower(name collate "C") gin_trgm_ops);
create index model_by_owner on model (owner collate "C", id) where owner is not null;
create index model_by_author on model (created_by collate "C", id);
create index model_newest on model (created_at, id);
create index model_by_change on model (updated_at, id);
create index model_by_tag on model using gin (tags jsonb_path_ops);
create index model_by_description on model
  using gin (lower(description collate "und-x-icu") gin_trgm_ops)
  where description is not null;
create index alias_by_name on alias (name collate "C", version_id);
create index monitor_by_state on monitor ((alarm ->> 'state'), model_id, judged_version)
  where deleted_at is null;
create index monitor_by_judged on monitor (model_id, judged_version) where deleted_at is null;

-- Facts with many keys or values, a row each, kept by triggers. The key says what it is:
--   t:KEY            a tag
--   h:KEY n:KEY b:KEY o:KEY   a hyper-parameter: text, number, boolean, other
--   d                a dataset's name or digest
-- There is no foreign key, as the triggers follow the version and bulk loads would pay for it.
create table version_attribute (
  version_id bigint not null,
  key text collate "C" not null,
  -- The first 100 characters of a text, and all of it where there are more.
  term text collate "C",
  long text collate "C",
  number double precision,
  created_at timestamptz not null
);
create index version_attribute_of_version on version_attribute (version_id, key);
create index version_attribute_term on version_attribute (key, term, created_at, version_id)
  where term is not null;
create index version_attribute_number on version_attribute (key, number, created_at, version_id)
  where number is not null;
create index version_attribute_part on version_attribute
  using gin (lower(coalesce(long, term) collate "und-x-icu") gin_trgm_ops)
  where term is not null;
create statistics version_attribute_terms (mcv, ndistinct, dependencies) on key, term from version_attribute;
alter table version_attribute alter key set statistics 1000, alter term set statistics 1000;
-- How much a part of a text narrows: the planner does not ask partial indexes for that.
create statistics version_attribute_parts on (lower(coalesce(long, term) collate "und-x-icu"))
  from version_attribute;
create statistics version_description_parts on (lower(description collate "und-x-icu")) from version;

create function version_attributes(tags jsonb, hyperparameters json, lineage jsonb)
  returns table (key text, whole text, number double precision)
  language sql immutable parallel safe as $$
  select 't:' || t.key, t.value, null::double precision from jsonb_each_text(tags) t
  union all
  select
    case json_typeof(h.value) when 'number' then 'n:' when 'string' then 'h:' when 'boolean' then 'b:'
      else 'o:' end || h.key,
    case when json_typeof(h.value) in ('string', 'boolean') then h.value #>> '{}' end,
    case when json_typeof(h.value) = 'number' then (h.value #>> '{}')::double precision end
  from json_each(hyperparameters) h where json_typeof(h.value) <> 'null'
  union all
  select distinct 'd', x.named, null::double precision
  from jsonb_array_elements(
      case when jsonb_typeof(lineage -> 'datasets') = 'array' then lineage -> 'datasets' end) d,
    lateral (values (d ->> 'name'), (d ->> 'digest')) x (named)
  where x.named is not null
$$;

create function version_attribute_add() returns trigger language plpgsql as $$
begin
  insert into version_attribute (version_id, key, term, long, number, created_at)
    select v.id, a.key, left(a.whole, 100), case when length(a.whole) > 100 then a.whole end, a.number,
        v.created_at
    from added v, version_attributes(v.tags, v.hyperparameters, v.lineage) a;
  return null;
end $$;
create trigger version_attribute_add after insert on version referencing new table as added
  for each statement execute function version_attribute_add();

create function version_attribute_change() returns trigger language plpgsql as $$
begin
  delete from version_attribute where version_id = old.id;
  if tg_op = 'UPDATE' then
    insert into version_attribute (version_id, key, term, long, number, created_at)
      select new.id, a.key, left(a.whole, 100), case when length(a.whole) > 100 then a.whole end, a.number,
        new.created_at
      from version_attributes(new.tags, new.hyperparameters, new.lineage) a;
  end if;
  return null;
end $$;
create trigger version_attribute_change after update of tags, hyperparameters, lineage on version
  for each row when (old.tags is distinct from new.tags
    or old.hyperparameters::text is distinct from new.hyperparameters::text
    or old.lineage is distinct from new.lineage)
  execute function version_attribute_change();
create trigger version_attribute_remove after delete on version
  for each row execute function version_attribute_change();

insert into version_attribute (version_id, key, term, long, number, created_at)
  select v.id, a.key, left(a.whole, 100), case when length(a.whole) > 100 then a.whole end, a.number,
        v.created_at
  from version v, version_attributes(v.tags, v.hyperparameters, v.lineage) a;

-- The last value of a metric, whatever it was measured on, stands in metric_latest; here the last
-- one per dataset, kept by a trigger.
create index metric_latest_value on metric_latest (name, value, version_id);
alter table metric_latest alter name set statistics 500;

create table metric_latest_of_dataset (
  version_id bigint not null,
  name text not null,
  dataset text not null,
  value double precision not null,
  primary key (version_id, name, dataset)
);
create index metric_latest_of_dataset_value on metric_latest_of_dataset (name, dataset, value, version_id);

create function metric_latest_of_dataset_add() returns trigger language plpgsql as $$
begin
  insert into metric_latest_of_dataset (version_id, name, dataset, value)
    select distinct on (version_id, name, dataset) version_id, name, dataset, value
    from added where dataset is not null order by version_id, name, dataset, seq desc
  on conflict (version_id, name, dataset) do update set value = excluded.value;
  return null;
end $$;
create trigger metric_latest_of_dataset_add after insert on metric referencing new table as added
  for each statement execute function metric_latest_of_dataset_add();

insert into metric_latest_of_dataset (version_id, name, dataset, value)
  select distinct on (version_id, name, dataset) version_id, name, dataset, value
  from metric where dataset is not null order by version_id, name, dataset, seq desc;
