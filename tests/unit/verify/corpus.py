"""One corpus of evidence, good and bad, for the verifier in Python and the one in the page."""

import base64
import dataclasses
import json
import random
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from muniment.core import canonical
from muniment.ledger.domain import merkle
from muniment.ledger.domain.checkpoint import Checkpoint
from muniment.ledger.domain.commitment import commit
from muniment.ledger.domain.cosign import cosign
from muniment.ledger.domain.entry import Entry
from muniment.ledger.domain.note import COSIGNATURE, Ed25519Signer, Note, Signature
from muniment.ledger.domain.proof import Proof
from tests.unit.ledger.domain.trees import tree_of

ORIGIN = "example.com/log"
LOG = Ed25519Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"l" * 32))
OTHER = Ed25519Signer("example.com/other", Ed25519PrivateKey.from_private_bytes(b"o" * 32))
WITNESS = Ed25519Signer(
    "witness.example/w1", Ed25519PrivateKey.from_private_bytes(b"w" * 32), COSIGNATURE
)
SALT = bytes(range(32))
KEYS = (str(LOG.key),)
LOOK = Entry(
    log=ORIGIN,
    id=UUID("018f6c1e-0000-7000-8000-000000000001"),
    kind="vault.consultation.opened",
    at=datetime(2026, 5, 3, 9, 30, 0, 123456, tzinfo=UTC),
    actor="018f6c1e-0000-7000-8000-00000000000a",
    via="web",
    subject=UUID("018f6c1e-0000-7000-8000-00000000000b"),
    subject_seq=2,
    prev=merkle.leaf_hash(b"before"),
    act={"compartment": "pricing", "looks": 1, "note": "价格 \u007f \u2028 \U0001f4e6"},
    commit={"purpose": commit(SALT, "purpose", "报价 17")},
    refs=(UUID("018f6c1e-0000-7000-8000-00000000000c"),),
)


class Case(NamedTuple):
    """One question to a verifier."""

    name: str
    proof: bytes
    entry: bytes
    keys: tuple[str, ...] = KEYS
    openings: bytes | None = None

    def as_json(self) -> dict[str, object]:
        opened = None if self.openings is None else _text(self.openings)
        keys, entry = list(self.keys), _text(self.entry)
        return {"proof": _text(self.proof), "entry": entry, "keys": keys, "openings": opened}


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def proof_of(
    entry: bytes,
    *,
    index: int = 4,
    size: int = 13,
    signer: Ed25519Signer = LOG,
    origin: str = ORIGIN,
) -> Proof:
    """Prove an entry in a small log made around it."""
    entries = [b"entry %d" % n for n in range(size)]
    entries[index] = entry
    tree = tree_of(entries)
    checkpoint = Checkpoint(origin, size, merkle.root(size, tree))
    note = checkpoint.signed_by(signer)
    note = note.with_signature(cosign(note.text, WITNESS, time=1_777_800_000))
    return Proof(index, tuple(merkle.inclusion(index, size, tree)), note.to_bytes())


def opening(field: str = "purpose", salt: object = canonical.b64(SALT), value: object = "报价 17"):
    return json.dumps({field: {"salt": salt, "value": value}}).encode()


def good() -> list[Case]:
    look = LOOK.to_bytes()
    whole = proof_of(look).to_bytes()
    house = Entry(ORIGIN, LOOK.id, "ledger.log.opened", LOOK.at, "house", "worker")
    witnesses = (str(LOG.key), f"  {WITNESS.key}\r\n")
    return [
        Case("an entry of Muniment", whole, look),
        Case("with a witness", whole, look, witnesses),
        Case("with an opening", whole, look, KEYS, opening()),
        Case(
            "a lone entry", proof_of(house.to_bytes(), index=0, size=1).to_bytes(), house.to_bytes()
        ),
        Case("a foreign entry", proof_of(b"\xff\x00").to_bytes(), b"\xff\x00"),
        Case("an empty entry", proof_of(b"").to_bytes(), b""),
        Case("foreign JSON", proof_of(b'{"log": 1.5}').to_bytes(), b'{"log": 1.5}'),
        Case("a foreign log under its own key name", _named_otherwise(), b"x", (str(OTHER.key),)),
        Case("with extra", dataclasses.replace(proof_of(look), extra=b"hi").to_bytes(), look),
        Case("with empty extra", dataclasses.replace(proof_of(look), extra=b"").to_bytes(), look),
        *_sizes(),
    ]


