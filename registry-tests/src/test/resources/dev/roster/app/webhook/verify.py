"""Verifies deliveries with the public libraries: reads {"secret", "deliveries": [{"headers", "body"}]} from a file."""

import json
import sys

from cloudevents.core.bindings.http import HTTPMessage, from_structured_event
from cloudevents.core.formats.json import JSONFormat
from standardwebhooks import Webhook, WebhookVerificationError

given = json.load(open(sys.argv[1]))
webhook = Webhook(given["secret"])
verified = refused = 0
for delivery in given["deliveries"]:
    webhook.verify(delivery["body"], delivery["headers"])
    verified += 1
    tampered = [
        (delivery["body"] + " ", delivery["headers"]),
        (delivery["body"], {**delivery["headers"], "webhook-id": "another"}),
        (delivery["body"], {**delivery["headers"], "webhook-timestamp": "1"}),
    ]
    for body, headers in tampered:
        try:
            webhook.verify(body, headers)
        except WebhookVerificationError:
            refused += 1
    event = from_structured_event(
        HTTPMessage(headers={"content-type": delivery["type"]}, body=delivery["body"].encode()), JSONFormat()
    )
    print(event.get_type(), event.get_subject(), event.get_extension("sequence"))
print(verified, "verified,", refused, "refused")
