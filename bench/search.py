#!/usr/bin/env python3
"""Measures Roster on a registry of a million versions, beside MLflow's server on the same PostgreSQL.

    bench/run.sh search [--quick] [--skip-mlflow] [--keep FOLDER] [--verify]

See bench/README.md.
"""
import argparse
import http.client
import importlib.util
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

import bench
from bench import CLIENTS

PAGE = 1000
LIMIT = 20
SEARCHES = (
    ("by tag", {"filter": 'tags.env = "ci"'}),
    ("by metric", {"filter": "metrics.accuracy >= 0.9"}),
    ("by tag and metric", {"filter": 'tags.env = "ci" AND metrics.accuracy >= 0.9'}),
    ("by tag, ordered by metric", {"filter": 'tags.env = "ci"', "orderBy": "metrics.accuracy desc"}),
)


def psql(server, database="roster"):
    environment = {**os.environ, "PGHOST": "127.0.0.1", "PGPORT": str(server.database_port()), "PGUSER": "roster", "PGPASSWORD": server.credentials()["database.password"]}
    return environment, ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-d", database]


def query(server, sql, database="roster"):
    environment, command = psql(server, database)
    return subprocess.run([*command, "-A", "-t", "-F", "|", "-c", sql], env=environment, check=True, capture_output=True, text=True).stdout.strip()


def load(server, models, versions, metrics):
    """Returns the seconds that it took."""
    server.call("POST", "/models", {"name": "seed"})
    server.version("seed", b"the bytes that all share")
    blob, sha256, size = query(server, "select id, sha256, size from blob limit 1").split("|")
    environment, command = psql(server)
    given = {"models": models, "versions": versions, "metrics": metrics, "blob": blob, "sha256": sha256, "size": size}
    arguments = [part for name, value in given.items() for part in ("-v", f"{name}={value}")]
    begun = time.perf_counter()
    subprocess.run([*command, *arguments, "-f", str(server.root / "bench" / "load.sql")], env=environment, check=True, stdout=subprocess.DEVNULL)
    if query(server, "select to_regclass('audit_pending') is not null") == "t":  # not in a checkout from before V27
        while query(server, "select exists (select from audit_pending)") == "t":  # the server numbers and hashes the log
            time.sleep(1)
    return time.perf_counter() - begun


