#!/usr/bin/env python3
"""Trains the three versions of the housing model and writes them as a pipeline would hand them to a registry.

    pip install scikit-learn skl2onnx onnxruntime
    python3 train.py [--version N] [--out FOLDER]

Each version gets a folder: version.json (what POST /versions takes), metrics.json (what POST /metrics takes) and
artifacts/ (the files). Every random choice has a seed, so the same library versions give the same metrics.
"""
import argparse
import csv
import hashlib
import json
import pathlib
import platform

import numpy
import onnxruntime
import skl2onnx
import sklearn
from skl2onnx.common.data_types import FloatTensorType
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.model_selection import train_test_split

HERE = pathlib.Path(__file__).resolve().parent
FEATURES = ["MedInc", "HouseAge", "AveRooms", "AveBedrms", "Population", "AveOccup"]
SEED = 20210601

VERSIONS = {
    1: {"n_estimators": 20, "max_depth": 2, "learning_rate": 0.1},
    2: {"n_estimators": 80, "max_depth": 3, "learning_rate": 0.1},
    3: {"n_estimators": 120, "max_depth": 4, "learning_rate": 0.08, "subsample": 0.8},
}


def data():
    with open(HERE / "reference.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    inputs = numpy.array([[float(row[f]) for f in FEATURES] for row in rows], dtype=numpy.float32)
    target = numpy.array([int(row["clf_target"]) for row in rows])
    return train_test_split(inputs, target, test_size=0.25, random_state=SEED, stratify=target)


def measure(onnx_bytes, inputs, target):
    """Scores the ONNX file itself, for that is what will serve."""
    session = onnxruntime.InferenceSession(onnx_bytes, providers=["CPUExecutionProvider"])
    labels, scores = session.run(["label", "probabilities"], {"features": inputs})
    return {"accuracy": accuracy_score(target, labels),
            "roc_auc": roc_auc_score(target, scores[:, 1]),
            "log_loss": log_loss(target, scores[:, 1].astype(float))}


def train(number):
    train_inputs, held_inputs, train_target, held_target = data()
    model = GradientBoostingClassifier(random_state=SEED, **VERSIONS[number]).fit(train_inputs, train_target)
    converted = skl2onnx.to_onnx(model, initial_types=[("features", FloatTensorType([None, len(FEATURES)]))],
                                 options={"zipmap": False}, target_opset=15)
    converted.producer_version = ""  # the library's version stands in version.json
    onnx_bytes = converted.SerializeToString()
    return onnx_bytes, measure(onnx_bytes, held_inputs, held_target), len(train_target)


def describe(number, rows):
    reference = (HERE / "reference.csv").read_bytes()
    return {
        "description": f"gradient boosting, {VERSIONS[number]['n_estimators']} trees of depth {VERSIONS[number]['max_depth']}",
        "framework": {"name": "onnx", "version": "1.10"},
        "hyperparameters": {**VERSIONS[number], "seed": SEED},
        "signature": {"inputs": [{"name": f, "type": "double", "required": True} for f in FEATURES],
                      "outputs": [{"name": "label", "type": "long"},
                                  {"name": "probabilities", "type": "tensor", "dtype": "float32", "shape": [-1, 2]}]},
        "lineage": {"datasets": [{"name": "housing-2020", "role": "training", "uri": "examples/housing/reference.csv",
                                  "digest": "sha256:" + hashlib.sha256(reference).hexdigest(), "rows": rows}],
                    "environment": {"python": platform.python_version(),
                                    "packages": {"scikit-learn": sklearn.__version__, "skl2onnx": skl2onnx.__version__}}}}


def write(number, out):
    onnx_bytes, metrics, rows = train(number)
    folder = out / str(number)
    (folder / "artifacts" / "model").mkdir(parents=True, exist_ok=True)
    (folder / "artifacts" / "model" / "model.onnx").write_bytes(onnx_bytes)
    write_json(folder / "version.json", describe(number, rows))
    write_json(folder / "metrics.json", {"metrics": [{"name": name, "value": round(float(value), 6), "dataset": "validation"}
                                                     for name, value in metrics.items()]})
    print(f"version {number}: {len(onnx_bytes)} bytes, " + ", ".join(f"{name} {value:.4f}" for name, value in metrics.items()))


def write_json(path, document):
    path.write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--version", type=int, choices=VERSIONS, help="only this one")
    options.add_argument("--out", type=pathlib.Path, default=HERE / "versions")
    chosen = options.parse_args()
    for number in [chosen.version] if chosen.version else VERSIONS:
        write(number, chosen.out)
