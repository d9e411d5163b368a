-- Names of tokens in use are unique, also for the eye, and audit entries say which token acted.

alter table audit_entry add column token_id text;

-- What is the same for names that look alike (core.access.TokenName); null once the token is revoked or expired.
alter table token add column name_key text;

update token set name_key = first.key
from (
  select distinct on (key) id, key from (
    select id, created_at,
      replace(replace(translate(lower(regexp_replace(name, ' +', ' ', 'g')), '1i0', 'llo'), 'rn', 'm'), 'vv', 'w') as key
    from token where revoked_at is null and expires_at > now()) named
  order by key, created_at, id) first
where token.id = first.id;

create unique index token_name on token (name_key) where name_key is not null;
