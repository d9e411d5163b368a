#!/usr/bin/env python3
"""Measures watching: 5,000 streams of events, and 5,000 calls of resolve that wait, on a server with a heap of 512 MiB.

    bench/run.sh watch [--watchers N]

Starts a Roster of its own on embedded engines in a temporary folder. See bench/README.md.
"""
import argparse
import os
import pathlib
import re
import resource
import shutil
import subprocess
import tempfile
import threading
import time
import urllib.request

import bench

GOAL = 2_000  # milliseconds until the last one has heard
THREADS = 200


class Threads:
    """The most threads that a process has had."""

    def __init__(self, pid):
        self.status, self.most, self.done = pathlib.Path(f"/proc/{pid}/status"), 0, False
        threading.Thread(target=self.look, daemon=True).start()

    def look(self):
        while not self.done:
            self.most = max(self.most, int(re.search(r"Threads:\s+(\d+)", self.status.read_text()).group(1)))
            time.sleep(0.05)

    def end(self):
        self.done = True
        return self.most


def live_heap(pid):
    """MiB that are reachable, by a histogram that collects garbage first."""
    ran = subprocess.run(["jcmd", str(pid), "GC.class_histogram"], capture_output=True, text=True)
    total = re.search(r"^Total\s+\d+\s+(\d+)", ran.stdout, re.M)
    return int(total.group(1)) / bench.MIB if total else None


def etag(server, reference):
    request = urllib.request.Request(f"{server.url}/api/v1/resolve/{reference}", headers={"Authorization": "Bearer " + bench.TOKEN})
    with urllib.request.urlopen(request) as reply:
        return reply.headers["ETag"]


def measure(server, classes, kind, model, watchers):
    server.call("POST", "/models", {"name": model})
    for _ in range(2):
        server.move(model, server.version(model), "staging")
    server.move(model, 1, "production")
    watched = {
        "streams of events": [f"/api/v1/events?models={model}", "version.transitioned"],
        "waiting resolves": [f"/api/v1/resolve/{model}@production?wait=60s", '"version":2', etag(server, model + "@production")],
    }[kind]
    pid = server.process.pid
    threads = Threads(pid)
    process = subprocess.Popen(["java", *bench.QUICK_JIT, "-Xmx1g", "-cp", str(classes), "Watch", f"127.0.0.1:{server.port}", str(watchers), bench.TOKEN, *watched],
                               stdout=subprocess.PIPE, text=True)
    threading.Timer(120, process.kill).start()
    waiting = process.stdout.readline().split()
    if waiting[:1] != ["waiting"]:
        raise SystemExit(f"{kind}: not all could connect")
    bench.row(f"{watchers:,} {kind}: all are connected after", float(waiting[1]), "s")
    heap = live_heap(pid)
    if heap is None:
        bench.skipped("the live heap", "needs jcmd of a JDK")
    else:
        bench.row(f"{kind}: the live heap", heap, "MiB", "the heap of 512 MiB", 512, inverse=True)
    server.move(model, 2, "production")
    promoted = time.time() * 1000
    news = process.stdout.readline().split()
    process.wait()
    if news[:1] != ["news"] or news[5] != "0":
        raise SystemExit(f"{kind}: not all heard of the promotion: {' '.join(news)}")
    bench.row(f"{kind}: the middle one hears after", float(news[2]) - promoted, "ms")
    bench.row(f"{kind}: the last one hears after", float(news[3]) - promoted, "ms", f"the goal of {GOAL} ms", GOAL, inverse=True)
    bench.row(f"{kind}: most threads of the server", threads.end(), "", f"the goal of {THREADS}", THREADS, inverse=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--watchers", type=int, default=5_000)
    chosen = options.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="roster-watch-"))
    environment = {"ROSTER_JAVA_OPTS": "-Xmx512m " + os.environ.get("ROSTER_JAVA_OPTS", "")}
    server = bench.Server(scratch / "data", settings=environment)
    try:
        subprocess.run(["javac", "-d", str(scratch / "classes"), str(bench.ROOT / "bench" / "Watch.java")], check=True)
        server.start()
        measure(server, scratch / "classes", "waiting resolves", "resolved", chosen.watchers)
        # last, as the server notices at the next comment that a watcher has gone
        measure(server, scratch / "classes", "streams of events", "streamed", chosen.watchers)
    finally:
        server.stop()
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
