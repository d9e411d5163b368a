-- A metric may be NaN or infinite. Its last value is then no number that could be compared or
-- ordered, but one of three names.
alter table metric_latest alter value drop not null,
  add not_finite text check (not_finite in ('NaN', 'Infinity', '-Infinity')),
  add check ((value is null) = (not_finite is not null));
alter table metric_latest_of_dataset alter value drop not null,
  add not_finite text check (not_finite in ('NaN', 'Infinity', '-Infinity')),
  add check ((value is null) = (not_finite is not null));

create function metric_not_finite(value double precision) returns text language sql immutable as
$$ select case when value in ('NaN', 'Infinity', '-Infinity') then value::text end $$;

create function metric_finite(value double precision) returns double precision language sql immutable as
$$ select case when value in ('NaN', 'Infinity', '-Infinity') then null else value end $$;

create or replace function metric_latest_of_dataset_add() returns trigger language plpgsql as $$
begin
  insert into metric_latest_of_dataset (version_id, name, dataset, value, not_finite)
    select distinct on (version_id, name, dataset) version_id, name, dataset,
      metric_finite(value), metric_not_finite(value)
    from added where dataset is not null order by version_id, name, dataset, seq desc
  on conflict (version_id, name, dataset) do update
    set value = excluded.value, not_finite = excluded.not_finite;
  return null;
end $$;

-- A series is read by step; what has no step comes last.
create index metric_series on metric (version_id, name, (coalesce(step, 9223372036854775807)), seq);
