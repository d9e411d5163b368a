#!/usr/bin/env python3
"""Verifies a compliance pack of Roster offline, with Python 3.8 or newer and nothing else.

    python3 verify.py [--key VKEY] [FOLDER]

FOLDER is where the pack was unpacked; by default it is the folder of this file. VKEY is the key of
the log, `NAME+HEXID+BASE64`, from a place that you trust: without it only the key in the pack is
used, which proves that the pack is whole, and not who made it. Exit status: 0 if all holds, and the
last line is SOUND; 1 if not, and the last line names the file.

It is written from RFC 8032 (Ed25519), RFC 6962 (Merkle tree), RFC 8785 (canonical JSON), C2SP
signed-note and C2SP tlog-checkpoint, and shares nothing with the server that makes packs. Whoever
can change a pack can change this file too. So take it from a source that you trust, or compare its
SHA-256 with that of another pack, before you rely on what it says.
"""

import atexit
import base64
import binascii
import hashlib
import hmac
import json
import os
import re
import sys
import tarfile
import threading

SUMS, SIGNATURE, OWN = "SHA256SUMS", "SHA256SUMS.sig", "verify.py"
CHECKPOINT, KEY = "audit/checkpoint", "audit/key"
NEEDED = (
    "card.md card.json bom.json manifest.json metrics.json lineage.json transitions.json "
    "requests.json drift.json pack.json"
).split() + [CHECKPOINT, KEY, OWN]
LIMIT = 1 << 30


class Guard:
    """Lets a changed verifier neither run for ever nor end early as if all were well.

    No program can vouch for itself, so this is against accidents and not against forgers.
    """

    PATIENCE = 15

    def __init__(self):
        self.path = os.path.abspath(__file__)
        self.name = os.path.basename(self.path)
        self.ended = False
        atexit.register(self.end)

    def end(self):
        if not self.ended:
            self.stop("did not come to its end")

    def stop(self, why):
        sys.stderr.write("NOT SOUND: %s: %s\n" % (self.name, why))
        sys.stderr.flush()
        os._exit(1)

    def hint(self, folder):
        """Says so if the verifier that runs is not the one that the sums list."""
        try:
            with open(self.path, "rb") as own, open(os.path.join(folder, SUMS)) as sums:
                if hashlib.sha256(own.read()).hexdigest() + "  " + OWN + "\n" in sums:
                    return ""
        except (OSError, ValueError):
            pass
        if os.path.realpath(self.path) == os.path.realpath(os.path.join(folder, OWN)):
            late = threading.Timer(self.PATIENCE, self.stop, ["was changed, and takes too long"])
            late.daemon = True
            late.start()
        return "This %s is not the one that %s lists.\n" % (self.name, SUMS)


if __name__ == "__main__":
    GUARD = Guard()


class Wrong(Exception):
    """Something that does not hold, with the file that it is in."""

    def __init__(self, name, why):
        super().__init__("%s: %s" % (name, why))


# --- Ed25519 (RFC 8032, section 5.1 and appendix A) ---------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def point_add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_multiply(scalar, point):
    product = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            product = point_add(product, point)
        point = point_add(point, point)
        scalar >>= 1
    return product


