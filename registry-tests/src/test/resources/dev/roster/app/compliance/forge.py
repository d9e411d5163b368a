"""Lets a forger who has the key of the log change a pack, and sees that the proofs refuse it.

    python3 forge.py FOLDER

The verifier is told that each signature holds, and the sums are made again after each change.
"""

import hashlib
import importlib.util
import json
import os
import sys

folder = sys.argv[1]
sys.dont_write_bytecode = True
spec = importlib.util.spec_from_file_location("verify", os.path.join(folder, "verify.py"))
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)
verify.signature_holds = lambda public, message, signature: True
done = 0


def path(name):
    return os.path.join(folder, *name.split("/"))


def read(name):
    with open(path(name), "rb") as file:
        return file.read()


def write(name, data):
    with open(path(name), "wb") as file:
        file.write(data)


def summed():
    pack = verify.Pack(folder)
    names = sorted(set(pack.names()) - {"SHA256SUMS", "SHA256SUMS.sig"})
    lines = ["%s  %s\n" % (hashlib.sha256(read(name)).hexdigest(), name) for name in names]
    write("SHA256SUMS", "".join(lines).encode())


def forge(name, change, blamed=None):
    global done
    before = read(name)
    after = change(before)
    assert after != before, name
    write(name, after)
    summed()
    try:
        verify.verify(verify.Pack(folder), None)
        sys.exit("%s was taken: %r" % (name, after[:300]))
    except verify.Wrong as wrong:
        if not str(wrong).startswith((blamed or name) + ": "):
            sys.exit("%s: another file is named: %s" % (name, wrong))
    write(name, before)
    done += 1


def changed(**members):
    def change(data):
        document = json.loads(data)
        document.update(members)
        return json.dumps(document).encode()

    return change


def said(field, text, salt=True):
    def change(data):
        document = json.loads(data)
        document["detail"][field] = text
        if not salt:
            document.get("salts", {}).pop("/" + field, None)
        return json.dumps(document).encode()

    return change


sequences = sorted(
    int(name[6:-5])
    for name in verify.Pack(folder).names()
    if name.startswith("audit/") and name[6:-5].isdigit()
)
for seq in sequences:
    leaf, entry, proof = ("audit/%d%s.json" % (seq, kind) for kind in ("", ".entry", ".proof"))
    forge(leaf, lambda data: data.replace(b'"version":1', b'"version":2'))
    forge(leaf, lambda data: data + b"\n")
    forge(entry, changed(at="2001-01-01T00:00:00Z"))
    forge(entry, changed(action="version.deleted"))
    forge(entry, changed(subject="00000000-0000-4000-8000-000000000000"))
    forge(entry, said("more", "x"))
    for field in json.loads(read(leaf))["detail"]:
        forge(entry, said(field, "forged"))
        forge(entry, said(field, "forged", salt=False))
    forge(proof, changed(treeSize=10**9))
    forge(proof, changed(leafIndex=seq))
    hashes = json.loads(read(proof))["hashes"]
    forge(proof, changed(hashes=hashes[:-1]), leaf)
    forge(proof, changed(hashes=hashes + hashes[:1]), leaf)
    forge(proof, changed(hashes=hashes[::-1] if hashes != hashes[::-1] else hashes[1:]), leaf)
lines = read("audit/checkpoint").decode().split("\n")
first = "audit/%d.json" % sequences[0]
root = "A" * 43 + "="
forge("audit/checkpoint", lambda _: "\n".join(lines[:2] + [root] + lines[3:]).encode(), first)
bigger = [lines[0], str(int(lines[1]) + 1)]
proof = "audit/%d.proof.json" % sequences[0]
forge("audit/checkpoint", lambda _: "\n".join(bigger + lines[2:]).encode(), proof)
forge("audit/checkpoint", lambda _: "\n".join(["other"] + lines[1:]).encode())
forge("manifest.json", lambda data: data.replace(b'"version":1', b'"version":9'))
forge("card.json", changed(digest="sha256:" + "0" * 64))
forge("bom.json", changed(components=[]))
forge("pack.json", changed(entries={"included": 1, "leftOut": 0}))
print("%d forgeries refused" % done)
