-- Requests for moves, the decisions of people on them, and what a move was made on.

-- What is the same for names that look alike (core.access.TokenName).
create function name_key(name text) returns text language sql immutable parallel safe
return replace(replace(translate(lower(regexp_replace(name, ' +', ' ', 'g')), '1i0', 'llo'), 'rn', 'm'), 'vv', 'w');

create table request (
  id uuid primary key,
  seq bigint generated always as identity unique,
  kind text not null check (kind in ('transition', 'review')),
  version_id bigint not null references version,
  from_stage text not null,
  to_stage text not null,
  reason text,
  execution text not null check (execution in ('by-hand', 'when-approved')),
  actor text not null,
  principal text not null,
  token_id text references token,
  at timestamptz not null,
  digest text not null,
  -- The policy that the approvals are bound to; all are null or false if there is none.
  policy text,
  policy_revision int,
  policy_own boolean not null,
  needed int not null,
  not_author boolean not null,
  evidence jsonb not null,
  expires_at timestamptz,
  -- The state of an open one follows from its approvals and the time.
  state text not null default 'open' check (
    state in ('open', 'approved', 'rejected', 'expired', 'executed', 'void', 'withdrawn')),
  closed_at timestamptz,
  closed_by text,
  detail text,
  check ((closed_at is null) = (state = 'open')),
  check ((closed_by is null) = (state = 'open'))
);
create unique index request_open on request (version_id, to_stage)
  where closed_at is null and kind = 'transition';
create index request_of_version on request (version_id, seq desc);
create index request_undecided on request (seq desc) where closed_at is null;
create index request_of_policy on request (policy) where closed_at is null;

create table approval (
  id uuid primary key,
  seq bigint generated always as identity unique,
  request_id uuid not null references request,
  decision text not null check (decision in ('approve', 'reject')),
  reason text,
  actor text not null,
  principal text not null,
  token_id text references token,
  at timestamptz not null,
  digest text not null,
  policy_revision int,
  withdrawn_at timestamptz,
  counted boolean -- when the request was closed; null while it is open
);
create index approval_of_request on approval (request_id, seq);
create unique index approval_of_principal on approval (request_id, principal)
  where withdrawn_at is null;

alter table transition add column policy text;
alter table transition add column policy_revision int;
alter table transition add column break_glass boolean not null default false;
alter table transition add column request_id uuid references request;
create unique index transition_of_request on transition (request_id) where request_id is not null;
