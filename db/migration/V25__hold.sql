-- Versions that nothing may delete.
create table hold (
  version_id bigint primary key references version,
  reason text not null,
  until timestamptz, -- null: until somebody lifts it
  placed_at timestamptz not null,
  placed_by text not null
);
