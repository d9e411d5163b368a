#!/usr/bin/env python3
"""Uploads a large file in parts, and goes on where an earlier run of it stopped.

    upload.py MODEL/VERSION FILE [PATH] [--via server|store]

PATH is the path of the file in the version; the default is its name. ROSTER_URL and ROSTER_TOKEN say
where to and as whom. Only the standard library of Python is needed.
"""

import argparse
import concurrent.futures
import hashlib
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

STREAMS = 4
TRIES = 5
SERVER = os.environ["ROSTER_URL"].rstrip("/")


def call(method, path, body=None):
    """Calls the API and returns the status and the JSON of the answer."""
    request = urllib.request.Request(SERVER + path, method=method)
    request.add_header("Authorization", "Bearer " + os.environ["ROSTER_TOKEN"])
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        raise SystemExit(f"{method} {path}: {refused.code} {refused.read().decode()}") from None


def open_or_resume(uploads, path, size, digest, via):
    """Returns the upload of an earlier run, or opens one."""
    for upload in call("GET", uploads + "?limit=200")[1]["items"]:
        same = upload["path"] == path and upload["size"] == size and upload["sha256"] == digest
        if same and upload["status"] == "open":
            return call("GET", f"{uploads}/{upload['id']}")[1]
    wanted = {"path": path, "size": size, "sha256": digest}
    return call("POST", uploads, wanted | ({"via": via} if via else {}))[1]


def send(file, part, via):
    """Sends one part; a signed URL of the store takes no token."""
    with open(file, "rb") as source:
        source.seek(part["offset"])
        data = source.read(part["size"])
    url = urllib.parse.urljoin(SERVER, part["url"])
    for attempt in range(1, TRIES + 1):
        request = urllib.request.Request(url, data=data, method="PUT")
        request.add_header("Content-Type", "application/octet-stream")
        if via == "server":
            request.add_header("Authorization", "Bearer " + os.environ["ROSTER_TOKEN"])
        try:
            with urllib.request.urlopen(request, timeout=120):
                return len(data)
        except (OSError, http.client.HTTPException) as failed:
            code = getattr(failed, "code", 503)
            if attempt == TRIES or code not in (429, 500, 502, 503, 504):
                raise
            time.sleep(2**attempt)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("version", metavar="MODEL/VERSION")
    arguments.add_argument("file")
    arguments.add_argument("path", nargs="?")
    arguments.add_argument("--via", choices=("server", "store"))
    given = arguments.parse_args()
    model, number = given.version.split("/")
    uploads = f"/api/v1/models/{model}/versions/{number}/uploads"
    size = os.path.getsize(given.file)
    with open(given.file, "rb") as source:
        digest = hashlib.sha256()
        while block := source.read(1 << 20):
            digest.update(block)
    upload = open_or_resume(
        uploads, given.path or os.path.basename(given.file), size, digest.hexdigest(), given.via
    )
    missing = [part for part in upload["parts"] if not part["received"]]
    print(f"{len(missing)} of {len(upload['parts'])} parts to send", file=sys.stderr)
    sent = 0
    with concurrent.futures.ThreadPoolExecutor(STREAMS) as streams:
        while missing:
            # Signed URLs are valid for minutes, so send a few parts, then ask for new URLs.
            now, missing = missing[: 8 * STREAMS], missing[8 * STREAMS :]
            for length in streams.map(lambda part: send(given.file, part, upload["via"]), now):
                sent += length
            if missing and upload["via"] == "store":
                fresh = call("GET", f"{uploads}/{upload['id']}")[1]["parts"]
                missing = [part for part in fresh if not part["received"]]
    status, answer = call("PUT", f"{uploads}/{upload['id']}")
    while status == 202:
        time.sleep(1)
        status, answer = call("PUT", f"{uploads}/{upload['id']}")
    print(json.dumps({"path": answer["path"], "sha256": answer["sha256"], "bytesSent": sent}))


if __name__ == "__main__":
    main()
