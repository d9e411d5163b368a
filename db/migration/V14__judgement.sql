-- What made features drift, what is furthest over its threshold, what cannot be judged.
alter table drift_check
  add unseen_expected double precision[],
  add because text[],
  add worst text,
  add not_judged text;

update drift_check
set prediction = (prediction::jsonb || '{"unseenExpected": 0, "because": []}')::text
where prediction is not null;

alter table incident add worst_by text, add worst_threshold double precision;
update incident i set worst_by = 'score',
  worst_threshold = (m.definition -> 'thresholds' ->> 'alarm')::double precision
from monitor m where m.id = i.monitor_id and i.worst_feature is not null;

create or replace view v_monitor_feature as
  select c.at as time, c.slot, m.name as monitor, mo.name as model, coalesce(m.stage, '') as stage,
    c.version, c.cause, c.window_to, f.feature, f.statistic, f.score, c.threshold, f.noise95,
    f.p_value, f.missing, f.unseen, f.drifted, f.unseen_expected, f.because
  from drift_check c join monitor m on m.id = c.monitor_id join model mo on mo.id = m.model_id
  cross join unnest(c.features, c.statistics, c.scores, c.noise95, c.p_values, c.missing, c.unseen,
    c.drifted, c.unseen_expected, c.because)
    as f (feature, statistic, score, noise95, p_value, missing, unseen, drifted, unseen_expected,
    because);

create or replace view v_incident as
  select i.opened_at as time, i.closed_at, m.name as monitor, mo.name as model,
    coalesce(m.stage, '') as stage, i.version, i.kind, i.acknowledged, i.note, i.worst_feature,
    i.worst_score, i.closed_because, i.worst_by, i.worst_threshold
  from incident i join monitor m on m.id = i.monitor_id join model mo on mo.id = m.model_id;

-- Batches that were withdrawn: their counts are gone, and checks that had counted them say so.
create table observation_withdrawal (
  id bigint generated always as identity primary key,
  version_id bigint not null references version,
  source text not null,
  batch text not null,
  rows bigint not null,
  hours_from timestamptz not null,
  hours_to timestamptz not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz not null,
  withdrawn_by text not null
);
create index observation_withdrawal_of_version
  on observation_withdrawal (version_id, hours_to, hours_from);
create index observation_profile_of_batch on observation_profile (batch_id);
