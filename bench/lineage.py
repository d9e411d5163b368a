#!/usr/bin/env python3
"""Measures lineage: a graph of 500 nodes, and a dataset that 100,000 versions were made with.

    bench/run.sh lineage [--quick]

Starts a Roster of its own on embedded engines in a temporary folder. See bench/README.md.
"""
import argparse
import pathlib
import random
import shutil
import subprocess
import tempfile

import bench
import search

DIGEST = "sha256:" + "ab" * 32
POPULAR = """
insert into model (name, latest_version, created_at, created_by, updated_at)
  select 'popular-' || i, 100, now(), 'bench', now() from generate_series(1, {models}) i;
insert into version (model_id, number, status, stage, staged_at, manifest, digest, created_at, created_by, updated_at)
  select m.id, n, 'ready', case n when 100 then 'production' else 'none' end, now(), '{{}}', 'sha256:' || m.id || n, now(), 'bench', now()
  from model m, generate_series(1, 100) n where m.name like 'popular-%';
insert into lineage_node (kind, key, version_id)
  select 'version', v.id, v.id from version v join model m on m.id = v.model_id where m.name like 'popular-%';
insert into lineage_node (kind, key) values ('dataset', '{digest}');
insert into lineage_edge (source, target, kind, role, claim, model_id, version_id, name)
  select d.id, n.id, 'dataset', 'training', 'given', v.model_id, v.id, 'popular'
  from lineage_node d, lineage_node n join version v on v.id = n.version_id join model m on m.id = v.model_id
  where d.key = '{digest}' and m.name like 'popular-%';
analyze;
"""


def grow(server, versions):
    """Versions in a row, each made from the one before it and two of the twenty before that, and from data of its own."""
    server.call("POST", "/models", {"name": "graph"})
    chance = random.Random(4711)
    for number in range(1, versions + 1):
        before = range(max(1, number - 20), number - 1)
        parents = [*range(max(1, number - 1), number), *chance.sample(before, min(2, len(before)))]
        server.call("POST", "/models/graph/versions", {"lineage": {
            "parents": [{"model": "graph", "version": parent} for parent in parents],
            "datasets": [{"name": f"d{number}", "digest": f"sha256:{number:064x}"}]}})


def measure(client, what, path, times, goal):
    for _ in range(20):
        client.get(path)
    p50, p99 = search.percentiles([client.get(path)[0] for _ in range(times)])
    bench.row(what + ", p50", p50, "ms")
    bench.row(what + ", p99", p99, "ms", f"the goal of {goal} ms", goal, inverse=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quick", action="store_true", help="a tenth of the versions, fewer calls")
    chosen = options.parse_args()
    models, times = (100, 50) if chosen.quick else (1_000, 300)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="roster-bench-"))
    server = bench.Server(scratch / "data")
    try:
        server.start()
        grow(server, 250)
        environment, command = search.psql(server)
        sql = POPULAR.format(models=models, digest=DIGEST)
        subprocess.run([*command, "-c", sql], env=environment, check=True)
        client = search.Client(server.port, bench.TOKEN)
        last = "/api/v1/models/graph/versions/250/lineage?direction=upstream&depth=100"
        _, graph = client.get(last)
        reached = len(graph["nodes"])
        print(f"the graph has {reached} nodes and {len(graph['edges'])} edges; the dataset {models * 100:,} versions, {models:,} in production", flush=True)
        measure(client, f"lineage of {reached} nodes", last, times, 100)
        uses = f"/api/v1/datasets/{DIGEST}/versions"
        measure(client, "versions of the dataset", uses, times, 50)
        measure(client, "versions of the dataset in production", uses + "?stage=production", times, 50)
        measure(client, "a dataset by name", "/api/v1/datasets?name=popular", times, 50)
    finally:
        server.stop()
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
