"""A second verifier of evidence bundles, written from docs/proof.md alone and not from the first one's code.

usage: python3 verify_bundle.py [KEY KEPT BUNDLE]...   prints one word a bundle: sound, tampered or incomplete.
"""
import base64
import hmac
import hashlib
import json
import subprocess
import sys
import tempfile

ZEROS = "0" * 64


def sha(data):
    return hashlib.sha256(data).hexdigest()


def leaf(case, seq, digest):
    return hashlib.sha256(b"\0" + f"{case}\n{seq}\n{digest}".encode()).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def tree_root(leaves):
    """RFC 6962, by its recursive definition."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node(tree_root(leaves[:split]), tree_root(leaves[split:]))


def path_root(index, size, digest, path):
    """RFC 6962 §2.1.1, by its recursive definition."""
    if size == 1:
        if path:
            raise ValueError("path too long")
        return digest
    split = 1
    while split * 2 < size:
        split *= 2
    if index < split:
        return node(path_root(index, split, digest, path[:-1]), path[-1])
    return node(path[-1], path_root(index - split, size - split, digest, path[:-1]))


def openssl_verifies(key, signature, text):
    with tempfile.NamedTemporaryFile() as public, tempfile.NamedTemporaryFile() as sig, tempfile.NamedTemporaryFile() as data:
        public.write(key), sig.write(signature), data.write(text)
        for file in (public, sig, data):
            file.flush()
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", public.name]
        command += ["-rawin", "-in", data.name, "-sigfile", sig.name]
        return subprocess.run(command, capture_output=True).returncode == 0


known_signatures = {}


def verifies(key, signature, raw):
    text = b"offboarding checkpoint v1\n" + raw.encode("utf-8", "surrogatepass")
    asked = (key, signature, text)
    if asked not in known_signatures:
        known_signatures[asked] = openssl_verifies(*asked)
    return known_signatures[asked]


def signs(key, signature, raw):
    """By an Ed25519 key: thirty-two bytes after what says so (RFC 8410)."""
    return len(key) == 44 and key.startswith(bytes.fromhex("302a300506032b6570032100")) and verifies(key, signature, raw)


def bytes_of(text):
    return base64_of(text) or b""


def canonical(value):
    """RFC 8785, of what the log has: no numbers but whole ones."""
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    return json.dumps(value, ensure_ascii=False)


def told_by(raw):
    """What a canonical text says. ValueError when it is not one."""
    value = json.loads(raw)
    if canonical(value) != raw:
        raise ValueError("not canonical")
    return value


def value_at(entry, path):
    for name in path.split("."):
        entry = entry.get(name) if isinstance(entry, dict) else None
    return entry


def sbox_table():
    """AES's substitution, from its definition: the inverse in GF(2^8), then an affine map."""
    table, p, q = [0x63] * 256, 1, 1
    while True:
        p ^= (p << 1) & 0xFF ^ (0x1B if p & 0x80 else 0)
        for shift in (1, 2, 4):
            q ^= (q << shift) & 0xFF
        if q & 0x80:
            q ^= 0x09
        rotated = q
        for shift in range(1, 5):
            rotated ^= (q << shift | q >> (8 - shift)) & 0xFF
        table[p] = rotated ^ 0x63
        if p == 1:
            return table


SBOX = sbox_table()


def doubled(byte):
    return (byte << 1) & 0xFF ^ (0x1B if byte & 0x80 else 0)


def round_keys(key):
    """AES-256: fifteen round keys of sixteen bytes."""
    words, rcon = [list(key[i : i + 4]) for i in range(0, 32, 4)], 1
    for i in range(8, 60):
        word = list(words[-1])
        if i % 8 == 0:
            word = [SBOX[b] for b in word[1:] + word[:1]]
            word[0] ^= rcon
            rcon = doubled(rcon)
        elif i % 8 == 4:
            word = [SBOX[b] for b in word]
        words.append([a ^ b for a, b in zip(words[i - 8], word)])
    return [sum(words[i : i + 4], []) for i in range(0, 60, 4)]


