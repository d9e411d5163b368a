#!/usr/bin/env python3
"""Measures files up and down, of this checkout of Roster and of another one, in one run.

    bench/run.sh bytes CHECKOUT [--quick]

Each server runs on embedded engines in a temporary folder. Both are measured in turns. See bench/README.md.
"""
import argparse
import concurrent.futures
import http.client
import os
import pathlib
import shutil
import statistics
import tempfile
import time

import bench

MIB = 1 << 20
SMALL = os.urandom(10 * 1024)
AUTHORIZATION = {"Authorization": "Bearer " + bench.TOKEN}


class Files:
    """Files of versions of one server."""

    def __init__(self, server, mib):
        self.server, self.mib, self.version, self.block = server, mib, 0, os.urandom(MIB)
        server.call("POST", "/models", {"name": "bench-files"})

    def begin(self):
        self.version = self.server.call("POST", "/models/bench-files/versions", {})["version"]

    def path(self, name):
        return f"/api/v1/models/bench-files/versions/{self.version}/artifacts/{name}"

    def request(self, connection, method, name, body=None, length=0):
        headers = {**AUTHORIZATION, **({"Content-Length": str(length)} if body is not None else {})}
        connection.request(method, self.path(name), body=body, headers=headers)
        reply = connection.getresponse()
        while reply.read(MIB):
            pass
        if reply.status not in (200, 201):
            raise SystemExit(f"{method} {name}: {reply.status}")

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=600)

    def put(self, name):
        first = os.urandom(MIB)  # other bytes each time, else there is nothing to keep
        blocks = (first if i == 0 else self.block for i in range(self.mib))
        self.request(self.connect(), "PUT", name, blocks, self.mib * MIB)

    def get(self, name):
        self.request(self.connect(), "GET", name)

    def put_small(self, worker, count):
        connection = self.connect()
        for i in range(count):
            self.request(connection, "PUT", f"{worker}/{i}", os.urandom(16) + SMALL[16:], len(SMALL))


def at_once(streams, work):
    begun = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(streams) as pool:
        list(pool.map(work, range(streams)))
    return time.perf_counter() - begun


def processor_time(server):
    fields = pathlib.Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(files, streams, small):
    """Rates of one turn by name, and the server's processor time for a GiB."""
    figures = {}
    for count in streams:
        files.begin()
        for what, work in (("up", files.put), ("down", files.get)):
            used = processor_time(files.server)
            seconds = at_once(count, lambda i: work(f"f{i}"))
            figures[f"{what}, streams: {count} (MiB/s)"] = count * files.mib / seconds
            figures[f"{what}, streams: {count} (s of processor a GiB)"] = (processor_time(files.server) - used) / (count * files.mib / 1024)
    files.begin()
    seconds = at_once(8, lambda worker: files.put_small(worker, small // 8))
    figures["files of 10 KiB, 8 streams (/s)"] = small / seconds
    return figures


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("checkout", type=pathlib.Path, help="the folder of the other checkout")
    options.add_argument("--quick", action="store_true", help="shorter and less precise")
    chosen = options.parse_args()
    mib, turns, small = (256, 3, 800) if chosen.quick else (1024, 3, 10_000)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="roster-bytes-"))
    servers = [bench.Server(scratch / "this"), bench.Server(scratch / "other", chosen.checkout.resolve())]
    try:
        sides = []
        for server in servers:
            server.start()
            sides.append(Files(server, mib))
            measure(sides[-1], (1,), 80)  # warm
        results = [[], []]
        for turn in range(turns):
            for side in ((0, 1) if turn % 2 == 0 else (1, 0)):
                results[side].append(measure(sides[side], (1, 8), small))
        for name in results[0][0]:
            ours, theirs = (statistics.median(figures[name] for figures in side) for side in results)
            print(f"{name:<48}{ours:>10,.4g} other {theirs:>10,.4g}{ours / theirs:>8.2f} x", flush=True)
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
