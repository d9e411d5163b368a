-- What people write about versions.
create table card (
  version_id bigint primary key references version,
  intended_use text,
  limitations text,
  ethics text,
  training_data text,
  evaluation text,
  contact text,
  risk_class text check (risk_class in ('minimal', 'limited', 'high')),
  data_categories text[] not null,
  written_by text not null,
  written_at timestamptz not null,
  revision bigint not null
);
