#!/usr/bin/env python3
"""Measures Roster beside the limits of the machine, in one run. Python 3.9 or newer.

    bench/run.sh [--quick] [--skip-mlflow]

Starts a Roster of its own on embedded engines in a temporary folder. See bench/README.md.
"""
import argparse
import base64
import datetime
import hashlib
import hmac
import importlib.util
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOKEN = "bench-" + os.urandom(24).hex()
MIB = 1024 * 1024
CLIENTS = 32
WARM_UPS = 25  # at most
table = []


def row(what, value, unit, limit=None, limit_value=None, inverse=False):
    """inverse: less is better, so the ratio is limit / value."""
    ratio = None if not limit_value else (limit_value / value if inverse else value / limit_value)
    table.append((what, value, unit, limit, limit_value, ratio))
    beside = f"   {ratio:8.1%} of {limit} ({limit_value:,.4g})" if ratio is not None else ""
    print(f"{what:<46}{value:>12,.4g} {unit:<10}{beside}", flush=True)


def skipped(what, how):
    print(f"{what:<46}     skipped: {how}", flush=True)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """A Roster built from the checkout at `root`, on embedded engines unless `settings` name others."""

    def __init__(self, folder, root=ROOT, settings=None):
        self.folder, self.root, self.port, self.process = folder, root, free_port(), None
        self.settings = settings or {}
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self):
        environment = {**os.environ, "ROSTER_DATA_DIR": str(self.folder), "ROSTER_PORT": str(self.port), "ROSTER_ADMIN_TOKEN": TOKEN}
        for name in ("ROSTER_DATASOURCE_URL", "ROSTER_S3_ENDPOINT"):
            environment.pop(name, None)
        environment.update(self.settings)
        begun = time.perf_counter()
        with open(str(self.folder) + ".log", "ab") as log:
            self.process = subprocess.Popen([str(self.root / "roster"), "start"], env=environment, stdout=log, stderr=log)
        while True:
            try:
                with urllib.request.urlopen(self.url + "/actuator/health/readiness", timeout=2) as reply:
                    if reply.status == 200:
                        return time.perf_counter() - begun
            except OSError:
                pass
            if self.process.poll() is not None:
                raise SystemExit("the server ended: " + pathlib.Path(str(self.folder) + ".log").read_text()[-2000:])
            time.sleep(0.02)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)

    def call(self, method, path, body=None, content_type="application/json", base="/api/v1"):
        data = json.dumps(body).encode() if isinstance(body, (dict, list)) else body
        request = urllib.request.Request(self.url + base + path, data=data, method=method, headers={"Authorization": "Bearer " + TOKEN})
        if data is not None:
            request.add_header("Content-Type", content_type)
        try:
            with urllib.request.urlopen(request, timeout=600) as reply:
                answer = reply.read()
        except urllib.error.HTTPError as refused:
            raise SystemExit(f"{method} {path}: {refused.code} {refused.read().decode()[:500]}") from None
        try:
            return json.loads(answer)
        except ValueError:
            return answer

    def credentials(self):
        lines = (self.folder / "credentials").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)

    def database_port(self):
        return int((self.folder / "postgres" / "postmaster.pid").read_text().splitlines()[3])

    def version(self, model, content=b"bytes"):
        number = self.call("POST", f"/models/{model}/versions", {})["version"]
        self.call("PUT", f"/models/{model}/versions/{number}/artifacts/model.bin", content, "application/octet-stream")
        self.call("POST", f"/models/{model}/versions/{number}/finalize", {})
        return number

    def move(self, model, number, to):
        self.call("POST", f"/models/{model}/versions/{number}/transitions", {"to": to, "reason": "bench"})


QUICK_JIT = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # leaves the cores to the server


