#!/usr/bin/env python3
"""Measures what 1,000 webhooks that never answer cost the API, and when one that answers gets its events.

    bench/run.sh webhooks [--quick] [--hanging N]

The webhooks that hang are switched off and on in turns, and the figures are medians over the turns. See bench/README.md.
"""
import argparse
import http.client
import http.server
import json
import pathlib
import shutil
import socket
import statistics
import tempfile
import threading
import time

import bench
import search

CLIENTS, MODELS, PAUSE = 4, 100, 0.02  # about 100 calls a second: a registry that is used, not one that is full


class Receiver(http.server.BaseHTTPRequestHandler):
    """Takes events, and notes when the first of each version came."""

    protocol_version = "HTTP/1.1"
    came = {}

    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.came.setdefault(event.get("subject"), time.time())
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def never_answers():
    """A port on which connections are taken and kept, and nothing is sent."""
    server, kept = socket.socket(), []
    server.bind(("127.0.0.1", 0))
    server.listen(4096)

    def accept():
        while True:
            kept.append(server.accept())

    threading.Thread(target=accept, daemon=True).start()
    return server.getsockname()[1]


def send(connection, method, path, body=None):
    headers = {"Authorization": "Bearer " + bench.TOKEN, "Content-Type": "application/json"}
    connection.request(method, "/api/v1" + path, json.dumps(body) if body is not None else None, headers)
    reply = connection.getresponse()
    answer = reply.read()
    if reply.status >= 300:
        raise SystemExit(f"{method} {path}: {reply.status} {answer[:500]}")
    return json.loads(answer) if answer else None


def load(port, seconds, sent):
    """Clients that register versions and read models; the times of their calls in milliseconds."""
    times, end = [], time.time() + seconds

    def client(number):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        turn = number
        while time.time() < end:
            turn += CLIENTS
            model = f"/models/m-{turn % MODELS}"
            for method, path, body in (("POST", model + "/versions", {}), ("GET", model, None)):
                begun = time.perf_counter()
                answer = send(connection, method, path, body)
                times.append((time.perf_counter() - begun) * 1000)
                if body is not None:
                    sent[f"{model[1:]}/versions/{answer['version']}"] = time.time()
            time.sleep(PAUSE)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return search.percentiles(times)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quick", action="store_true", help="fewer and shorter turns")
    options.add_argument("--hanging", type=int, default=1_000)
    chosen = options.parse_args()
    turns, seconds = (2, 10) if chosen.quick else (5, 20)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="roster-bench-"))
    server = bench.Server(scratch / "data", settings={"ROSTER_WEBHOOKS_ALLOW": "127.0.0.1"})
    try:
        server.start()
        receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        for model in range(MODELS):
            server.call("POST", "/models", {"name": f"m-{model}"})
        hook = {"name": "good", "url": f"http://127.0.0.1:{receiver.server_port}/", "events": ["version.*"]}
        server.call("POST", "/webhooks", hook)
        silent = {**hook, "name": "silent", "url": f"http://127.0.0.1:{never_answers()}/"}
        hanging = [server.call("POST", "/webhooks", silent)["id"] for _ in range(chosen.hanging)]
        load(server.port, seconds, {})
        off, on, sent = [], [], {}
        for _ in range(turns):
            for state, times in (("disabled", off), ("active", on)):
                for one in hanging:
                    server.call("PATCH", f"/webhooks/{one}", {"state": state})
                times.append(load(server.port, seconds, sent))
        end = time.time() + 30
        while time.time() < end and not sent.keys() <= Receiver.came.keys():
            time.sleep(0.1)
        lost = [one for one in sent if one not in Receiver.came]
        delay_p50, delay_p99 = search.percentiles([Receiver.came[one] - at for one, at in sent.items() if one not in lost])
        for what, nth in (("p50", 0), ("p99", 1)):
            without = statistics.median(pair[nth] for pair in off)
            bench.row(f"a call, {what}, without them", without, "ms")
            bench.row(f"a call, {what}, beside {chosen.hanging:,} that hang", statistics.median(pair[nth] for pair in on), "ms", "that without them", without, inverse=True)
        bench.row("an event at the one that answers, p50", delay_p50, "s")
        bench.row("an event at the one that answers, p99", delay_p99, "s", "the goal of 5 s", 5, inverse=True)
        bench.row("events that it did not get", len(lost), f"of {len(sent):,}")
    finally:
        server.stop()
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
