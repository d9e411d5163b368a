#!/bin/sh
# Measures Roster, beside the limits of the machine and, where Python has it, beside MLflow. See bench/README.md.
#   bench/run.sh [--quick]           single calls, bytes, rows
#   bench/run.sh search [--quick]    a registry of 10,000 models and 1,000,000 versions
set -eu
cd "$(dirname "$0")/.."
if [ "${1:-}" = search ]; then
  shift
  exec python3 bench/search.py "$@"
fi
exec python3 bench/bench.py "$@"
