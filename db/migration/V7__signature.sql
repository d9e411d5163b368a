-- Where a signature is from, and SemVer labels.

alter table version
  add column signature_source jsonb, -- null until finalized
  add column label text;

-- Signatures were only given until now.
update version
set signature_source = jsonb_build_object(
  'kind', case when signature is null then 'none' else 'given' end, 'path', null, 'files', '[]'::jsonb)
where digest is not null;

-- Build metadata has no say in what a label is. A deleted version keeps its own.
create unique index version_label on version (model_id, split_part(label, '+', 1)) where label is not null;

-- A range is an interval of releases, so the highest in it is the last entry of a range of this index.
create index version_label_order on version
  (model_id, (string_to_array(split_part(split_part(label, '+', 1), '-', 1), '.')::bigint[]))
  where label is not null;

-- A label moves, so it has a history.
alter table history drop constraint history_fact_check;
alter table history add constraint history_fact_check
  check (fact in ('name', 'owner', 'description', 'label', 'tags', 'stage', 'alias', 'deleted'));

-- An alias never reads as a label or a range of labels; those that did keep their version under a new name.
with renamed as (
  select a.model_id, a.name as was, left('alias-' || a.name, 128) as name, v.number
  from alias a join version v on v.id = a.version_id
  where a.name ~ '^v?([0-9]{1,10}|[xX])([.]([0-9]{1,10}|[xX])([.]([0-9]{1,10}|[xX])(-[0-9A-Za-z.-]+)?)?)?$'),
moved as (
  update alias a set name = r.name from renamed r where a.model_id = r.model_id and a.name = r.was)
insert into history (model_id, fact, key, value, at, actor)
  select model_id, 'alias', lower(was), null, now(), 'system' from renamed
  union all
  select model_id, 'alias', lower(name), jsonb_build_object('name', name, 'version', number), now(), 'system'
  from renamed;
