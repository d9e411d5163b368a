#!/bin/sh
# Gives Grafana a role of its own in PostgreSQL, which may read the views for boards and nothing else.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$GRAFANA_READER_PASSWORD" <<'END'
select 'create role grafana_reader login' where not exists (select from pg_roles where rolname = 'grafana_reader') \gexec
alter role grafana_reader with password :'password' connection limit 10;
alter role grafana_reader set statement_timeout = '10s';
alter role grafana_reader set default_transaction_read_only = on;
grant usage on schema public to grafana_reader;
grant select on v_monitor_check, v_monitor_feature, v_incident to grafana_reader;
END
echo "grafana_reader may read the views"
