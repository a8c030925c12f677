"""Verifying the signatures of a received mail, with keys that the caller looks up."""

import binascii
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import dkim

_MOST_SIGNATURES = 3
_DKIM_FAULTS = (dkim.DKIMException, ValueError, KeyError, IndexError, TypeError, binascii.Error)


class Verdict(StrEnum):
    """What became of one signature."""

    VALID = "valid"
    BROKEN = "broken"  # the mail was changed, if only by copying it
    NO_KEY = "no_key"  # the domain has no such key, or no longer


@dataclass(frozen=True, slots=True)
class Signature:
    """One `DKIM-Signature`: who signed, and does it hold; `evidence` is that of the key."""

    domain: str
    selector: str
    verdict: Verdict
    evidence: str


KeyOf = Callable[[str], tuple[str, str]]
"""Name → (text of the TXT record or "", evidence)."""


def verify(raw: str, key_of: KeyOf) -> tuple[Signature, ...]:
    """Verify up to three signatures of a mail that is held as text (`inquiry.as_text`).

    What `key_of` raises travels on. Cost: one question a signature, linear in the mail.

    Source: RFC 6376.
    """
    readings = [raw.encode("utf-8", "replace")]
    if not raw.isascii() and all(ord(sign) < 256 for sign in raw):
        readings.append(raw.encode("latin-1"))  # it was not UTF-8 when it came
    count = min(raw.lower().count("dkim-signature:"), _MOST_SIGNATURES)
    made = [_one(readings, index, key_of) for index in range(count)]
    return tuple(signature for signature in made if signature is not None)


def _one(readings: list[bytes], index: int, key_of: KeyOf) -> Signature | None:
    best: Signature | None = None
    for reading in readings:
        found = _attempt(reading, index, key_of)
        if found is not None and (best is None or found.verdict is Verdict.VALID):
            best = found
    return best


def _attempt(content: bytes, index: int, key_of: KeyOf) -> Signature | None:
    told: dict[str, str] = {}

    def look_up(name: bytes, timeout: float = 5) -> bytes | None:  # noqa: ARG001 - dkimpy's
        told["name"] = name.decode("ascii", "replace").rstrip(".")
        told["text"], told["evidence"] = key_of(told["name"])
        return told["text"].encode() or None

    try:
        holds = bool(dkim.DKIM(content).verify(idx=index, dnsfunc=look_up))
    except _DKIM_FAULTS:
        holds = False
    selector, split, domain = told.get("name", "").partition("._domainkey.")
    if not split:
        return None
    verdict = Verdict.VALID if holds else Verdict.BROKEN if told.get("text") else Verdict.NO_KEY
    return Signature(domain.lower(), selector, verdict, told.get("evidence", ""))