def _named_otherwise() -> bytes:
    return proof_of(b"x", signer=OTHER, origin="a log: with spaces + plus").to_bytes()


def _sizes() -> list[Case]:
    places = [(0, 2), (1, 2), (2, 3), (6, 7), (7, 8), (8, 9), (256, 257), (299, 300)]
    return [
        Case(f"{index} of {size}", proof_of(b"e", index=index, size=size).to_bytes(), b"e")
        for index, size in places
    ]


def bad() -> list[Case]:
    look, proof = LOOK.to_bytes(), proof_of(LOOK.to_bytes())
    whole = proof.to_bytes()
    return [
        *_misuses(whole, look),
        *_bad_signatures(proof, look),
        *_bad_places(proof, look),
        *_bad_origins(look),
        *_bad_openings(whole, look),
        *_bad_entries(),
        *[Case(f"form {n}", data, look) for n, data in enumerate(_bad_forms(whole))],
    ]


def _misuses(whole: bytes, look: bytes) -> list[Case]:
    key = str(LOG.key)
    name, id_, blob = key.split("+", 2)
    wrong = [
        "",
        "x",
        key + "=",
        key[:-4],
        f"{name}+{'0' * 8}+{blob}",
        f"{name}x+{id_}+{blob}",
        f"na me+{id_}+{blob}",
        f"{name}+{id_.upper()}+{blob}",
        f"{name}+{id_}+AAAA",
        f"{name}+{id_}+",
    ]
    return [Case("no key", whole, look, ()), *[Case(f"key {t}", whole, look, (t,)) for t in wrong]]


def _bad_signatures(proof: Proof, look: bytes) -> list[Case]:
    note = Note.parse(proof.checkpoint)
    mine, witness = note.signatures
    zero = Signature(mine.name, mine.key_id, bytes(64))
    short = Signature(witness.name, witness.key_id, b"\x01")
    late = Signature(witness.name, witness.key_id, b"\xff" * 72)
    swapped = Signature(mine.name, mine.key_id, witness.payload)
    both = (str(LOG.key), str(WITNESS.key))

    def case(name: str, keys: tuple[str, ...], *lines: Signature) -> Case:
        signed = dataclasses.replace(proof, checkpoint=Note(note.text, lines).to_bytes())
        return Case(name, signed.to_bytes(), look, keys)

    return [
        case("unsigned by the log", KEYS, witness),
        case("one of two did not sign", both, mine),
        case("a bad line beside a good one", KEYS, mine, zero),
        case("a bad line before a good one", KEYS, zero, mine),
        case("a witness cut short", both, mine, short),
        case("a witness beyond time", both, mine, late),
        case("a line under a false id", KEYS, swapped),
        case("another key", (str(OTHER.key),), mine, witness),
    ]


def _bad_places(proof: Proof, look: bytes) -> list[Case]:
    bent = [
        dataclasses.replace(proof, index=5),
        dataclasses.replace(proof, index=12),
        dataclasses.replace(proof, index=13),
        dataclasses.replace(proof, index=2**63 - 1),
        dataclasses.replace(proof, path=proof.path[:-1]),
        dataclasses.replace(proof, path=(*proof.path, bytes(32))),
        dataclasses.replace(proof, path=proof.path[::-1]),
        dataclasses.replace(proof, path=()),
        dataclasses.replace(proof, path=(bytes(32),) * 63),
    ]
    cases = [Case(f"place {n}", lie.to_bytes(), look) for n, lie in enumerate(bent)]
    return [*cases, Case("another entry", proof.to_bytes(), look + b" ")]


def _bad_origins(look: bytes) -> list[Case]:
    elsewhere = dataclasses.replace(LOOK, log="example.com/other").to_bytes()
    misnamed = Ed25519Signer("example.com/log/receipt", LOG.private)
    return [
        Case("an entry of another log", proof_of(elsewhere).to_bytes(), elsewhere),
        Case(
            "a key of another log",
            proof_of(look, signer=misnamed).to_bytes(),
            look,
            (str(misnamed.key),),
        ),
    ]