class Client:
    """One kept-alive connection."""

    def __init__(self, port, token=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self.headers = {"Authorization": "Bearer " + token} if token else {}

    def get(self, path):
        begun = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        reply = self.connection.getresponse()
        body = reply.read()
        took = (time.perf_counter() - begun) * 1000
        if reply.status != 200:
            raise SystemExit(f"GET {path}: {reply.status} {body[:500]}")
        return took, json.loads(body)


def percentiles(times):
    ordered = sorted(times)
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def measure_search(server, times):
    client, first = Client(server.port, bench.TOKEN), {}
    for name, parameters in SEARCHES:
        path = "/api/v1/versions?" + urllib.parse.urlencode({**parameters, "limit": LIMIT})
        cursor, page = None, 1
        while page < PAGE:  # the way there warms the server as well
            _, answer = client.get(path + (f"&cursor={cursor}" if cursor else ""))
            if not answer["next"]:
                break
            cursor, page = answer["next"], page + 1
        for label, target in (("page 1", path), (f"page {page:,}", f"{path}&cursor={cursor}")):
            p50, p99 = percentiles([client.get(target)[0] for _ in range(times)])
            bench.row(f"search {name}, {label}, p50", p50, "ms")
            bench.row(f"search {name}, {label}, p99", p99, "ms", "the goal of 50 ms", 50, inverse=True)
            first.setdefault(name, p50)
    return first


def counters(server):
    """Bytes allocated and connections borrowed, since the server began; bytes count once they are collected."""
    subprocess.run(["jcmd", str(server.process.pid), "GC.run"], check=True, stdout=subprocess.DEVNULL)
    text = server.call("GET", "/actuator/prometheus", base="").decode()

    def total(name):
        return sum(float(value) for value in re.findall(rf"^{name}(?:{{[^}}]*}})? ([\d.eE+]+)$", text, re.M))
    return total("jvm_gc_memory_allocated_bytes_total"), total("hikaricp_connections_usage_seconds_count")


def run(server, load_runner, what, seconds, plan, clients, calls):
    load_runner.steady(server.port, seconds, plan, clients)
    bytes_before, borrowed_before = counters(server)
    figures = load_runner.run(server.port, seconds, plan, clients=clients)
    bytes_after, borrowed_after = counters(server)
    done = figures["rounds"] * calls
    bench.row(f"  {what}: p50", figures["p50"], "ms")
    bench.row(f"  {what}: p99", figures["p99"], "ms")
    bench.row(f"  {what}: allocated per request", (bytes_after - bytes_before) / done / 1024, "KiB")
    bench.row(f"  {what}: connections borrowed per request", (borrowed_after - borrowed_before) / done, "")
    return figures["perSecond"]


def measure_calls(server, load_runner, seconds, selects, tpcb):
    resolves = run(server, load_runner, "resolve", seconds, [("GET", "/api/v1/resolve/m{k}@production", "-")], CLIENTS, 1)
    bench.row("resolves by stage, of 10,000 models", resolves, "/s", "pgbench select", selects)
    created = run(server, load_runner, "create", seconds, [
        ("POST", "/api/v1/models/m{k}/versions", '{"tags":{"team":"bench"}}', "v", '"version": *([0-9]+)'),
        ("POST", "/api/v1/models/m{k}/versions/{v}/metrics", bench.METRICS)], CLIENTS, 2)
    bench.row("versions created, each with three metrics", created, "/s", "pgbench TPC-B", tpcb)
    bench.make_models(server)
    promoted = 2 * run(server, load_runner, "two promotions", seconds, bench.PROMOTE, CLIENTS, 2)
    bench.row("promotions, each displacing another", promoted, "/s", "pgbench TPC-B", tpcb)
    return resolves, created, promoted


class Mlflow:
    """Its server on the same PostgreSQL, in a database of its own."""

    API = "/api/2.0/mlflow"

    def __init__(self, server, scratch):
        self.server, self.port = server, bench.free_port()
        query(server, "create database mlflow", "postgres")
        password = server.credentials()["database.password"]
        store = f"postgresql+psycopg2://roster:{password}@127.0.0.1:{server.database_port()}/mlflow"
        self.log = open(scratch / "mlflow.log", "wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mlflow", "server", "--backend-store-uri", store, "--artifacts-destination", str(scratch / "mlflow"), "--host", "127.0.0.1", "--port", str(self.port), "--workers", "2"],
            env={**os.environ, "MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true"}, stdout=self.log, stderr=self.log, start_new_session=True)

    def wait(self):
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5):
                    return True
            except OSError:
                time.sleep(0.2)
        return False

    def call(self, path, body):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{self.API}{path}", data=json.dumps(body).encode(), headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as reply:
            return json.loads(reply.read())

    def load(self, models, versions):
        """Into its tables, as through its API it would take hours."""
        self.call("/registered-models/create", {"name": "seed"})
        self.call("/model-versions/create", {"name": "seed", "source": "s3://bench/model"})
        made = int(time.time() * 1000)
        query(self.server, f"""
            insert into registered_models (name, creation_time, last_updated_time, description)
              select 'm' || i, {made}, {made}, '' from generate_series(1, {models}) i;
            insert into model_versions (name, version, creation_time, last_updated_time, description, current_stage, source, run_id, status, status_message)
              select 'm' || i, n, {made}, {made}, '', case when n = {versions} then 'Production' else 'None' end, 's3://bench/model', '', 'READY', ''
              from generate_series(1, {models}) i, generate_series(1, {versions}) n;
            insert into model_version_tags (name, version, key, value)
              select v.name, v.version, t.key, t.value from model_versions v,
                lateral (values ('env', (array['dev', 'ci', 'lab'])[1 + v.version % 3]), ('team', 'team-' || hashtext(v.name) % 50), ('run', v.version::text)) t (key, value)
              where v.name <> 'seed';
            insert into registered_model_aliases (name, alias, version) select 'm' || i, 'production', {versions} from generate_series(1, {models}) i;
            analyze;""", "mlflow")

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(60)
        self.log.close()


