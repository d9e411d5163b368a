#!/usr/bin/env bash
# Makes the files in dvc/remotes with the real dvc, before and after its data went to and came from
# remotes of several kinds (pip install 'dvc[s3]' 'moto[server]'), in a folder that is thrown away.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
export DVC_NO_ANALYTICS=1 AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any AWS_DEFAULT_REGION=us-east-1
store=http://127.0.0.1:18447
(cd "$work" && exec moto_server -H 127.0.0.1 -p 18447 > "$work/moto.log" 2>&1) &
moto=$!
mkdir "$work/web" && printf 'a,b\n1,2\n' > "$work/web/d.csv"
(cd "$work/web" && exec python3 - > /dev/null 2>&1 <<'PYTHON'
import http.server
class Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("ETag", 'W/"33a64df5+/x="')
        super().end_headers()
http.server.HTTPServer(("127.0.0.1", 18448), Handler).serve_forever()
PYTHON
) &
web=$!
trap 'kill $moto $web; rm -rf "$work"' EXIT
until curl -s -o "$work/answer" $store; do sleep 1; done
python3 - "$store" "$work/web/d.csv" <<'PYTHON'
import botocore.session, sys
s3 = botocore.session.get_session().create_client("s3", endpoint_url=sys.argv[1])
data = open(sys.argv[2], "rb").read()
for bucket, key in [("plain", "raw.csv"), ("versioned", "raw/b.csv")]:
    s3.create_bucket(Bucket=bucket)
    if bucket == "versioned":
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket=bucket, Key=key, Body=data)
PYTHON

into() {
  local to=$here/dvc/remotes/$1
  shift
  mkdir -p "$to"
  cp "$@" "$to/"
}
repository() {
  git init -q "$1"; cd "$1"; git config user.email a@example.org; git config user.name a; dvc init -q
  for remote in plain versioned; do
    dvc remote add -q $remote s3://$remote/store; dvc remote modify $remote endpointurl $store
    dvc remote add -q at-$remote s3://$remote; dvc remote modify at-$remote endpointurl $store
  done
  dvc remote default -q plain; dvc remote modify versioned version_aware true
}
repository "$work/source"
mkdir data && printf 'a,b\n1,2\n' > data/d.csv && dvc add -q data/d.csv && dvc push -q && git add -A && git commit -qm data

repository "$work/use"
mkdir -p images/deep
printf a > images/a.png; printf b > images/deep/b.png; printf c > "images/é \"z\".png"; printf 'x\n1\n' > h.csv
dvc add -q images h.csv
dvc stage add -q -n train -d images -d h.csv -o model 'echo hi > model'
dvc repro -q
into added images.dvc h.csv.dvc dvc.lock
dvc push -q; into pushed images.dvc h.csv.dvc dvc.lock
dvc push -q -r versioned; into versioned images.dvc h.csv.dvc dvc.lock
rm -f dvc.yaml dvc.lock
for way in '--no-download' ''; do
  dvc import-url -q -f $way remote://at-plain/raw.csv plain.csv
  dvc import-url -q -f $way --version-aware remote://at-versioned/raw versioned
  dvc import-url -q -f $way http://127.0.0.1:18448/d.csv web.csv
  dvc import -q -f $way "$work/source" data/d.csv -o repository.csv
  sed -i 's#url: /.*#url: https://git.example.org/source.git#; s#rev_lock: .*#rev_lock: 396406856ba34b307d8e8abfbde1732e987b08f3#' repository.csv.dvc
  into "imported$way" plain.csv.dvc versioned.dvc web.csv.dvc repository.csv.dvc
done
dvc dataset add -q from-url --url remote://at-versioned/raw/b.csv
dvc dataset add -q from-repository --dvc "$work/source" --path data/d.csv
sed -i 's#url: /.*#url: https://git.example.org/source.git#; s#rev_lock: .*#rev_lock: 396406856ba34b307d8e8abfbde1732e987b08f3#' dvc.lock
into datasets dvc.lock