def _bad_openings(whole: bytes, look: bytes) -> list[Case]:
    foreign = proof_of(b"x").to_bytes()
    wrong = [
        opening("place"),
        opening(value="报价 18"),
        opening(salt=canonical.b64(bytes(32))),
        opening(salt=""),
        opening(salt="A" * 42 + "B"),
        opening(salt=5),
        opening(value=17),
        opening(value="\ud800"),
        opening("Purpose"),
        b'{"purpose": {"salt": "x"}}',
        b"[]",
        b"null",
        b"\xff",
        b"{",
        b"\xef\xbb\xbf{}",
    ]
    cases = [Case(f"opening {n}", whole, look, KEYS, text) for n, text in enumerate(wrong)]
    return [*cases, Case("opening of a foreign entry", foreign, b"x", KEYS, opening())]


def _bad_entries() -> list[Case]:
    """Entries that really are in the log, and claim to be of Muniment, and are not."""
    parts = json.loads(LOOK.to_bytes())
    changes: list[dict[str, object]] = [
        {"v": 2}, {"v": True}, {"v": "1"}, {"log": ""}, {"log": 5}, {"log": "a\nb"}, {"id": "x"},
        {"id": None}, {"type": "vault.opened"}, {"type": "Vault.a.b"}, {"at": 5},
        {"at": "2026-05-03T09:30:00Z"}, {"at": "2026-02-30T09:30:00.000000Z"},
        {"at": "2026-05-03T24:00:00.000000Z"}, {"at": "2026-05-03T23:59:60.000000Z"},
        {"at": "0999-05-03T09:30:00.000000Z"}, {"at": "2024-02-29T09:30:00.000000Z", "v": 3},
        {"actor": "ada"}, {"via": ""}, {"via": "Web"}, {"subject": None}, {"subject": "x"},
        {"subject_seq": 0}, {"subject_seq": 1}, {"subject_seq": True}, {"subject_seq": None},
        {"prev": None}, {"prev": "AAAA"}, {"prev": "A" * 42 + "B"}, {"act": []}, {"act": None},
        {"commit": []}, {"commit": {"a": "AAAA"}}, {"commit": {"a": None}}, {"refs": {}},
        {"refs": ["x"]}, {"refs": [None]}, {"more": 1}, {"act": {"A": 1}}, {"act": {"a": 1.5}},
        {"act": {"a": 2**53}}, {"act": {"a": -(2**53)}}, {"act": {"a": "\ud800"}},
        {"act": {"": 1}}, {"act": {"a": _nested(40)}},
    ]  # fmt: skip
    written = [_written(parts | change) for change in changes]
    written += [
        json.dumps(parts).encode(),
        LOOK.to_bytes() + b"\n",
        LOOK.to_bytes().replace(b'"v":1', b'"v":1.0'),
        LOOK.to_bytes().replace(b'"v":1', b'"v":1e0'),
        LOOK.to_bytes().replace(b'"looks":1', b'"looks":-0'),
        LOOK.to_bytes().replace(b'"looks":1', b'"looks":NaN'),
        LOOK.to_bytes().replace(b'"looks":1', b'"looks":1,"looks":1'),
        LOOK.to_bytes().replace(b'"looks":1', b'"looks":' + b"9" * 5000),
        LOOK.to_bytes().replace(b'"looks"', b'"\\u006cooks"'),
        LOOK.to_bytes().replace(b'"looks":1', b'"looks":"\xff"'),
        b'{"subject_seq"' + b"[" * 20_000,
        b'{"subject_seq":1}',
        b'{"subject_seq":{"__proto__":{}}}',
        b'{"subject_seq":"' + b"x" * 70_000 + b'"}',
    ]
    return [Case(f"entry {n}", proof_of(e).to_bytes(), e) for n, e in enumerate(written)]


def _written(parts: object) -> bytes:
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def _nested(depth: int) -> object:
    return [_nested(depth - 1)] if depth else 1


