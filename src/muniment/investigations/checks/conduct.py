"""Words: how the buyer writes, and what the text of a letter of credit says."""

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.base import HouseCheck
from muniment.investigations.domain.checks import (
    Found,
    Outcome,
    Result,
    Step,
    Subject,
    World,
)
from muniment.investigations.domain.inquiry import parse_inquiry
from muniment.investigations.domain.words import LONGEST_TEXT, Spotted, in_credit, in_mail

_FIELD = re.compile(r"(?m)^\s*:?(\d{2}[A-Z]?)\s*:")
_FIELDS_OF_A_CREDIT = ("20", "31D", "32B", "40A", "41", "50", "59")
"""Fields that an MT700 cannot be without; 41 comes as 41A or 41D. Source: SWIFT, category 7."""


class _Words(HouseCheck):
    """What both checks have in common."""

    step: ClassVar[Step] = Step.DEAL
    timeout_s: ClassVar[float] = 10.0
    max_age_days: ClassVar[int] = 365


class ConductCheck(_Words):
    """Look for words of haste, secrecy, changed accounts and strange payments in the mails."""

    id: ClassVar[str] = "deal.conduct"
    title: ClassVar[str] = gettext_noop("Words of the mail: haste, secrecy, changed accounts")
    needs: ClassVar[tuple[frozenset[str], ...]] = (frozenset({"mail.raw"}),)
    weight: ClassVar[int] = 2

    def run(self, subject: Subject, world: World) -> Result:
        """Read each mail, its own words without what it quotes."""
        found: dict[str, Found] = {}
        for raw in subject.all("mail.raw"):
            kept = world.keep(raw.encode(), kind="mail", source="inquiry")
            text = parse_inquiry(raw).text or raw
            for one in _findings(in_mail(text), kept, confidence=60):
                found.setdefault(one.signal, one)
        return Result(_outcome(found), tuple(found.values()))


class CreditCheck(_Words):
    """Look for soft clauses in the text of a letter of credit."""

    id: ClassVar[str] = "deal.letter_of_credit"
    title: ClassVar[str] = gettext_noop("Soft clauses in the letter of credit")
    needs: ClassVar[tuple[frozenset[str], ...]] = (frozenset({"deal.letter_of_credit"}),)
    weight: ClassVar[int] = 3

    def not_applicable(self, subject: Subject) -> str:
        """Without a letter of credit in the terms there is nothing to read."""
        terms = " ".join(subject.all("deal.payment"))
        named = re.search(r"\bl ?/? ?c\b|letter of credit|documentary credit|信用证", terms, re.I)
        return "" if named or subject.all("deal.letter_of_credit") else "no_letter_of_credit"

    def run(self, subject: Subject, world: World) -> Result:
        """Read the newest text; that nothing was spotted is told, and means little."""
        text = subject.one("deal.letter_of_credit")
        kept = world.keep(text.encode(), kind="letter_of_credit", source="case")
        found = [*_findings(in_credit(text), kept, confidence=75), *_missing_fields(text, kept)]
        if not any(one.signal != "credit.confirmed" for one in found):
            found.append(Found("credit.clean", "credit", confidence=60, evidence=(kept,)))
        return Result(Outcome.DONE, tuple(found))


def _findings(spotted: Iterable[Spotted], kept: str, *, confidence: int) -> Iterator[Found]:
    for one in spotted:
        yield Found(one.signal, one.signal, {"words": one.words}, one.words, confidence, (kept,),
                    fingerprint=one.words.casefold())  # fmt: skip


def _missing_fields(text: str, kept: str) -> Iterator[Found]:
    """Only a text that is plainly a SWIFT message can lack a field."""
    fields = {found[1] for found in _FIELD.finditer(text[:LONGEST_TEXT])}
    if not {"40A", "32B"} & fields or len(fields) < 5:
        return
    for field in _FIELDS_OF_A_CREDIT:
        if not any(one.startswith(field) for one in fields):
            yield Found("credit.field_missing", field, {"field": field}, "", 70, (kept,))


def _outcome(found: object) -> Outcome:
    return Outcome.DONE if found else Outcome.NOTHING_FOUND