def point_equal(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def recover_x(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P != 0:
        return None
    return P - x if (x & 1) != sign else x


def decompress(encoded):
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y, 1, recover_x(BASE_Y, 0) * BASE_Y % P)


def signature_holds(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    key, commitment = decompress(public), decompress(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or scalar >= ORDER:
        return False
    challenge = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(challenge, "little") % ORDER
    return point_equal(
        point_multiply(scalar, BASE), point_add(commitment, point_multiply(challenge, key))
    )


# --- signed notes (C2SP) ------------------------------------------------------------------------


def strict_base64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("not canonical base64")
    return data


class Verifier:
    """The key of the log: NAME+HEXID+BASE64."""

    def __init__(self, text):
        self.text = text
        self.name, identifier, encoded = text.split("+", 2)
        typed = strict_base64(encoded)
        if len(typed) != 33 or typed[0] != 1 or not self.name or re.search(r"\s", self.name):
            raise ValueError("not an Ed25519 key")
        self.public = typed[1:]
        self.id = hashlib.sha256(self.name.encode() + b"\n" + typed).digest()[:4]
        if self.id.hex() != identifier:
            raise ValueError("the id is not that of the key")

    def signature(self, line):
        """The signature in a line of this key; None if it is no such line."""
        prefix = "\u2014 %s " % self.name
        if not line.startswith(prefix) or not line.endswith("\n") or line.count("\n") != 1:
            return None
        try:
            signed = strict_base64(line[len(prefix) : -1])
        except (ValueError, binascii.Error):
            return None
        return signed[4:] if len(signed) == 68 and signed[:4] == self.id else None

    def signs(self, text, line):
        """Whether the line is a signature of the text by this key."""
        signature = self.signature(line)
        return signature is not None and signature_holds(self.public, text.encode(), signature)


# --- the Merkle tree (RFC 6962, section 2.1) ----------------------------------------------------


def leaf_hash(leaf):
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_from_path(index, size, hashed, path):
    """The root that an audit path leads to; None if it has not the length that it must have."""
    node, last = index, size - 1
    for sibling in path:
        if last == 0:
            return None
        if node & 1 or node == last:
            hashed = node_hash(sibling, hashed)
            while not node & 1 and node != 0:
                node, last = node >> 1, last >> 1
        else:
            hashed = node_hash(hashed, sibling)
        node, last = node >> 1, last >> 1
    return hashed if last == 0 else None


# --- canonical JSON (RFC 8785) ------------------------------------------------------------------


def number(value):
    """As ECMAScript writes a double."""
    value = float(value)
    if value == 0:
        return "0"
    if value < 0:
        return "-" + number(-value)
    mantissa, _, exponent = repr(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    if len(digits) <= point <= 21:
        return digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    shown = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
    return shown + "e" + ("+" if point > 0 else "-") + str(abs(point - 1))


def canonical(value):
    if value is None or isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, list):
        return "[" + ",".join(canonical(one) for one in value) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(canonical(one) + ":" + canonical(value[one]) for one in names) + "}"


# --- the pack -----------------------------------------------------------------------------------


def no_twins(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name is used twice")
    return members


class Pack:
    """The files of a pack, each of which is read once and compared with its sum."""

    def __init__(self, folder):
        self.folder = folder
        self.sums = {}
        self.last = SUMS

    def path(self, name):
        return os.path.join(self.folder, *name.split("/"))

    def raw(self, name):
        self.last = name
        path = self.path(name)
        if os.path.islink(path) or not os.path.isfile(path):
            raise Wrong(name, "is missing, or is no plain file")
        if os.path.getsize(path) > LIMIT:
            raise Wrong(name, "is too large")
        with open(path, "rb") as file:
            return file.read()

    def read(self, name):
        data = self.raw(name)
        if name not in self.sums:
            raise Wrong(name, "is not in " + SUMS)
        if hashlib.sha256(data).hexdigest() != self.sums[name]:
            raise Wrong(name, "has other bytes than when the pack was made")
        return data

    def text(self, name, data=None):
        try:
            return (self.read(name) if data is None else data).decode("utf-8")
        except UnicodeDecodeError:
            raise Wrong(name, "is not UTF-8") from None

    def json(self, name):
        try:
            return json.loads(self.text(name), object_pairs_hook=no_twins)
        except (ValueError, RecursionError):
            raise Wrong(name, "is not JSON") from None

    def names(self):
        """All files that are there, but for the archive that the pack came in."""
        for folder, folders, files in os.walk(self.folder):
            for name in files + folders:
                path = os.path.join(folder, name)
                if os.path.isdir(path) and not os.path.islink(path):
                    continue
                relative = os.path.relpath(path, self.folder).replace(os.sep, "/")
                if "/" in relative or not is_archive(path):
                    yield relative


def is_archive(path):
    try:
        plain = os.path.isfile(path) and not os.path.islink(path)
        return plain and tarfile.is_tarfile(path)
    except OSError:
        return False


def check_key(pack, trusted):
    try:
        verifier = Verifier(pack.text(KEY, pack.raw(KEY)).rstrip("\n"))
    except (ValueError, binascii.Error):
        raise Wrong(KEY, "is not a verifier key") from None
    if trusted is not None and trusted != verifier.text:
        raise Wrong(KEY, "is not the key that you trust")
    return verifier


def parse_sums(text):
    sums = {}
    for line in text.split("\n")[:-1]:
        match = re.fullmatch(r"([0-9a-f]{64})  ([A-Za-z0-9./_-]+)", line)
        if not match or ".." in match.group(2) or match.group(2) in sums:
            raise Wrong(SUMS, "has a line that is none: " + line)
        sums[match.group(2)] = match.group(1)
    return sums


def check_sums(pack, verifier):
    """The sums, once they are known to be those that the key signed."""
    text = pack.text(SUMS, pack.raw(SUMS))
    line = pack.text(SIGNATURE, pack.raw(SIGNATURE))
    if verifier.signature(line) is None:
        raise Wrong(SIGNATURE, "is not a signature by " + verifier.name)
    if verifier.signs(text, line):
        return parse_sums(text)
    pack.sums = parse_sums(text)
    try:
        check_files(pack)
    except Wrong:
        raise Wrong(SUMS, "is not what %s signed in %s" % (verifier.name, SIGNATURE)) from None
    raise Wrong(SIGNATURE, "is not a signature of %s by %s" % (SUMS, verifier.name))


def check_files(pack):
    there = set(pack.names())
    for name in sorted(set(pack.sums) | set(NEEDED)):
        pack.read(name)
    for name in sorted(there - set(pack.sums) - {SUMS, SIGNATURE}):
        raise Wrong(name, "is not of the pack")
    return len(there)


def check_checkpoint(pack, verifier):
    note = pack.text(CHECKPOINT)
    text, blank, signatures = note.rpartition("\n\n")
    lines = text.split("\n")
    if not blank or len(lines) != 3 or lines[0] != verifier.name:
        raise Wrong(CHECKPOINT, "is not a checkpoint of " + verifier.name)
    if not any(verifier.signs(text + "\n", line + "\n") for line in signatures.split("\n") if line):
        raise Wrong(CHECKPOINT, "is not signed by " + KEY)
    try:
        size, root = int(lines[1]), strict_base64(lines[2])
    except (ValueError, binascii.Error):
        raise Wrong(CHECKPOINT, "has neither a size nor a root") from None
    if str(size) != lines[1] or size < 1 or len(root) != 32:
        raise Wrong(CHECKPOINT, "has neither a size nor a root")
    return size, root


def check_leaf(pack, seq, size, root):
    """An entry that is proven to be in the log."""
    name, proof_name = "audit/%d.json" % seq, "audit/%d.proof.json" % seq
    leaf, proof = pack.read(name), pack.json(proof_name)
    try:
        index, tree = proof["leafIndex"], proof["treeSize"]
        path = [strict_base64(one) for one in proof["hashes"]]
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise Wrong(proof_name, "is not a proof") from None
    if index != seq - 1 or tree != size or index >= size:
        raise Wrong(proof_name, "is a proof of another entry or another checkpoint")
    if any(len(one) != 32 for one in path) or root_from_path(index, size, leaf_hash(leaf), path) != root:
        raise Wrong(name, "is not proven by %s to be in %s" % (proof_name, CHECKPOINT))
    entry = pack.json(name)
    if not isinstance(entry, dict) or canonical(entry).encode() != leaf or entry.get("seq") != seq:
        raise Wrong(name, "is not the canonical JSON of entry %d" % seq)
    return entry


ERASED = re.compile(r"(erased(-[0-9a-z]+)?)?")


def check_clear(pack, leaf):
    """That the texts in clear are those that the leaf commits to, or were erased."""
    name = "audit/%d.entry.json" % leaf["seq"]
    clear = pack.json(name)
    for member in ("seq", "at", "action", "model", "version", "subject"):
        if clear.get(member) != leaf[member]:
            raise Wrong(name, "has another %s than the leaf" % member)
    salts, proven, detail = clear.get("salts", {}), leaf["detail"], clear["detail"]
    for field in set(proven) | set(detail):
        salt, committed, said = salts.get("/" + field), proven.get(field), detail.get(field)
        if salt is not None:
            text = said if isinstance(said, str) else canonical(said)
            mac = hmac.new(strict_base64(salt), text.encode("utf-8", "surrogatepass"), "sha256")
            said = "hmac-sha256:" + base64.b64encode(mac.digest()).decode()
        elif isinstance(committed, str) and committed.startswith("hmac-sha256:"):
            gone = said is None or said == [] or isinstance(said, str) and ERASED.fullmatch(said)
            said = committed if gone else said
        if said != committed or field not in proven:
            raise Wrong(name, "has a %s that the leaf does not prove" % field)
    return clear


def check_entries(pack, size, root):
    sequences = set()
    for name in pack.sums:
        match = re.fullmatch(r"audit/([1-9][0-9]{0,17})(\.entry|\.proof)?\.json", name)
        if match:
            sequences.add(int(match.group(1)))
        elif name.startswith("audit/") and name not in (CHECKPOINT, KEY):
            raise Wrong(name, "is not of the pack")
    leaves = [check_leaf(pack, seq, size, root) for seq in sorted(sequences)]
    for leaf in leaves:
        check_clear(pack, leaf)
    return leaves


def check_facts(pack, leaves):
    """That all files are about one version, and its digest is in the log."""
    about = pack.json("pack.json")
    digest = "sha256:" + hashlib.sha256(pack.read("manifest.json")).hexdigest()
    if about.get("digest") != digest:
        raise Wrong("manifest.json", "has another digest than pack.json says")
    model, version = about.get("model"), about.get("version")
    if pack.json("card.json").get("digest") != digest:
        raise Wrong("card.json", "is about another digest")
    for leaf in leaves:
        if leaf["version"] != version:
            raise Wrong("audit/%d.json" % leaf["seq"], "is about another version")
        if leaf["action"] == "version.finalized" and leaf["detail"].get("digest") != digest:
            raise Wrong("audit/%d.json" % leaf["seq"], "is about another digest")
    manifest = {f["path"]: f["sha256"] for f in pack.json("manifest.json").get("artifacts", [])}
    bill = {
        part["name"]: part["hashes"][0]["content"]
        for part in pack.json("bom.json").get("components", [])
        if part["type"] == "file"
    }
    if bill != manifest:
        raise Wrong("bom.json", "has other files than the manifest")
    entries = about.get("entries", {})
    if entries.get("included") != len(leaves):
        raise Wrong("pack.json", "counts another number of entries")
    left_out = entries.get("leftOut", 0)
    return "%s, version %d, %s" % (model, version, digest), left_out


def verify(pack, trusted):
    """What was found; raises Wrong at the first file that does not hold."""
    try:
        return report(pack, trusted)
    except Wrong:
        raise
    except Exception as odd:  # no text of a forger may look like success
        raise Wrong(pack.last, "cannot be checked by %s: %r" % (OWN, odd)) from None


def report(pack, trusted):
    verifier = check_key(pack, trusted)
    pack.sums = check_sums(pack, verifier)
    files = check_files(pack)
    size, root = check_checkpoint(pack, verifier)
    leaves = check_entries(pack, size, root)
    about, left_out = check_facts(pack, leaves)
    lines = [
        "This is the pack of %s." % about,
        "All %d files are those that %s signed." % (files, verifier.name),
        "%d entries are proven to be in the log of %d entries." % (len(leaves), size),
    ]
    if left_out:
        lines.append("%d further entries of the version are not in the pack." % left_out)
    if trusted is None:
        lines.append("The key is the pack's own. Give the log's with --key to know who signed.")
    return lines


# --- the program --------------------------------------------------------------------------------


def main(arguments):
    trusted, folder = None, os.path.dirname(GUARD.path)
    while arguments:
        one = arguments.pop(0)
        if one in ("-h", "--help"):
            print(__doc__)
            GUARD.ended = True
            return
        if one == "--key" and arguments:
            trusted = arguments.pop(0).strip()
        elif not one.startswith("-") and os.path.isdir(one):
            folder = one
        else:
            GUARD.ended = True
            sys.exit("usage: python3 verify.py [--key VKEY] [FOLDER]; %s is neither" % one)
    hint = GUARD.hint(folder)
    try:
        found = verify(Pack(folder), trusted)
    except Wrong as wrong:
        GUARD.ended = True
        sys.exit("%sNOT SOUND: %s" % (hint, wrong))
    print("\n".join(found))
    print("SOUND")
    GUARD.ended = True


if __name__ == "__main__":
    main(sys.argv[1:])
elif __name__ != "verify":
    sys.exit("Run verify.py as a program.")
