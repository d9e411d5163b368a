"""Reads a model card with huggingface_hub and prints what it found as JSON."""

import json
import sys

from huggingface_hub import ModelCard

card = ModelCard.load(sys.argv[1], ignore_metadata_errors=False)
data = card.data.to_dict()
json.dump(
    {
        "keys": {key: value for key, value in data.items() if key != "model-index"},
        "results": [
            {"name": result.metric_type, "value": result.metric_value}
            for result in card.data.eval_results or []
        ],
        "again": ModelCard(str(card)).data.to_dict() == data,
        "text": card.text,
    },
    sys.stdout,
)
