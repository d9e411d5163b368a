#!/bin/sh
# Measures Roster, beside the limits of the machine and, where Python has it, beside MLflow. See bench/README.md.
set -eu
cd "$(dirname "$0")/.."
exec python3 bench/bench.py "$@"
