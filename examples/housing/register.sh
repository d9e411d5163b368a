#!/bin/sh
# Hands one trained version to Roster, the way a CI job does. POSIX sh and curl, nothing else.
#
#   ROSTER_URL=http://127.0.0.1:8080 ROSTER_TOKEN=... ./register.sh MODEL FOLDER
#
# FOLDER holds version.json, metrics.json and artifacts/ (see train.py). Run it again as often as you like: what is
# done already is found by the digest of the folder's content. Prints "MODEL/NUMBER". When Roster refuses a step, its
# reason goes to standard error and the exit status is 1.
set -eu
LC_ALL=C
export LC_ALL

[ $# -eq 2 ] || { echo "usage: $0 MODEL FOLDER" >&2; exit 2; }
: "${ROSTER_TOKEN:?set it to a token that may register and move versions}"
api=${ROSTER_URL:-http://127.0.0.1:8080}/api/v1
model=$1
folder=$2
[ -f "$folder/version.json" ] && [ -f "$folder/metrics.json" ] && [ -d "$folder/artifacts" ] ||
  { echo "$folder lacks version.json, metrics.json or artifacts/" >&2; exit 2; }
temporary=$(mktemp -d)
run=$(date +%s)-$$
trap 'rm -rf "$temporary"' EXIT

# --- small tools -----------------------------------------------------------------------------------------------------

sha256() { # FILE: its SHA-256 in hex
  if command -v sha256sum >/dev/null; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d' ' -f1
}

base64_of_hex() { # HEX: the same bytes in base64
  printf '%s\n' "$1" | awk '
    { letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
      for (i = 1; i <= length($0); i++) {
        bits = bits * 16 + index("0123456789abcdef", substr($0, i, 1)) - 1; held += 4
        if (held >= 6) { held -= 6; unit = 2 ^ held
          out = out substr(letters, int(bits / unit) + 1, 1); bits %= unit } }
      if (held) out = out substr(letters, bits * 2 ^ (6 - held) + 1, 1)
      while (length(out) % 4) out = out "="
      print out }'
}

quoted() { # TEXT: as a JSON string
  printf '%s' "$1" | sed 's/[\\"]/\\&/g; s/^/"/; s/$/"/'
}

in_url() { # PATH: percent-encoded, slashes kept
  printf '%s' "$1" | od -An -v -t u1 | awk '
    { for (i = 1; i <= NF; i++) { c = sprintf("%c", $i + 0)
        if ($i < 128 && c ~ /[A-Za-z0-9._~\/-]/) printf "%s", c; else printf "%%%02X", $i } }'
}

refused() { # WHAT: says why, and ends
  awk -v what="$1" -v status="$status" '
    { body = body $0 }
    END { detail = body
      if (match(body, /"detail" *: *"([^"\\]|\\.)*"/)) {
        detail = substr(body, RSTART, RLENGTH); sub(/^"detail" *: *"/, "", detail); sub(/"$/, "", detail); gsub(/\\"/, "\"", detail) }
      print what ": " status " " detail }' "$temporary/body" >&2
  exit 1
}

call() { # METHOD PATH [curl options]: leaves $status, $temporary/headers and $temporary/body
  method=$1
  path=$2
  shift 2
  : >"$temporary/body"
  status=$(curl -sS -X "$method" -H "Authorization: Bearer $ROSTER_TOKEN" -D "$temporary/headers" -o "$temporary/body" \
    --retry 5 --retry-connrefused -w '%{http_code}' "$@" "$api$path") || { echo "no answer from $api" >&2; exit 1; }
}

post() { # PATH FILE [RUN]: a JSON body. The key comes from the content, so that a retry has one effect; and from this
  # run where a refusal may be put right, for refusals are kept too.
  key=$(printf '%s %s %s' "$1" "$(sha256 "$2")" "${3-}" >"$temporary/key" && sha256 "$temporary/key")
  for pause in 1 1 2 4 8 0; do
    call POST "$1" -H 'Content-Type: application/json' -H "Idempotency-Key: $key" --data-binary "@$2"
    grep -q '"idempotency_key_in_use"' "$temporary/body" || return 0 # else another run is at the same step
    sleep "$pause"
  done
}

# --- what is to be handed over ---------------------------------------------------------------------------------------

(cd "$folder/artifacts" && find . -type f | sed 's|^\./||' | sort) >"$temporary/paths"
: >"$temporary/listed"
while IFS= read -r path; do
  hex=$(sha256 "$folder/artifacts/$path")
  size=$(($(wc -c <"$folder/artifacts/$path")))
  printf '%s{"path":%s,"sha256":"%s","size":%d}' "${separator-}" "$(quoted "$path")" "$hex" "$size" >>"$temporary/listed"
  separator=,
done <"$temporary/paths"
cat "$folder/version.json" "$folder/metrics.json" "$temporary/listed" >"$temporary/content"
content=$(sha256 "$temporary/content")

# --- the model, unless it is there -----------------------------------------------------------------------------------

call GET "/models/$model"
if [ "$status" = 404 ]; then
  printf '{"name":%s}' "$(quoted "$model")" >"$temporary/model.json"
  post /models "$temporary/model.json"
  case $status in 201) ;; 409) ;; *) refused "register $model" ;; esac
