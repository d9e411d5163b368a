-- Verdicts on versions from outside, and the role that may only send them.
create table report (
  id uuid primary key,
  seq bigint generated always as identity unique,
  version_id bigint not null references version,
  name text not null,
  verdict text not null check (verdict in ('passed', 'warning', 'failed')),
  detail text,
  url text,
  digest text not null,
  expires_at timestamptz,
  actor text not null,
  at timestamptz not null,
  roles text[] not null
);
create index report_of_version on report (version_id, seq desc);
create index report_of_name on report (version_id, name, seq desc);

alter table token_grant drop constraint token_grant_role_check;
alter table token_grant add check (
  role in ('reader', 'reporter', 'contributor', 'approver', 'releaser', 'admin'));
