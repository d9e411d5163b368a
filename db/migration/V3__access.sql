-- Tokens with their grants, and the answers that idempotency keys stand for.

create table token (
  id text primary key,
  name text not null,
  sha256 bytea not null,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text
);
create index token_newest on token (created_at desc, id desc) where revoked_at is null;

create table token_grant (
  token_id text not null references token,
  position int not null,
  role text not null check (role in ('reader', 'contributor', 'approver', 'releaser', 'admin')),
  model_id bigint references model,
  prefix text,
  primary key (token_id, position),
  check (num_nonnulls(model_id, prefix) = 1)
);

-- The row is written in the transaction of the effect that it stands for (I6).
create table idempotency (
  principal text not null,
  key text not null,
  call bytea not null, -- SHA-256 over method, path and query
  body bytea not null, -- SHA-256 of the request's body
  status int not null,
  headers jsonb not null,
  answer bytea not null,
  at timestamptz not null default now(),
  primary key (principal, key)
);
create index idempotency_oldest on idempotency (at);