class Load:
    def __init__(self, scratch):
        self.classes = scratch / "classes"
        subprocess.run(["javac", "-d", str(self.classes), str(ROOT / "bench" / "Load.java")], check=True)
        self.scratch = scratch

    def run(self, port, seconds, plan, token=TOKEN, clients=CLIENTS):
        file = self.scratch / "plan"
        file.write_text("\n".join("\t".join(call) for call in plan) + "\n")
        ran = subprocess.run(["java", *QUICK_JIT, "-cp", str(self.classes), "Load", f"127.0.0.1:{port}", str(seconds), str(clients), token, str(file)],
                             check=True, capture_output=True, text=True)
        figures = json.loads(ran.stdout)
        if figures["failed"]:
            raise SystemExit(f"{figures['failed']} rounds failed: {figures['why'][:500]}")
        return figures

    def steady(self, port, seconds, plan, clients=CLIENTS):
        """The median of three runs once the server gets no faster: the JIT compiler takes minutes, as the load leaves it little time."""
        fastest, since, runs = 0, 0, []
        while since < 3 and len(runs) < WARM_UPS:
            runs.append(self.run(port, seconds, plan, clients=clients))
            since = 0 if runs[-1]["perSecond"] > fastest * 1.03 else since + 1
            fastest = max(fastest, runs[-1]["perSecond"])
        return sorted(runs[-3:], key=lambda figures: figures["perSecond"])[1]


def database(server):
    """The environment in which psql and pgbench reach the server's PostgreSQL."""
    return {**os.environ, "PGHOST": "127.0.0.1", "PGPORT": str(server.database_port()), "PGUSER": "roster", "PGPASSWORD": server.credentials()["database.password"]}


def pgbench_rate(server, seconds, name, *options):
    """Transactions of pgbench per second in the database `name`; None if there is no pgbench."""
    if not shutil.which("pgbench"):
        skipped("pgbench", "apt install postgresql-contrib (or postgresql)")
        return None
    ran = subprocess.run(["pgbench", "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-T", str(seconds), *options, name], env=database(server), check=True, capture_output=True, text=True)
    return float(re.search(r"tps = ([\d.]+) \(without", ran.stdout).group(1))


def pgbench(server, seconds):
    """Prepared selects and TPC-B, in a database of its own on the same PostgreSQL."""
    if not shutil.which("pgbench"):
        skipped("pgbench", "apt install postgresql-contrib (or postgresql)")
        return None, None
    subprocess.run(["psql", "-q", "-d", "postgres", "-c", "create database bench"], env=database(server), check=True)
    subprocess.run(["pgbench", "-q", "-i", "-s", str(CLIENTS), "bench"], env=database(server), check=True, capture_output=True)
    selects, tpcb = pgbench_rate(server, seconds, "bench", "-S"), pgbench_rate(server, seconds, "bench")
    print(f"limits: pgbench select {selects:,.0f}/s, TPC-B {tpcb:,.0f}/s, {CLIENTS} clients", flush=True)
    return selects, tpcb


def sha256_speed():
    block, begun, count = bytes(MIB), time.perf_counter(), 0
    digest = hashlib.sha256()
    while time.perf_counter() - begun < 1:
        digest.update(block)
        count += 1
    return count / (time.perf_counter() - begun)


class RawStore:
    """Puts and gets straight at an S3 API, signed as S3 wants it."""

    def __init__(self, port, access, secret, bucket="roster"):
        self.port, self.access, self.secret, self.bucket = port, access, secret, bucket
        self.host = f"127.0.0.1:{port}"

    @classmethod
    def embedded_in(cls, server):
        held = server.credentials()
        return cls(cls.find_port(server), held["store.access-key"], held["store.secret-key"])

    @staticmethod
    def find_port(server):
        listening = subprocess.run(["ss", "-Hltnp"], capture_output=True, text=True, check=True).stdout
        for line in listening.splitlines():
            port = int(line.split()[3].rsplit(":", 1)[1])
            if f"pid={server.process.pid}," in line and port != server.port:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)
                except urllib.error.HTTPError as refused:
                    if b"AccessDenied" in refused.read():
                        return port
                except OSError:
                    continue
        raise OSError("the embedded store's port was not found")

    def headers(self, method, key):
        """The headers that sign the call; the payload is not hashed."""
        now = datetime.datetime.now(datetime.timezone.utc)
        stamp, day = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
        signed = "host;x-amz-content-sha256;x-amz-date"
        canonical = f"{method}\n/{self.bucket}/{key}\n\nhost:{self.host}\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:{stamp}\n\n{signed}\nUNSIGNED-PAYLOAD"
        scope = f"{day}/us-east-1/s3/aws4_request"
        secret = ("AWS4" + self.secret).encode()
        for part in (day, "us-east-1", "s3", "aws4_request"):
            secret = hmac.new(secret, part.encode(), hashlib.sha256).digest()
        text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        signature = hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
        return {
            "x-amz-date": stamp, "x-amz-content-sha256": "UNSIGNED-PAYLOAD", "Content-Type": "application/octet-stream",
            "Authorization": f"AWS4-HMAC-SHA256 Credential={self.access}/{scope}, SignedHeaders={signed}, Signature={signature}"}

    def call(self, method, key, body=None):
        request = urllib.request.Request(f"http://{self.host}/{self.bucket}/{key}", data=body, method=method, headers=self.headers(method, key))
        with urllib.request.urlopen(request, timeout=300) as reply:
            return reply.read()


