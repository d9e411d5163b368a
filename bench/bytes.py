#!/usr/bin/env python3
"""Measures files up and down: this checkout of Roster, another one, the S3 store alone, and MLflow's server, in one run.

    bench/run.sh bytes CHECKOUT [--store seaweedfs] [--quick]

All are measured in turns. See bench/README.md.
"""
import argparse
import concurrent.futures
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import bench
import peers

PER_GIB = "(s of processor a GiB)"
HEAP = "heap a stream (MiB)"


def at_once(streams, work):
    begun = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(streams) as pool:
        list(pool.map(work, range(streams)))
    return time.perf_counter() - begun


def processor_time(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(peer, streams, mib, small):
    """Figures of one turn by name."""
    figures = {}
    for count in streams:
        peer.begin()
        each = mib if count == 1 else mib // 4
        ways = (("up", lambda i: peer.put(f"f{i}", each)), ("down", lambda i: peer.get(f"f{i}")))
        for what, work in ways[:1] if isinstance(peer, peers.Direct) else ways:
            used = processor_time(peer.process) if peer.process and isinstance(peer, peers.Roster) else None
            seconds = at_once(count, work)
            figures[f"{what}, streams: {count} (MiB/s)"] = count * each / seconds
            if isinstance(peer, peers.Direct):
                begun = time.perf_counter()
                peer.complete()
                figures[f"up and hashed, streams: {count} (MiB/s)"] = count * each / (seconds + time.perf_counter() - begun)
            if used is not None:
                figures[f"{what}, streams: {count} {PER_GIB}"] = (processor_time(peer.process) - used) / (count * each / 1024)
    if isinstance(peer, peers.Direct):
        return figures
    peer.begin()
    figures["10 KiB up, streams: 8 (/s)"] = small / at_once(8, lambda worker: peer.put_small(worker, small // 8))
    figures["10 KiB down, streams: 8 (/s)"] = small / at_once(8, lambda worker: peer.get_small(worker, small // 8))
    return figures


def archive(peer, small):
    """Small files as one tar."""
    peer.begin()
    figures = {"10 KiB in an archive up (/s)": small / peer.put_archive(small)}
    begun = time.perf_counter()
    peer.get("archive")
    return {**figures, "10 KiB in an archive down (/s)": small / (time.perf_counter() - begun)}


def heap(peer, mib):
    """What eight uploads at once keep in the heap; a histogram of live objects collects garbage first."""
    def live():
        lines = subprocess.run(["jcmd", str(peer.process.pid), "GC.class_histogram"], capture_output=True, text=True, check=True).stdout.splitlines()
        return int(lines[-1].split()[2]) / peers.MIB
    before, most, ended = live(), [], threading.Event()

    def watch():
        while not ended.wait(0.2):
            most.append(live())
    watcher = threading.Thread(target=watch)
    peer.begin()
    watcher.start()
    try:
        at_once(8, lambda i: peer.put(f"f{i}", mib // 2))
    finally:
        ended.set()
        watcher.join()
    return {HEAP: (max(most) - before) / 8}


def show(results):
    """A table for the README: this checkout, then each of the others with the ratio."""
    names = list(results)
    columns = ["this"] + [column for name in names[1:] for column in (name, "ratio")]
    print("| | " + " | ".join(columns) + " |\n" + "| --- |" + " --- |" * len(columns))
    for what in dict.fromkeys(what for turns in results.values() for what in turns[0]):
        cells = []
        medians = {name: statistics.median(turn[what] for turn in turns) for name, turns in results.items() if what in turns[0]}
        for name in names:
            if name not in medians:
                cells += [""] if name == "this" else ["", ""]
            else:
                cells.append(f"{medians[name]:,.0f}" if medians[name] >= 100 else f"{medians[name]:.3g}")
                if name != "this":
                    cells.append(f"{medians['this'] / medians[name]:.2f} ×" if "this" in medians else "")
        print(f"| {what} | " + " | ".join(cells) + " |", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("checkout", type=pathlib.Path, help="the folder of the other checkout")
    options.add_argument("--store", choices=("embedded", "seaweedfs"), default="embedded")
    options.add_argument("--only", nargs="*", choices=("other", "store", "mlflow"), default=("other", "store", "mlflow"), help="what to measure beside this checkout")
    options.add_argument("--quick", action="store_true", help="shorter and less precise")
    chosen = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is stopped
    mib, turns, small = (256, 2, 800) if chosen.quick else (1024, 3, 10_000)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="roster-bytes-"))
    running = []
    try:
        sides = start(chosen, scratch, running)
        results = {name: [] for name in sides}
        for peer in sides.values():
            measure(peer, (1, 8), mib // 4, 800)  # warm
        for turn in range(turns):
            for name in (list(sides) if turn % 2 == 0 else reversed(list(sides))):
                peer = sides[name]
                figures = measure(peer, (1, 8), mib, small)
                if isinstance(peer, peers.Roster) and peer.process:
                    if name == "this":  # the other one may not unpack archives yet
                        figures.update(archive(peer, min(small, 1_000)))
                    figures.update(heap(peer, mib))
                results[name].append(figures)
        show(results)
    finally:
        for server in reversed(running):
            server.stop()
        shutil.rmtree(scratch, ignore_errors=True)


def start(chosen, scratch, running):
    """The sides by name. What must be stopped again is added to `running`."""
    weed = database = None
    if chosen.store == "seaweedfs":
        weed = peers.SeaweedFs(scratch)
        running.append(weed)
        database = bench.Server(scratch / "database")  # for its PostgreSQL
        database.start()
        running.append(database)

    def roster(name, root):
        settings = {}
        if weed:
            settings = {**weed.settings(name), **database_settings(database, name)}
        server = bench.Server(scratch / name, root, settings)
        server.start()
        running.append(server)
        return peers.Roster(server)

    sides = {"this": roster("this", bench.ROOT)}
    if weed:
        sides["direct"] = peers.Direct(sides["this"])
    if "other" in chosen.only:
        sides["other"] = roster("other", chosen.checkout.resolve())
    if "store" in chosen.only:
        sides["store alone"] = peers.Store(weed.raw() if weed else bench.RawStore.embedded_in(sides["this"].server))
    if "mlflow" in chosen.only and peers.has_mlflow():
        destination, settings = ("s3://mlflow", weed.mlflow_settings()) if weed else (str(scratch / "mlflow"), {})
        sides["MLflow"] = peers.Mlflow(scratch, destination, settings)
        running.append(sides["MLflow"])
    return sides


def database_settings(engines, name):
    """A database of its own in the PostgreSQL of another Roster."""
    password = engines.credentials()["database.password"]
    environment = {**os.environ, "PGHOST": "127.0.0.1", "PGPORT": str(engines.database_port()), "PGUSER": "roster", "PGPASSWORD": password}
    subprocess.run(["psql", "-q", "-d", "postgres", "-c", f"create database {name}"], env=environment, check=True)
    return {"ROSTER_DATASOURCE_URL": f"jdbc:postgresql://127.0.0.1:{engines.database_port()}/{name}", "ROSTER_DATASOURCE_USERNAME": "roster", "ROSTER_DATASOURCE_PASSWORD": password}


if __name__ == "__main__":
    main()
