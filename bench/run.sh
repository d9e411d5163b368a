#!/bin/sh
# Measures Roster, beside the limits of the machine and, where Python has it, beside MLflow. See bench/README.md.
#   bench/run.sh [--quick]           single calls, bytes, rows
#   bench/run.sh lineage [--quick]   a graph of 500 nodes, a dataset of 100,000 versions
#   bench/run.sh webhooks [--quick]  1,000 receivers that never answer beside one that does
#   bench/run.sh search [--quick]    a registry of 10,000 models and 1,000,000 versions
#   bench/run.sh watch               5,000 watchers on a server with a heap of 512 MiB
#   bench/run.sh compare CHECKOUT    this checkout beside another one, in turns
#   bench/run.sh bytes CHECKOUT [--store seaweedfs]   files up and down: this checkout, another one, the store alone, MLflow
set -eu
cd "$(dirname "$0")/.."
case "${1:-}" in
  search | lineage | compare | bytes | watch | webhooks)
    what=$1
    shift
    exec python3 "bench/$what.py" "$@"
    ;;
esac
exec python3 bench/bench.py "$@"
