#!/usr/bin/env bash
# Makes the .dvc and dvc.lock files beside this script with the real dvc (pip install dvc), in a
# folder that is thrown away.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
git init -q . && git config user.email a@example.org && git config user.name a
dvc init -q && dvc config core.analytics false
mkdir -p data/images
printf 'MedInc,HouseAge,y\n1.5,20,0\n3.2,35,1\n' > data/housing.csv
printf 'a' > data/images/a.png; printf 'b' > data/images/b.png
dvc add -q data/housing.csv data/images
printf 'seed: 7\ndepth: 6\n' > params.yaml
printf 'import pathlib\npathlib.Path("model.bin").write_bytes(b"model")\n' > train.py
dvc stage add -q -n train -d train.py -d data/housing.csv -d data/images -p seed,depth -o model.bin python3 train.py
dvc repro -q
mkdir -p "$here/dvc"
cp data/housing.csv.dvc data/images.dvc dvc.lock "$here/dvc/"
dvc --version > "$here/dvc/VERSION"