def measure_mlflow(server, load_runner, scratch, seconds, times, models, versions, ours, searched):
    missing = [name for name in ("mlflow", "psycopg2") if not importlib.util.find_spec(name)]
    if missing:
        bench.skipped("MLflow's server on the same PostgreSQL", "pip install mlflow psycopg2-binary")
        return
    peer = Mlflow(server, scratch)
    try:
        if not peer.wait():
            bench.skipped("MLflow's server on the same PostgreSQL", "it did not start:\n" + (scratch / "mlflow.log").read_text()[-2000:])
            return
        took = bench.timed(lambda: peer.load(models, versions))
        print(f"MLflow holds {models:,} models, {models * versions:,} versions, {models * versions * 3:,} tags, loaded by SQL in {took:,.0f} s", flush=True)
        api, client = Mlflow.API, Client(peer.port)
        path = f"{api}/model-versions/search?" + urllib.parse.urlencode({"filter": "tag.env = 'ci'", "max_results": LIMIT})
        client.get(path)
        p50, p99 = percentiles([client.get(path)[0] for _ in range(max(5, times // 10))])
        bench.row("search by tag, page 1, p50", searched["by tag"], "ms", "MLflow, page 1, p50, ms", p50, inverse=True)
        bench.row("  MLflow: search by tag, page 1, p99", p99, "ms")
        token = None
        for page in range(1, PAGE):
            took, answer = client.get(path + (f"&page_token={urllib.parse.quote(token)}" if token else ""))
            token = answer.get("next_page_token")
            if not token or took * (PAGE - page) > 300_000:
                break
        if token:
            p50, p99 = percentiles([client.get(f"{path}&page_token={urllib.parse.quote(token)}")[0] for _ in range(max(5, times // 10))])
            bench.row(f"  MLflow: search by tag, page {page + 1:,}, p50", p50, "ms")
            bench.row(f"  MLflow: search by tag, page {page + 1:,}, p99", p99, "ms")
        last = "{k}" if models == 10_000 else "1"
        resolves = load_runner.run(peer.port, seconds, [("GET", f"{api}/registered-models/alias?name=m{last}&alias=production", "-")], token="-")
        bench.row("resolves by stage, of 10,000 models", ours[0], "/s", "MLflow, get by alias", resolves["perSecond"])
        metrics = json.dumps({"run_id": "{run}", "metrics": [{"key": k, "value": 0.5, "timestamp": 1, "step": 0} for k in ("accuracy", "roc_auc", "log_loss")]})
        created = load_runner.run(peer.port, seconds, [
            ("POST", f"{api}/runs/create", '{"experiment_id":"0"}', "run", '"run_id": *"([^"]+)"'),
            ("POST", f"{api}/runs/log-batch", metrics),
            ("POST", f"{api}/model-versions/create", f'{{"name":"m{last}","source":"s3://bench/model","run_id":"{{run}}"}}')], token="-", clients=8)
        bench.row("versions created, each with three metrics", ours[1], "/s", "MLflow, run + metrics + version", created["perSecond"])
        for worker in range(1, CLIENTS + 1):
            peer.call("/registered-models/create", {"name": f"bench-{worker}"})
            for _ in range(2):
                peer.call("/model-versions/create", {"name": f"bench-{worker}", "source": "s3://bench/model"})
        moved = load_runner.run(peer.port, seconds, [
            ("POST", f"{api}/model-versions/transition-stage", '{"name":"bench-{w}","version":"{p}","stage":"Production","archive_existing_versions":true}')], token="-", clients=CLIENTS)
        bench.row("promotions, each displacing another", ours[2], "/s", "MLflow, transition-stage", moved["perSecond"])
    finally:
        peer.stop()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quick", action="store_true", help="50,000 versions, shorter")
    options.add_argument("--skip-mlflow", action="store_true")
    options.add_argument("--mlflow-versions", type=int, default=10, help="of each of MLflow's 10,000 models")
    options.add_argument("--keep", type=pathlib.Path, help="the folder of the registry; one that is there is used again")
    options.add_argument("--verify", action="store_true", help="run `roster verify` over what was loaded")
    options.add_argument("--json", type=pathlib.Path, help="write the figures there too")
    chosen = options.parse_args()
    models, versions, metrics, seconds, times = (10_000, 5, 5, 3, 50) if chosen.quick else (10_000, 100, 5, 10, 300)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="roster-bench-"))
    folder = chosen.keep or scratch / "data"
    server = bench.Server(folder)
    try:
        print(f"Roster on {os.cpu_count()} cores; embedded engines in {folder}; load by {CLIENTS} clients on the same machine", flush=True)
        server.start()
        if int(query(server, "select count(*) from model")) < models:
            took = load(server, models, versions, metrics)
            bench.row(f"load of {models * versions:,} versions", took, "s", "the goal of 10 minutes, s", 600, inverse=True)
        counts = query(server, "select (select count(*) from model), (select count(*) from version), (select count(*) from metric), (select sum((select count(*) from jsonb_object_keys(tags))) from version)")
        print("holds {} models, {} versions, {} metric values, {} tags".format(*(f"{int(float(c)):,}" for c in counts.split("|"))), flush=True)
        if chosen.verify:
            subprocess.run([str(bench.ROOT / "roster"), "verify"], env={**os.environ, "ROSTER_DATA_DIR": str(folder)}, check=True)
        selects, tpcb = (None, None) if query(server, "select 1 from pg_database where datname = 'bench'", "postgres") else bench.pgbench(server, seconds)
        load_runner = bench.Load(scratch)
        searched = measure_search(server, times)
        ours = measure_calls(server, load_runner, seconds, selects, tpcb)
        if chosen.skip_mlflow:
            bench.skipped("MLflow", "--skip-mlflow")
        else:
            measure_mlflow(server, load_runner, scratch, seconds, times, models, chosen.mlflow_versions, ours, searched)
        if chosen.json:
            chosen.json.write_text(json.dumps([dict(zip(("what", "value", "unit", "limit", "limitValue", "ratio"), r)) for r in bench.table], indent=1) + "\n")
    finally:
        server.stop()
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
