"""Changes an unpacked pack again and again, and sees that verify.py finds each change.

    python3 tamper.py FOLDER CHANGES SEED

One process changes one byte of one file at a time and calls the verifier, which must name the file.
Then it removes, adds, swaps and renames files. It imports the verifier under the name `verify`.
"""

import functools
import importlib.util
import os
import random
import sys

folder, changes, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
spec = importlib.util.spec_from_file_location("verify", os.path.join(folder, "verify.py"))
sys.dont_write_bytecode = True
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)
verify.signature_holds = functools.lru_cache(None)(verify.signature_holds)  # of equal bytes
rng = random.Random(seed)


def found():
    try:
        verify.verify(verify.Pack(folder), None)
        return None
    except verify.Wrong as wrong:
        return str(wrong)


def path(name):
    return os.path.join(folder, *name.split("/"))


def read(name):
    with open(path(name), "rb") as file:
        return file.read()


def write(name, data):
    with open(path(name), "wb") as file:
        file.write(data)


def expect(name, what):
    said = found()
    if said is None or not said.startswith(name + ": "):
        sys.exit("%s in %s: %s" % (what, name, said))


if found() is not None:
    sys.exit("the pack itself: " + found())
names = sorted(verify.Pack(folder).names())
for round in range(changes):
    name = names[round % len(names)]
    before = read(name)
    position = rng.randrange(len(before))
    byte = rng.choice([before[position] ^ 1 << rng.randrange(8), rng.randrange(256)])
    if byte == before[position]:
        byte ^= 1
    write(name, before[:position] + bytes([byte]) + before[position + 1 :])
    expect(name, "byte %d from %d to %d" % (position, before[position], byte))
    write(name, before)
for name in names:
    before = read(name)
    os.rename(path(name), path(name + ".x"))
    expect(name, "renamed")
    os.rename(path(name + ".x"), path(name))
    os.remove(path(name))
    expect(name, "removed")
    for other in (b"", before[:-1], before + b"\n", before + before):
        write(name, other)
        expect(name, "of %d bytes" % len(other))
    write(name, before)
for name in ("x", "audit/x", "audit/0.json", "audit/99999999.json", "deep/er/x", ".x", "card.md~"):
    os.makedirs(os.path.dirname(path(name)), exist_ok=True)
    write(name, b"{}")
    expect(name, "added")
    os.remove(path(name))
for _ in range(200):
    one, other = rng.sample(names, 2)
    first, second = read(one), read(other)
    if first == second:
        continue
    write(one, second), write(other, first)
    said = found()
    if said is None or not said.startswith((one + ": ", other + ": ")):
        sys.exit("%s swapped with %s: %s" % (one, other, said))
    write(one, first), write(other, second)
if found() is not None:
    sys.exit("the pack after all: " + found())
print("%d changes of %d files found" % (changes, len(names)))
