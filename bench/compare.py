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

SEARCHERS = 8  # as many searches as a token may run at a time
RESOLVE = [("GET", "/api/v1/resolve/bench-resolve@production", "-")]


def fill(server, models):
    """Models of 100 versions to search, and what each client changes."""
    search.load(server, models, versions=100, metrics=5)
    bench.make_models(server)
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


def limit(server, seconds, figure, script, per_round):
    """Prints how much of the rate this checkout reaches at which pgbench inserts the same rows on the same PostgreSQL."""
    rate = bench.pgbench_rate(server, seconds, "roster", "-f", str(bench.ROOT / "bench" / f"{script}.sql"))
    if rate:
        figure["limit"] = rate / per_round
        print(f"{figure['what']:<28}{figure['this'] / figure['limit']:>12.1%} of pgbench with the same rows ({figure['limit']:,.4g} /s)", flush=True)


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
            clients = CLIENTS if plan != searches() else SEARCHERS
            return lambda server: load.run(server.port, seconds, plan, clients=clients)["perSecond"]
        figures = [compare("start to the first 200", "s", restart, servers, turns, less_is_better=True)]
        calls = (("resolves", RESOLVE), ("searches", searches()), ("versions with three metrics", bench.CREATE), ("pairs of promotions", bench.PROMOTE))
        for what, plan in calls:
            warm_up(rate(plan), servers)
            figures.append(compare(what, "/s", rate(plan), servers, turns))
        for figure, script, per_round in ((figures[-2], "creation", 1), (figures[-1], "promotion", 2)):
            limit(servers[0], seconds, figure, script, per_round)
        if chosen.json:
            chosen.json.write_text(json.dumps(figures, indent=1) + "\n")
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
