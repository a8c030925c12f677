"""Lists of denied parties, our own list, our own disputes. An old list never says “clean”."""

import json
from collections.abc import Iterable, Iterator
from typing import ClassVar

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.base import HouseCheck
from muniment.investigations.domain.checks import (
    Found,
    NotReached,
    Outcome,
    Result,
    Step,
    Subject,
    World,
)
from muniment.investigations.domain.house import Dispute
from muniment.investigations.domain.screened import BUYER, SCREENED
from muniment.screening.domain.hits import Hit, Screened, Strength, Verdict
from muniment.screening.domain.lists import OWN
from muniment.screening.domain.parties import DateSource, PartyKind

CLEAR_DAYS = 1
"""A list that was fresh when it was asked may be too old to clear anybody the day after."""
_SIGNALS = {
    Strength.STRONG: "list.denied_party",
    Strength.POSSIBLE: "list.possible_party",
    Strength.WEAK: "list.weak_party",
}


class DeniedPartiesCheck(HouseCheck):
    """Ask the lists in the house about every party of the deal."""

    id: ClassVar[str] = "lists.denied"
    version: ClassVar[int] = 2
    title: ClassVar[str] = gettext_noop("Sanctions, denied parties and our own list")
    step: ClassVar[Step] = Step.LISTS
    needs: ClassVar[tuple[frozenset[str], ...]] = (BUYER,)
    also: ClassVar[frozenset[str]] = frozenset({*SCREENED, "company.country", "person.birth_date"})
    weight: ClassVar[int] = 5
    timeout_s: ClassVar[float] = 60.0
    max_age_days: ClassVar[int] = 1

    def run(self, subject: Subject, world: World) -> Result:
        """Ask once a kind of party; hits are kept even when a list is too old."""
        answers = [
            _asked(subject, world, code, kind)
            for code, kind in SCREENED.items()
            if subject.all(code)
        ]
        lists = {state.list_id: state for one in answers for state in one.lists}
        kept = world.keep(_record(answers), kind="screening", source="lists")
        found = tuple(_each_once(hit for one in answers for hit in _hits(one, kept)))
        detail = {"lists": [state.facts() for state in lists.values()]}
        dated = [one for one in lists.values() if one.source is not DateSource.LIVING]
        if not dated or any(one.verdict is Verdict.NO_LIST for one in answers):
            return Result(Outcome.UNAVAILABLE, found, "no_list", detail=detail)
        if any(one.too_old for one in dated):
            return Result(Outcome.UNAVAILABLE, found, "list_too_old", detail=detail)
        if found:
            return Result(Outcome.DONE, found, detail=detail)
        oldest = min(one.on for one in dated).isoformat()
        clear = Found("list.clear", "lists", {"count": len(dated), "oldest": oldest},
                      confidence=90, evidence=(kept,), valid_days=CLEAR_DAYS)  # fmt: skip
        return Result(Outcome.NOTHING_FOUND, (clear,), detail=detail)


def _asked(subject: Subject, world: World, code: str, kind: PartyKind) -> Screened:
    countries = subject.all("company.country") if code in BUYER else ()
    birth_dates = subject.all("person.birth_date") if code == "person.name" else ()
    answer = world.ask(
        "screen",
        names=subject.all(code),
        kind=kind.value,
        countries=countries,
        birth_dates=birth_dates,
    )
    if not isinstance(answer, Screened):
        raise NotReached("malformed")
    return answer


def _hits(answer: Screened, kept: str) -> Iterator[Found]:
    for hit in answer.hits:
        yield _hit(hit, kept)


def _hit(hit: Hit, kept: str) -> Found:
    """A hit as a finding; another row or another name brings a dismissed one back.

    Who stands on our own list and why is told to its keepers there, on record; not in a case.
    """
    own = hit.party.list_id == OWN
    facts: dict[str, str | int] = {
        "asked": hit.asked_name,
        "uid": hit.party.uid,
        "list_date": hit.list_date.on.isoformat(),
    }
    if not own:
        facts |= {"listed": hit.listed_name, "list": hit.party.list_id, "score": hit.score}
    return Found(
        signal="list.own_blacklist" if own else _SIGNALS[hit.strength],
        key=f"{hit.party.list_id} {hit.party.uid} {hit.asked_name.casefold()}",
        facts=facts,
        excerpt="" if own else hit.why,
        confidence=max(0, min(100, hit.score)),
        evidence=(kept,),
        fingerprint=hit.party.fingerprint(),
        valid_days=30,
    )


def _each_once(found: Iterable[Found]) -> Iterator[Found]:
    seen: dict[str, Found] = {}
    for one in found:
        if one.key not in seen or one.confidence > seen[one.key].confidence:
            seen[one.key] = one
    yield from seen.values()


def _record(answers: list[Screened]) -> bytes:
    """What was asked of the lists and answered, as evidence."""
    told = [
        {
            "verdict": one.verdict.value,
            "lists": [state.facts() for state in one.lists],
            "hits": [_kept(hit) for hit in one.hits],
        }
        for one in answers
    ]
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def _kept(hit: Hit) -> dict[str, object]:
    """A hit as evidence; of our own list the number only, for a case is read by more people."""
    facts = dict(hit.facts())
    if hit.party.list_id != OWN:
        return facts
    return {name: facts[name] for name in ("asked_name", "list", "list_date", "uid", "score")}


class DisputesCheck(HouseCheck):
    """Ask our own file of disputes about the buyer."""

    id: ClassVar[str] = "lists.disputes"
    title: ClassVar[str] = gettext_noop("Our own disputes")
    step: ClassVar[Step] = Step.LISTS
    needs: ClassVar[tuple[frozenset[str], ...]] = (frozenset({"company.name", "person.name"}),)
    weight: ClassVar[int] = 2
    timeout_s: ClassVar[float] = 30.0
    max_age_days: ClassVar[int] = 7

    def run(self, subject: Subject, world: World) -> Result:
        """Ask for disputes and refused goods under any name of the case."""
        asked = (*subject.all("company.name"), *subject.all("person.name"))
        answer = world.ask("own_disputes", names=asked)
        if not isinstance(answer, tuple) or not all(isinstance(one, Dispute) for one in answer):
            raise NotReached("malformed")
        found = tuple(one for dispute in answer for one in _dispute(dispute))
        return Result(Outcome.DONE if found else Outcome.NOTHING_FOUND, found)


def _dispute(dispute: Dispute) -> Iterator[Found]:
    marks = f"{dispute.note}|{dispute.refusals}"
    told: dict[str, str | int] = {"party": dispute.party, "note": dispute.note}
    yield Found("list.own_dispute", dispute.key, told, dispute.note, 90, fingerprint=marks)
    if dispute.refusals:
        yield Found("conduct.refused_at_port", dispute.key, {"times": dispute.refusals},
                    dispute.note, 90, fingerprint=marks)  # fmt: skip
