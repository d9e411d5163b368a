#!/usr/bin/env python3
"""Compares this checkout of Roster with another one, in one run.

    bench/run.sh compare CHECKOUT [--quick]

Starts a server from each on embedded engines in a temporary folder, and measures them in turns, so that both meet the same
machine. See bench/README.md.
"""
import argparse
import json
import pathlib
import shutil
import statistics
import tempfile

import bench
import search
from bench import CLIENTS

MOVE = "/api/v1/models/bench-move-{w}/versions/%d/transitions"
PROMOTION = '{"to":"production","reason":"bench"}'
RESOLVE = [("GET", "/api/v1/resolve/bench-resolve@production", "-")]
PROMOTE = [("POST", MOVE % number, PROMOTION) for number in (1, 2)]


def fill(server, models):
    """Models of 100 versions to search, and for each client a model with two versions to promote in turn."""
    search.load(server, models, versions=100, metrics=5)
    for worker in range(1, CLIENTS + 1):
        server.call("POST", "/models", {"name": f"bench-move-{worker}"})
        for _ in range(2):
            server.move(f"bench-move-{worker}", server.version(f"bench-move-{worker}"), "staging")
    server.call("POST", "/models", {"name": "bench-resolve"})
    server.move("bench-resolve", server.version("bench-resolve"), "staging")
    server.move("bench-resolve", 1, "production")


def searches():
    plan = []
    for _, parameters in search.SEARCHES:
        query = "&".join(f"{name}={search.urllib.parse.quote(value)}" for name, value in parameters.items())
        plan.append(("GET", f"/api/v1/versions?limit={search.LIMIT}&{query}", "-"))
    return plan


def compare(what, unit, measure, servers, turns, less_is_better=False):
    """Prints both medians, and the median of the ratios of the turns."""
    ours, theirs = [], []
    for turn in range(turns):
        for index in ((0, 1) if turn % 2 == 0 else (1, 0)):  # whoever is first changes
            (ours, theirs)[index].append(measure(servers[index]))
    ratios = [b / a if less_is_better else a / b for a, b in zip(ours, theirs)]
    figures = (statistics.median(ours), statistics.median(theirs), statistics.median(ratios))
    print(f"{what:<28}{figures[0]:>12,.4g} {unit:<4} other {figures[1]:>12,.4g} {unit:<4}{figures[2]:>8.1%} (turns {min(ratios):.1%} to {max(ratios):.1%})", flush=True)
    return {"what": what, "unit": unit, "this": figures[0], "other": figures[1], "ratio": figures[2]}


def warm_up(measure, servers):
    """Gives both servers the same load until neither gets faster: the JIT compiler needs minutes."""
    fastest, since, rounds = [0, 0], 0, 0
    while since < 3 and rounds < bench.WARM_UPS:
        rates = [measure(server) for server in servers]
        since = 0 if any(rate > best * 1.03 for rate, best in zip(rates, fastest)) else since + 1
        fastest = [max(pair) for pair in zip(rates, fastest)]
        rounds += 1


def restart(server):
    server.stop()
    return server.start()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("checkout", type=pathlib.Path, help="the folder of the other checkout")
    options.add_argument("--quick", action="store_true", help="shorter and less precise")
    options.add_argument("--json", type=pathlib.Path, help="write the figures to this file as well")
    chosen = options.parse_args()
    seconds, turns, models = (3, 5, 50) if chosen.quick else (8, 7, 500)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="roster-compare-"))
    servers = [bench.Server(scratch / "this"), bench.Server(scratch / "other", chosen.checkout.resolve())]
    load = bench.Load(scratch)
    try:
        for server in servers:
            server.start()  # builds the checkout if need be
            fill(server, models)

        def rate(plan):
            return lambda server: load.run(server.port, seconds, plan)["perSecond"]
        figures = [compare("start to the first 200", "s", restart, servers, turns, less_is_better=True)]
        for what, plan in (("resolves", RESOLVE), ("searches", searches()), ("pairs of promotions", PROMOTE)):
            warm_up(rate(plan), servers)
            figures.append(compare(what, "/s", rate(plan), servers, turns))
        if chosen.json:
            chosen.json.write_text(json.dumps(figures, indent=1) + "\n")
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
