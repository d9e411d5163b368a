#!/usr/bin/env python3
"""Makes reference.csv and analysis.csv out of NannyML's files: fewer columns, four decimals. Standard library only.

    python3 trim.py FOLDER_WITH_THE_ORIGINALS
"""
import csv
import pathlib
import sys

FEATURES = ["MedInc", "HouseAge", "AveRooms", "AveBedrms", "Population", "AveOccup"]
KEPT = ["id", *FEATURES, "timestamp", "y_pred_proba", "y_pred"]


def short(column, text):
    if column not in FEATURES:
        return text
    return f"{float(text):.4f}".rstrip("0").rstrip(".")


def trim(original, target, columns):
    with open(original, newline="") as source, open(target, "w", newline="") as sink:
        writer = csv.writer(sink, lineterminator="\n")
        writer.writerow(columns)
        for row in csv.DictReader(source):
            writer.writerow([short(column, row[column]) for column in columns])


if __name__ == "__main__":
    here, originals = pathlib.Path(__file__).resolve().parent, pathlib.Path(sys.argv[1])
    trim(originals / "california_housing_reference.csv", here / "reference.csv", [*KEPT, "clf_target"])
    trim(originals / "california_housing_analysis.csv", here / "analysis.csv", KEPT)