METRICS = json.dumps({"metrics": [{"name": n, "value": 0.5} for n in ("accuracy", "roc_auc", "log_loss")]})
CREATE = [
    ("POST", "/api/v1/models/bench-create-{w}/versions", "{}", "v", '"version":([0-9]+)'),
    ("POST", "/api/v1/models/bench-create-{w}/versions/{v}/metrics", METRICS)]
PROMOTE = [("POST", "/api/v1/models/bench-move-{w}/versions/%d/transitions" % number, '{"to":"production","reason":"bench"}') for number in (1, 2)]


def make_models(server):
    """For each client a model to create versions of, and one with two versions to promote in turn."""
    for worker in range(1, CLIENTS + 1):
        server.call("POST", "/models", {"name": f"bench-create-{worker}"})
        server.call("POST", "/models", {"name": f"bench-move-{worker}"})
        for _ in range(2):
            server.move(f"bench-move-{worker}", server.version(f"bench-move-{worker}"), "staging")


def timed(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def best(times, work):
    return min(timed(work) for _ in range(times))


def measure_calls(server, load, seconds, selects, tpcb):
    server.call("POST", "/models", {"name": "bench-resolve"})
    server.move("bench-resolve", server.version("bench-resolve"), "staging")
    server.move("bench-resolve", 1, "production")
    plan = [("GET", "/api/v1/resolve/bench-resolve@production", "-")]
    resolves = load.steady(server.port, seconds, plan)
    row("resolves", resolves["perSecond"], "/s", "pgbench select", selects)
    row("  resolve, p99", resolves["p99"], "ms")

    make_models(server)
    created = load.steady(server.port, seconds, CREATE)
    row("versions created, each with three metrics", created["perSecond"], "/s", "pgbench TPC-B", tpcb)
    promoted = load.steady(server.port, seconds, PROMOTE)
    promotions = 2 * promoted["perSecond"]
    row("promotions, each displacing another", promotions, "/s", "pgbench TPC-B", tpcb)
    return resolves["perSecond"], created["perSecond"], promotions


def measure_bytes(server, mib):
    content = os.urandom(MIB) * mib
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    sha = sha256_speed()
    print(f"limit: SHA-256 of one core {sha:,.0f} MiB/s", flush=True)
    server.call("POST", "/models", {"name": "bench-bytes"})

    def upload():  # other bytes each time, else there is nothing to keep
        nonlocal content, digest
        content = os.urandom(MIB) + content[MIB:]
        number = server.call("POST", "/models/bench-bytes/versions", {})["version"]
        begun = time.perf_counter()
        server.call("PUT", f"/models/bench-bytes/versions/{number}/artifacts/model.bin", content, "application/octet-stream")
        return time.perf_counter() - begun
    up = mib / min(upload() for _ in range(3))
    down = mib / best(3, lambda: server.call("GET", "/models/bench-bytes/versions/1/artifacts/model.bin"))
    row("upload, one client", up, "MiB/s", "SHA-256 of one core", sha)
    row("download, one client", down, "MiB/s", "SHA-256 of one core", sha)
    try:
        raw = RawStore.embedded_in(server)
        put = mib / best(3, lambda: raw.call("PUT", "bench-raw", content))
        get = mib / best(3, lambda: raw.call("GET", "bench-raw"))
        raw.call("DELETE", "bench-raw")
        row("upload, one client", up, "MiB/s", "raw S3 put", put)
        row("download, one client", down, "MiB/s", "raw S3 get", get)
    except (OSError, subprocess.CalledProcessError) as absent:
        skipped("raw S3 put and get", f"{absent} (needs ss: apt install iproute2)")
    return up, down


def measure_rows(server, scratch, rows):
    names = [f"f{i}" for i in range(10)]
    generator = random.Random(1)

    def lines(count):
        return [[round(generator.gauss(0, 1), 4) for _ in names] for _ in range(count)]

    def ndjson(data):
        return "\n".join(json.dumps(dict(zip(names, r))) for r in data).encode()
    server.call("POST", "/models", {"name": "bench-rows"})
    server.version("bench-rows")
    server.call("PUT", "/models/bench-rows/versions/1/baseline", ndjson(lines(5000)), "application/x-ndjson")
    data = lines(rows)
    file = scratch / "rows.ndjson"
    file.write_bytes(ndjson(data))
    duck = None
    if importlib.util.find_spec("duckdb"):
        import duckdb
        duck = duckdb.connect()
        duck.execute(f"copy (select * from read_json('{file}', format = 'newline_delimited')) to '{scratch}/rows.parquet' (format parquet)")
    else:
        skipped("rows as Parquet, raw DuckDB scan", "pip install duckdb")
    for kind, name, reader in (("NDJSON", "rows.ndjson", "read_json('{}', format = 'newline_delimited')"), ("Parquet", "rows.parquet", "read_parquet('{}')")):
        if not (scratch / name).exists():
            continue
        body = (scratch / name).read_bytes()
        media = "application/x-ndjson" if kind == "NDJSON" else "application/vnd.apache.parquet"
        attempts = iter(range(100))

        def post():
            batch = f"{kind}-{next(attempts)}"
            server.call("POST", f"/models/bench-rows/versions/1/observations?source=bench&batch={batch}&at=2026-01-05T00:00:00Z", body, media)
        speed = rows / best(3, post)
        scan = None
        if duck:
            counts = ", ".join(f"histogram({n}, [-1, 0, 1])" for n in names)
            scan = rows / best(3, lambda: duck.execute(f"select {counts} from {reader.format(scratch / name)}").fetchall())
        row(f"observation rows, {kind}, 10 features", speed, "rows/s", "raw DuckDB scan", scan)


def measure_check(server, times, tpcb):
    names = [f"g{i}" for i in range(200)]
    generator = random.Random(2)

    def csv(count):
        return "\n".join([",".join(names)] + [",".join(f"{generator.gauss(0, 1):.4f}" for _ in names) for _ in range(count)]).encode()
    server.call("POST", "/models", {"name": "bench-check"})
    server.version("bench-check")
    server.call("PUT", "/models/bench-check/versions/1/baseline", csv(2000), "text/csv")
    body = csv(1000)
    for hour in range(24):
        server.call("POST", f"/models/bench-check/versions/1/observations?source=bench&batch=h{hour}&at=2026-01-05T{hour:02}:00:00Z", body, "text/csv")
    monitor = server.call("POST", "/models/bench-check/monitors", {"name": "all", "kind": "drift", "version": 1, "window": "P1D", "every": "P1D", "minimumRows": 300})["id"]
    took = sorted(timed(lambda: server.call("POST", f"/monitors/{monitor}/checks", {"from": "2026-01-05T00:00:00Z", "to": "2026-01-06T00:00:00Z"})) for _ in range(times))
    median = took[len(took) // 2] * 1000
    row("check of 200 features over 24 hours, median", median, "ms", "a TPC-B transaction, ms", CLIENTS / tpcb * 1000 if tpcb else None, inverse=True)


def measure_mlflow(server, load, scratch, seconds, mib, ours):
    missing = [name for name in ("mlflow", "psycopg2") if not importlib.util.find_spec(name)]
    if missing:
        skipped("MLflow's server on the same PostgreSQL", "pip install mlflow psycopg2-binary")
        return
    held, port = server.credentials(), free_port()
    environment = {**os.environ, "PGHOST": "127.0.0.1", "PGPORT": str(server.database_port()), "PGUSER": "roster", "PGPASSWORD": held["database.password"], "MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true"}
    subprocess.run(["psql", "-q", "-d", "postgres", "-c", "create database mlflow"], env=environment, check=True)
    store = f"postgresql+psycopg2://roster:{held['database.password']}@127.0.0.1:{server.database_port()}/mlflow"
    log = open(scratch / "mlflow.log", "wb")
    peer = subprocess.Popen([sys.executable, "-m", "mlflow", "server", "--backend-store-uri", store, "--artifacts-destination", str(scratch / "mlflow"), "--host", "127.0.0.1",
                             "--port", str(port), "--workers", "2"], env=environment, stdout=log, stderr=log, start_new_session=True)
    base = f"http://127.0.0.1:{port}"
    api = "/api/2.0/mlflow"

    def call(method, path, body=None):
        data = json.dumps(body).encode() if body is not None and not isinstance(body, bytes) else body
        request = urllib.request.Request(base + path, data=data, method=method, headers={"Content-Type": "application/json" if not isinstance(body, bytes) else "application/octet-stream"})
        with urllib.request.urlopen(request, timeout=120) as reply:
            answer = reply.read()
        return json.loads(answer) if answer[:1] == b"{" else answer
    try:
        deadline = time.monotonic() + 180
        while True:
            try:
                call("GET", "/health")
                break
            except OSError:
                if time.monotonic() > deadline or peer.poll() is not None:
                    skipped("MLflow's server on the same PostgreSQL", "it did not start:\n" + (scratch / "mlflow.log").read_text()[-2000:])
                    return
                time.sleep(0.2)
        for worker in range(1, CLIENTS + 1):
            call("POST", f"{api}/registered-models/create", {"name": f"m{worker}"})
            for _ in range(2):
                call("POST", f"{api}/model-versions/create", {"name": f"m{worker}", "source": "s3://bench/model"})
        call("POST", f"{api}/registered-models/alias", {"name": "m1", "alias": "champion", "version": "1"})
        resolves = load.run(port, seconds, [("GET", f"{api}/registered-models/alias?name=m1&alias=champion", "-")], token="-")
        row("resolves", ours[0], "/s", "MLflow, get by alias", resolves["perSecond"])
        metrics = json.dumps({"run_id": "{run}", "metrics": [{"key": k, "value": 0.5, "timestamp": 1, "step": 0} for k in ("accuracy", "roc_auc", "log_loss")]})
        created = load.run(port, seconds, [
            ("POST", f"{api}/runs/create", '{"experiment_id":"0"}', "run", '"run_id": *"([^"]+)"'),
            ("POST", f"{api}/runs/log-batch", metrics),
            ("POST", f"{api}/model-versions/create", '{"name":"m{w}","source":"s3://bench/model","run_id":"{run}"}')], token="-")
        row("versions created, each with three metrics", ours[1], "/s", "MLflow, run + metrics + version", created["perSecond"])
        moved = load.run(port, seconds, [("POST", f"{api}/model-versions/transition-stage", '{"name":"m{w}","version":"{p}","stage":"Production","archive_existing_versions":true}')], token="-")
        row("promotions, each displacing another", ours[2], "/s", "MLflow, transition-stage", moved["perSecond"])
        content = os.urandom(MIB) * mib
        put = mib / best(2, lambda: call("PUT", "/api/2.0/mlflow-artifacts/artifacts/bench/model.bin", content))
        get = mib / best(2, lambda: call("GET", "/api/2.0/mlflow-artifacts/artifacts/bench/model.bin"))
        row("upload, one client", ours[3], "MiB/s", "MLflow, local folder", put)
        row("download, one client", ours[4], "MiB/s", "MLflow, local folder", get)
    finally:
        if peer.poll() is None:
            os.killpg(peer.pid, signal.SIGTERM)
            peer.wait(60)
        log.close()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quick", action="store_true", help="shorter, rougher")
    options.add_argument("--skip-mlflow", action="store_true")
    options.add_argument("--json", type=pathlib.Path, help="write the figures there too")
    chosen = options.parse_args()
    seconds, mib, rows = (3, 64, 20_000) if chosen.quick else (10, 256, 200_000)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="roster-bench-"))
    server = Server(scratch / "data")
    try:
        print(f"Roster on {os.cpu_count()} cores; embedded engines in {scratch}; load by {CLIENTS} clients on the same machine", flush=True)
        server.start()  # builds, if need be, and makes the databases
        server.stop()
        bare = best(3, lambda: subprocess.run(["java", "-version"], check=True, capture_output=True))
        row("start to the first 200", server.start(), "s", "a JVM that does nothing, s", bare, inverse=True)
        selects, tpcb = pgbench(server, seconds)
        load = Load(scratch)
        ours = measure_calls(server, load, seconds, selects, tpcb)
        up, down = measure_bytes(server, mib)
        measure_rows(server, scratch, rows)
        measure_check(server, 20 if chosen.quick else 100, tpcb)
        if chosen.skip_mlflow:
            skipped("MLflow", "--skip-mlflow")
        else:
            measure_mlflow(server, load, scratch, seconds, mib, (*ours, up, down))
        if chosen.json:
            chosen.json.write_text(json.dumps([dict(zip(("what", "value", "unit", "limit", "limitValue", "ratio"), r)) for r in table], indent=1) + "\n")
    finally:
        server.stop()
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
