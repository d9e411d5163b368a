-- Policies with all their revisions, and which policy judged which model when.
create table policy (
  id bigint generated always as identity primary key,
  name text not null,
  revision int not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create unique index policy_name on policy (name) where deleted_at is null;

create table policy_revision (
  policy_id bigint not null references policy,
  revision int not null,
  document jsonb not null,
  at timestamptz not null,
  actor text not null,
  primary key (policy_id, revision)
);

create table policy_prefix (
  policy_id bigint not null references policy,
  prefix text not null,
  since timestamptz not null,
  until timestamptz
);
create unique index policy_prefix_taken on policy_prefix (lower(prefix)) where until is null;
create index policy_prefix_of_policy on policy_prefix (policy_id);

-- The last row of a model counts: a policy, a document of its own, or neither.
create table model_policy (
  seq bigint generated always as identity primary key,
  model_id bigint not null references model,
  policy_id bigint references policy,
  document jsonb,
  revision int,
  at timestamptz not null,
  actor text not null,
  check (policy_id is null or document is null),
  check ((document is null) = (revision is null))
);
create index model_policy_of_model on model_policy (model_id, seq desc);
create index model_policy_of_policy on model_policy (policy_id) where policy_id is not null;
