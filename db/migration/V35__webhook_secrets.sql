-- Secrets of a webhook that were replaced, which sign too until they end. There may be several.

create table webhook_old_secret (
  webhook_id uuid not null references webhook on delete cascade,
  ends_at timestamptz not null,
  secret bytea not null, -- encrypted
  primary key (webhook_id, ends_at, secret)
);
insert into webhook_old_secret (webhook_id, ends_at, secret)
select id, secret_before_ends, secret_before from webhook where secret_before is not null;
alter table webhook drop column secret_before, drop column secret_before_ends;
