-- Webhooks: who is sent the events of the audit log.

create table webhook (
  id uuid primary key,
  number bigint generated always as identity unique, -- the order of lists
  name text not null,
  url text not null,
  types text[] not null, -- patterns, such as version.*
  models text not null, -- a name, or a prefix with *
  format text not null check (format in ('cloudevents', 'slack', 'teams')),
  state text not null check (state in ('active', 'disabled')),
  disabled_reason text,
  owner text not null, -- the id of the principal by whose rights events are sent
  created_by text not null,
  created_at timestamptz not null,
  revision bigint not null default 1,
  secret bytea not null, -- encrypted
  secret_before bytea, -- encrypted; signs too until secret_before_ends
  secret_before_ends timestamptz,
  since bigint not null, -- events up to this number are from before it was made or resumed
  behind bigint, -- null: it takes part in the scan of all; else it has been looked for up to this number
  look_at timestamptz, -- when one that is behind is looked after next
  failures int not null default 1 -- in a row; a new one begins as if it had failed once
);
create index webhook_of_owner on webhook (owner);
create index webhook_behind on webhook (look_at) where behind is not null;

-- Up to which number events were looked at for all webhooks that are not behind.
create table webhook_scan (
  one boolean primary key default true check (one),
  seq bigint not null
);
insert into webhook_scan (seq) select coalesce(max(seq), 0) from audit_entry;

-- What was sent, or is to be sent again.
create table webhook_delivery (
  number bigint generated always as identity primary key,
  id uuid not null unique default gen_random_uuid(),
  webhook_id uuid not null references webhook on delete cascade,
  seq bigint, -- null: an event to try the receiver
  event_id text not null,
  type text not null,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  attempts jsonb not null default '[]',
  created_at timestamptz not null,
  unique (webhook_id, seq)
);
create index webhook_delivery_of_webhook on webhook_delivery (webhook_id, number desc);
create index webhook_delivery_created on webhook_delivery (created_at);

-- What a webhook is to be sent next of one model. A lane that has nothing to send is removed.
create table webhook_lane (
  webhook_id uuid not null references webhook on delete cascade,
  lane bigint not null, -- the model; 0: events about no model; below 0: one delivery outside the order, by its number
  seq bigint, -- the event to send; null: an event to try the receiver
  tries int not null default 0,
  first_at timestamptz, -- of the first try
  due_at timestamptz not null, -- while it is sent: when the server that sends it has lost it
  sending boolean not null default false,
  fence bigint not null default 0, -- grows with each try; a result with another one is refused
  primary key (webhook_id, lane)
);
create index webhook_lane_due on webhook_lane (due_at);
