#!/bin/sh
# Writes .env for docker-compose.yml with random passwords. Never overwrites one that is there.
set -eu
cd "$(dirname "$0")/.."
file=${1:-.env}
[ ! -e "$file" ] || { echo "$file is there already: remove it first if you mean to (the data keep their old passwords)" >&2; exit 1; }

secret() { od -An -v -t x1 -N 24 /dev/urandom | tr -d ' \n'; }

umask 077
cat >"$file.new" <<END
ROSTER_ADMIN_TOKEN=$(secret)
POSTGRES_PASSWORD=$(secret)
S3_ACCESS_KEY=$(secret)
S3_SECRET_KEY=$(secret)
GRAFANA_PASSWORD=$(secret)
GRAFANA_READER_PASSWORD=$(secret)
END
mv "$file.new" "$file"
echo "wrote $file; now: docker compose up -d"