def encrypt_block(keys, block):
    state = [a ^ b for a, b in zip(block, keys[0])]
    for number, key in enumerate(keys[1:], 1):
        state = [SBOX[state[(i + 4 * (i % 4)) % 16]] for i in range(16)]
        if number < 14:
            mixed = []
            for column in range(0, 16, 4):
                part = state[column : column + 4]
                whole = part[0] ^ part[1] ^ part[2] ^ part[3]
                mixed += [part[i] ^ whole ^ doubled(part[i] ^ part[(i + 1) % 4]) for i in range(4)]
            state = mixed
        state = [a ^ b for a, b in zip(state, key)]
    return bytes(state)


def gf_times(x, y):
    """The product in GF(2^128) as GCM numbers its bits."""
    product = 0
    for bit in range(127, -1, -1):
        if x >> bit & 1:
            product ^= y
        y = y >> 1 ^ (0xE1 << 120 if y & 1 else 0)
    return product


def padded(data):
    return data + b"\0" * (-len(data) % 16)


def gcm_open(secret, sealed, associated):
    """NIST SP 800-38D; None when the tag is another."""
    nonce, data, tag = sealed[:12], sealed[12:-16], sealed[-16:]
    keys = round_keys(secret)
    h = int.from_bytes(encrypt_block(keys, bytes(16)), "big")
    digest, lengths = 0, (len(associated) * 8).to_bytes(8, "big") + (len(data) * 8).to_bytes(8, "big")
    hashed = padded(associated) + padded(data) + lengths
    for at in range(0, len(hashed), 16):
        digest = gf_times(digest ^ int.from_bytes(hashed[at : at + 16], "big"), h)
    pad = lambda n: encrypt_block(keys, nonce + n.to_bytes(4, "big"))
    if bytes(a ^ b for a, b in zip(digest.to_bytes(16, "big"), pad(1))) != tag:
        return None
    blocks = [pad(2 + at // 16) for at in range(0, len(data), 16)]
    return bytes(a ^ b for a, b in zip(data, b"".join(blocks)))


opened_before = {}


def opened(secret, sealed, place):
    asked = (secret, sealed, place)
    if asked not in opened_before:
        opened_before[asked] = gcm_open(secret[:32], sealed, place.encode())
    return opened_before[asked]


def base64_of(text):
    """The bytes of a text that is base64 in its one form, or None."""
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def shape_fault(entry):
    version, hidden = entry.get("v"), {"subject", "mark", "sealed"} & set(entry)
    if type(version) is not int or version not in (1, 2):
        return "version"
    if version == 1:
        return "sealed in version 1" if hidden else None
    subject, mark = entry.get("subject"), entry.get("mark", "0" * 32)
    if not isinstance(subject, str) or subject == "":
        return "subject"
    if not isinstance(mark, str) or len(mark) != 32 or set(mark) - set("0123456789abcdef"):
        return "mark"
    if "sealed" not in entry:
        return None
    if not isinstance(entry["sealed"], str) or len(entry["sealed"]) < 40 or base64_of(entry["sealed"]) is None:
        return "sealed"
    return "beside what is sealed" if {"leaver", "change", "reason"} & set(entry) else None


class Bundle:
    def __init__(self, rows, pinned):
        self.faults, self.gaps = [], []
        self.header, self.rows, self.pinned = rows[0], rows[1:], pinned
        self.whole = self.header["scope"] == "all"
        self.raws, self.heads, self.order = {}, {}, []
        self.promised, self.documents = {}, {}
        self.secrets, self.used, self.unread, self.erased = {}, set(), set(), set()

    def checkpoints(self):
        trusted, waiting, before = {self.pinned}, [], None
        for row in [r for r in self.rows if r.get("kind") == "checkpoint"]:
            raw = row["raw"]
            body = told_by(raw)
            self.raws[body["n"]] = raw
            if body["v"] != 1 or body["tenant"] != self.header["tenant"]:
                self.faults.append("checkpoint of another version or tenant")
            expected = before["n"] + 1 if before else (1 if self.whole else body["n"])
            prev = sha(before["raw"].encode()) if before else ZEROS
            if body["n"] != expected or ((self.whole or before) and body["prev"] != prev):
                self.faults.append("order of checkpoints")
            before = {"n": body["n"], "raw": raw, "root": body["root"]}
            good = [s for s in row["signatures"] if signs(bytes_of(s["key"]), bytes_of(s["signature"]), raw)]
            if not good or len(good) < len(row["signatures"]):
                self.faults.append("signature")
            prints = {"sha256:" + sha(bytes_of(s["key"])) for s in good}
            if prints & trusted:
                waiting = []
                trusted |= prints & {body.get("newKey")}
            else:
                waiting.append(body["n"])
            if self.whole:
                self.grow(body)
        if waiting:
            self.faults.append("unknown key")
        if before is None:
            self.gaps.append("no checkpoint")
        return before

    def grow(self, body):
        for case, seq, digest in body["heads"]:
            if case not in self.heads:
                self.order.append(case)
            elif self.heads[case][0] >= seq:
                self.faults.append("case shrinks")
            self.heads[case] = (seq, digest)
            self.promised[f"{case}#{seq:06d}"] = digest
        if tree_root([leaf(c, *self.heads[c]) for c in self.order]).hex() != body["root"]:
            self.faults.append("root")

    def inclusion(self, newest):
        for row in [r for r in self.rows if r.get("kind") == "inclusion"]:
            digest = leaf(row["case"], row["seq"], row["hash"])
            if "".join(row["path"]) != "".join(row["path"]).lower():
                self.faults.append("path in another form")
            try:
                root = path_root(row["leaf"], row["leaves"], digest, [bytes.fromhex(p) for p in row["path"]]).hex()
            except (ValueError, IndexError):
                root = None
            if not newest or root != newest["root"] or row["checkpoint"] != newest["n"] or row["case"] != self.header["scope"]:
                self.faults.append("inclusion")
            self.heads[row["case"]] = (row["seq"], row["hash"])
            self.promised[f"{row['case']}#{row['seq']:06d}"] = row["hash"]

    def entries(self):
        ends, intents, current, count = {}, {}, None, 0
        for row in [r for r in self.rows if r.get("kind") in ("entry", "document", "key")]:
            if row["kind"] == "key":
                self.key(row)
                continue
            if row["kind"] == "document":
                digest = sha(row["text"].encode("utf-8", "surrogatepass"))
                if row["hash"] != digest or self.documents.pop(row["id"], None) != digest:
                    self.faults.append("document")
                continue
            count += 1
            raw = row["raw"]
            if sha(raw.encode("utf-8", "surrogatepass")) != row["hash"]:
                self.faults.append("hash")
                continue
            entry = told_by(raw)
            case, seq = entry["caseId"], entry["seq"]
            if case != current and case in ends:
                self.faults.append("case twice")
            current = case
            if not self.whole and case != self.header["scope"]:
                self.faults.append("other case")
            last = ends.get(case, (0, ZEROS))
            place = f"{case}#{seq:06d}"
            if row["_id"] != place or seq != last[0] + 1 or entry["prev"] != last[1] or entry["tenant"] != self.header["tenant"]:
                self.faults.append("place")
            ends[case] = (seq, row["hash"])
            copies = row.get("copies") or {}
            for field in COPIED | set(copies):
                means = f"{entry['at']}#{row['_id']}" if field == "order" else value_at(entry, field)
                if copies.get(field) != means:
                    self.faults.append("copy")
            if self.promised.pop(row["_id"], row["hash"]) != row["hash"]:
                self.faults.append("rewritten")
            self.sealed(entry, row["_id"])
            change = (case, entry.get("action"), entry.get("mark", entry.get("change")))
            if entry["phase"] == "intent":
                intents[change] = True
            if entry["phase"] == "outcome":
                intents.pop(change, None)
            if entry["phase"] == "archived":
                self.documents[entry["data"]["document"]] = entry["data"]["hash"]
        unled = not self.whole and self.header["scope"] not in self.heads
        if self.promised or self.documents or unled:
            (self.faults if any(row.get("kind") == "end" for row in self.rows) else self.gaps).append("missing")
        if intents or any(end[0] > self.heads.get(case, (0,))[0] for case, end in ends.items()):
            self.gaps.append("open intents or uncovered entries")
        if set(self.secrets) - self.used:
            self.faults.append("key of nobody")
        if self.header.get("keys") is True and self.unread - self.erased:
            self.gaps.append("unread")
        return {"entries": count, "cases": len(ends)}

    def key(self, row):
        secret = base64_of(row.get("secret"))
        if secret is None or len(secret) != 64:
            self.faults.append("no key")
            return
        if row["subject"] in self.secrets or row["subject"] in self.unread:
            self.faults.append("key twice or too late")
        self.secrets[row["subject"]] = secret

    def sealed(self, entry, place):
        fault = shape_fault(entry)
        if fault:
            self.faults.append(fault)
            return
        if entry["phase"] == "erased":
            self.erased.add(entry.get("subject"))
        if "sealed" not in entry:
            return
        secret = self.secrets.get(entry["subject"])
        if secret is None:
            self.unread.add(entry["subject"])
            return
        self.used.add(entry["subject"])
        text = opened(secret, base64_of(entry["sealed"]), place)
        if text is None:
            self.faults.append("does not open")
            return
        change = json.loads(text).get("change")
        named = json.dumps([entry.get("action", ""), change], ensure_ascii=False, separators=(",", ":"))
        mark = hmac.new(secret[32:], named.encode("utf-8", "surrogatepass"), "sha256").hexdigest()[:32]
        if entry.get("mark") != (None if change is None else mark):
            self.faults.append("mark")

    def kept(self, lines):
        numbers = set()
        for line in lines:
            try:
                raw = json.loads(line)["raw"]
                body = json.loads(raw)
            except (ValueError, KeyError):
                continue
            numbers.add(body["n"])
            here = self.raws.get(body["n"])
            if here is not None and here != raw:
                self.faults.append("other than kept")
            known = self.heads.get(self.header["scope"], (0,))[0]
            grown = any(case == self.header["scope"] and seq > known for case, seq, _ in body["heads"])
            if here is None and (self.whole or grown):
                (self.faults if body["at"] <= self.header["made"] else self.gaps).append("kept, not here")
        if set(self.raws) - numbers:
            self.gaps.append("not kept")

    def judge(self, lines):
        newest = self.checkpoints()
        self.inclusion(newest)
        counts = self.entries()
        self.kept(lines)
        kinds = [row.get("kind") for row in self.rows]
        if self.header["v"] == 2 or "key" in kinds:
            counts["keys"] = kinds.count("key")
        counts |= {"documents": kinds.count("document"), "checkpoints": kinds.count("checkpoint")}
        if set(kinds) - {"checkpoint", "inclusion", "entry", "document", "key", "end"}:
            self.faults.append("unknown kind")
        if "end" not in kinds:
            self.gaps.append("no end")
        elif kinds.index("end") != len(kinds) - 1 or any(self.rows[-1].get(k) != v for k, v in counts.items()):
            self.faults.append("end")
        return "tampered" if self.faults else "incomplete" if self.gaps else "sound"


COPIED = set("tenant caseId seq at phase actor.id actor.name leaver.id leaver.upn leaver.name".split())
COPIED |= set("step action change result reason subject prev order".split())


def rows_of(path):
    rows, broken = [], False
    with open(path, encoding="utf-8", errors="surrogatepass") as file:
        for line in file.read().split("\n"):
            if line == "":
                continue
            if broken:
                return None
            try:
                rows.append(json.loads(line))
            except ValueError:
                broken = True
    ended = any(row.get("kind") == "end" for row in rows)
    return None if broken and ended else rows


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        return [line for line in file.read().split("\n") if line]


def word_for(pinned, kept, path):
    try:
        rows = rows_of(path)
        return "tampered" if rows is None else Bundle(rows, pinned).judge(lines_of(kept))
    except (KeyError, TypeError, ValueError, AttributeError):
        return "tampered"


def main(*words):
    for at in range(0, len(words), 3):
        print(word_for(*words[at : at + 3]))


main(*sys.argv[1:])