elif [ "$status" != 200 ]; then
  refused "look for $model"
fi

# --- the version, unless a run before this one made it ---------------------------------------------------------------

find_version() { # leaves $number (empty when there is none) and its stage and status
  call GET "/models/$model/versions?limit=1&filter=tags.content%20%3D%20%22$content%22"
  [ "$status" = 200 ] || refused "look for versions of $model"
  number=$(sed -n 's/^[^[]*\[ *{[^{}]*"version" *: *\([0-9][0-9]*\).*/\1/p' "$temporary/body")
}

find_version
if [ -z "$number" ]; then
  sed "1s/{/{\"tags\":{\"content\":\"$content\"},/" "$folder/version.json" >"$temporary/version.json"
  post "/models/$model/versions" "$temporary/version.json"
  [ "$status" = 201 ] || refused "make a version of $model"
  find_version
fi
version="/models/$model/versions/$number"

# --- its files, its seal ---------------------------------------------------------------------------------------------

call GET "$version"
[ "$status" = 200 ] || refused "read $model/$number"
if grep -q '"status" *: *"draft"' "$temporary/body"; then
  while IFS= read -r path; do
    digest=$(base64_of_hex "$(sha256 "$folder/artifacts/$path")")
    call PUT "$version/artifacts/$(in_url "$path")" -H 'Content-Type: application/octet-stream' \
      -H "Repr-Digest: sha-256=:$digest:" -T "$folder/artifacts/$path"
    case $status in 200 | 201) ;; *) refused "upload $path" ;; esac
  done <"$temporary/paths"
  printf '{"artifacts":[%s]}' "$(cat "$temporary/listed")" >"$temporary/finalize.json"
  post "$version/finalize" "$temporary/finalize.json" "$run"
  [ "$status" = 200 ] || refused "finalize $model/$number"
fi

# --- its metrics, its stage ------------------------------------------------------------------------------------------

call GET "$version/metrics?limit=1"
[ "$status" = 200 ] || refused "read the metrics of $model/$number"
if grep -q '"items" *: *\[ *\]' "$temporary/body"; then
  post "$version/metrics" "$folder/metrics.json"
  [ "$status" = 201 ] || refused "record the metrics of $model/$number"
fi

call GET "$version"
if grep -q '"stage" *: *"none"' "$temporary/body"; then
  printf '{"to":"staging","reason":"registered by the pipeline"}' >"$temporary/move.json"
  post "$version/transitions" "$temporary/move.json" "$run"
  [ "$status" = 201 ] || refused "move $model/$number to staging"
fi

echo "$model/$number"
