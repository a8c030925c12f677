"""Checking a proof on the page, with the verifier that strangers use, step by step."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from muniment.web.ledger.drawing import Drawing, draw
from muniment_verify import Finding, Misuse, Untrusted, verify
from muniment_verify.forms import parse_proof

_STEPS: dict[str, str | Promise] = {
    "format": gettext_lazy("The proof has the form of a proof."),
    "signature": gettext_lazy("The key of the log signed the checkpoint."),
    "inclusion": gettext_lazy("These very bytes stand at their place in the signed tree."),
    "entry": gettext_lazy("The bytes are an entry of Muniment, to the last one."),
    "origin": gettext_lazy("The entry was made for this log."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `state` is good, bad, or open when an earlier one failed."""

    title: str
    detail: str
    state: str


@dataclass(frozen=True, slots=True)
class Check:
    """What the verifier found; `drawing` only when it holds."""

    is_good: bool
    steps: tuple[Step, ...]
    drawing: Drawing | None = None


def check(proof: bytes, entry: bytes, key: str) -> Check:
    """Run the verifier over the files that a stranger would get; raises nothing."""
    try:
        found = verify(proof, entry, [key])
    except Untrusted as no:
        return Check(False, _up_to(no.part, no.why))
    except Misuse as misuse:
        return Check(False, _up_to("signature", misuse.why))
    path = parse_proof(proof).path
    drawing = draw(found.leaf, index=found.index, size=found.size, path=path)
    return Check(True, _all_good(found, len(path)), drawing)


def _all_good(found: Finding, hashes: int) -> tuple[Step, ...]:
    said = found.entry or {}
    details = {
        "format": gettext("A checkpoint over %(size)d entries, and %(hashes)d hashes.")
        % {"size": found.size, "hashes": hashes},
        "signature": ", ".join(mark.name for mark in found.marks),
        "inclusion": gettext("Place %(index)d, counted from 0; leaf hash %(leaf)s…")
        % {"index": found.index, "leaf": found.leaf.hex()[:16]},
        "entry": f"{said.get('type', '')} · {said.get('at', '')}",
        "origin": found.origin,
    }
    return tuple(Step(str(title), details[part], "good") for part, title in _STEPS.items())


def _up_to(failed: str, why: str) -> tuple[Step, ...]:
    parts = list(_STEPS)
    fails_at = parts.index(failed)
    return tuple(
        Step(
            str(_STEPS[part]),
            why if place == fails_at else "",
            "good" if place < fails_at else "bad" if place == fails_at else "open",
        )
        for place, part in enumerate(parts)
    )
