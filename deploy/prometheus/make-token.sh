#!/bin/sh
# Keeps a token that may read all models in $TOKEN_FILE: makes one when there is none, when it no longer works, and
# every 60 days (tokens last 90). Looks once an hour; with --once it looks and ends.
set -eu

works() {
  [ -s "$TOKEN_FILE" ] && [ -z "$(find "$TOKEN_FILE" -mtime +60)" ] &&
    [ "$(curl -sS -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $(cat "$TOKEN_FILE")" "$ROSTER_URL/actuator/prometheus")" = 200 ]
}

make() {
  answer=$(curl -sS --retry 10 --retry-connrefused -X POST "$ROSTER_URL/api/v1/tokens" \
    -H "Authorization: Bearer $ROSTER_ADMIN_TOKEN" -H 'Content-Type: application/json' \
    -d '{"name":"prometheus-'"$(date -u +%Y%m%dT%H%M%S)"'","grants":[{"role":"reader","models":"*"}]}')
  token=$(printf '%s' "$answer" | sed -n 's/.*"token" *: *"\([^"]*\)".*/\1/p')
  [ -n "$token" ] || { echo "no token: $answer" >&2; return 1; }
  printf '%s' "$token" >"$TOKEN_FILE.new"
  chmod 0644 "$TOKEN_FILE.new" # Prometheus runs as another user; nobody else sees this volume
  mv "$TOKEN_FILE.new" "$TOKEN_FILE"
  echo "a token for Prometheus is in $TOKEN_FILE"
}

works || make
while [ "${1-}" != --once ]; do
  sleep 3600
  works || make || true # Roster may be away: the next hour will do
done