def _bad_forms(whole: bytes) -> list[bytes]:
    head, _, note = whole.partition(b"\n\n")
    text, _, lines = note.partition(b"\n\n")
    origin, size, root = text.split(b"\n")
    steps = head.split(b"\n")[2:]

    def noted(body: bytes, signatures: bytes = lines) -> bytes:
        return head + b"\n\n" + body + b"\n\n" + signatures

    return [
        b"",
        b"\n\n",
        head,
        head + b"\n\n",
        whole.replace(b"@v1", b"@v2"),
        whole.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + whole,
        whole.replace(b"index 4", b"index 04"),
        whole.replace(b"index 4", b"index -4"),
        whole.replace(b"index 4", b"index 9223372036854775808"),
        whole.replace(b"index 4", b"index "),
        whole.replace(b"index 4", b"index 4\nextra aGk="),
        whole.replace(b"index 4", b"extra aGl=\nindex 4"),
        whole.replace(b"index 4", b"extra \xc3\xa9\nindex 4"),
        whole.replace(steps[0], steps[0][:-2] + b"/="),
        whole.replace(steps[0], steps[0][:-1]),
        whole.replace(steps[0], b"AAAA"),
        b"\n".join([*head.split(b"\n")[:2], *[steps[0]] * 64]) + b"\n\n" + note,
        noted(origin + b"\n0" + size + b"\n" + root),
        noted(origin + b"\n" + size + b" \n" + root),
        noted(origin + b"\n" + b"9" * 20 + b"\n" + root),
        noted(origin + b"\n" + size),
        noted(origin + b"\n" + size + b"\nAAAA"),
        noted(b"\n" + size + b"\n" + root),
        noted(text + b"\n\nextension"),
        noted(text.replace(b"e", b"\x00", 1)),
        noted(text.replace(b"e", b"\xff", 1)),
        noted(text, lines[:-1]),
        noted(text, lines.replace(b" ", b"  ")),
        noted(text, lines.replace(b"example.com/log", "example\u3000com".encode())),
        noted(text, lines.replace(b"example.com/log", "example\u0085com".encode())),
        noted(text, lines.replace(b"example.com/log", b"example+com")),
        noted(text, lines.replace("\u2014".encode(), b"-")),
        noted(text, lines + b"x\n"),
        noted(text, lines * 60),
        whole + b"\n",
        whole + b"\n\n",
        whole + b" " * 2_000_000,
    ]


def every_byte_changed() -> list[Case]:
    """A good proof, asked about both its keys, with each of its bytes changed in turn."""
    case = next(case for case in good() if case.name == "with a witness")
    bent = [bytearray(case.proof) for _ in case.proof]
    for at, data in enumerate(bent):
        data[at] ^= 1
    return [case._replace(name=f"byte {at}", proof=bytes(data)) for at, data in enumerate(bent)]


PIECES = [
    *(
        b"\n",
        b"\n\n",
        b" ",
        b"=",
        b"0",
        b"+",
        b"\r",
        b"\x00",
        b"\xff",
        b"extra ",
        b"index ",
        b"A",
        b"/",
    ),
    *(b'"', b"\\", b"\\u0041", b"{", b"}", b"[", b"1", b"-", b".5", b"e1", b"null", b",", b":"),
    *(b"__proto__", b"\xed\xa0\x80", "\u2014 ".encode(), "\u0085".encode(), "\ufeff".encode()),
]


def damaged(count: int, seed: int) -> list[Case]:
    """Good evidence, damaged at random: the proof, the entry under a true proof, the rest."""
    dice = random.Random(seed)
    look, witnessed, opened = good()[:3]
    cases = []
    for n in range(count):
        entry = _bent(look.entry, dice)
        key = _bent(look.keys[0].encode(), dice).decode("utf-8", "replace")
        cases += [
            witnessed._replace(name=f"{n}: proof", proof=_bent(witnessed.proof, dice)),
            Case(f"{n}: entry", proof_of(entry).to_bytes(), entry),
            opened._replace(name=f"{n}: opening", openings=_bent(opening(), dice)),
            look._replace(name=f"{n}: key", keys=(key,)),
        ]
    return cases


def _bent(data: bytes, dice: random.Random) -> bytes:
    bent = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 3])):
        at, other = dice.randrange(len(bent)), dice.randrange(len(bent))
        match dice.randrange(4):
            case 0:
                bent[at] ^= 1 << dice.randrange(8)
            case 1:
                del bent[at : at + dice.randrange(1, 9)]
            case 2:
                bent[at:at] = dice.choice(PIECES)
            case _:
                bent[at:at] = bent[other : other + 40]
    return bytes(bent)
