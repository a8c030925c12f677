"""What is known: adding, adopting and withdrawing facts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from muniment.core.actor import Actor
from muniment.core.errors import gettext_noop
from muniment.core.ids import new_id
from muniment.investigations.domain import duties
from muniment.investigations.errors import FactInvalid, FactNotFound, NothingKnown
from muniment.investigations.models import Fact
from muniment.investigations.sealing import CaseSeal, seal_of
from muniment.investigations.services.common import hand, reason_given, record, rerate
from muniment.investigations.services.moving import facts_moved
from muniment.matching.countries import code_of

ADDED = "investigations.facts.added"
ADOPTED = "investigations.fact.adopted"
WITHDRAWN = "investigations.fact.withdrawn"
LONGEST = 4000
CORRECTED = "corrected"
"""The reason on record when another value takes the place of a fact."""
_WITHDRAWN = Fact.State.WITHDRAWN
COUNTRIES = frozenset({"company.country", "bank.country"})
_LONGER = {"mail.raw": 2_000_000, "deal.letter_of_credit": 200_000, "web.whois": 200_000}
MOST_VALUES = 500
_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+\Z")

Facts = Mapping[str, Sequence[str]]
"""Code → values, best first."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where facts come from: who says so, in which state they enter, which check if any."""

    source: Fact.Source
    state: Fact.State = Fact.State.ADOPTED
    check: str = ""
    note: str = ""


def add_facts(
    *, case_id: UUID, facts: Facts, note: str = "", by: Actor, at: datetime
) -> list[UUID]:
    """Add what a person knows; adopted at once. Values that stand there already are left out.

    Args:
        note: where it is from ("business card", "telephone call of 3 May").

    Raises:
        FactInvalid, NothingKnown: nothing was written.
        CaseNotFound, CaseNotYours, CaseClosed, CaseErased: see `common.hand`.
    """
    told = checked(facts)
    if not told:
        raise NothingKnown
    with transaction.atomic():
        held = hand(by, case_id, duties.may_work, at)
        seal = seal_of(case_id)
        origin = Origin(Fact.Source.PERSON, note=note[:LONGEST])
        added = write(case_id, seal, told, origin, by=by.person_id, at=at)
        if added:
            record(
                ADDED, case_id, by=by, at=at,
                facts={"codes": sorted(told), "count": len(added), "source": origin.source.value},
            )  # fmt: skip
            rerate(held.case, at)
            facts_moved(held.case, told, added, by=by, at=at)
    return added


def adopt_facts(*, case_id: UUID, fact_ids: Sequence[UUID], by: Actor, at: datetime) -> None:
    """Let checks rest on several proposed facts at once; all of them or none.

    Raises:
        FactNotFound: one of them is not proposed here. NothingKnown: none was chosen.
        Otherwise as `add_facts`.
    """
    wanted = list(dict.fromkeys(fact_ids))
    if not wanted:
        raise NothingKnown
    with transaction.atomic():
        held = hand(by, case_id, duties.may_judge, at)
        rows = list(Fact.objects.filter(pk__in=wanted, case=case_id, state=Fact.State.PROPOSED))
        if len(rows) != len(wanted):
            raise FactNotFound
        for row in rows:
            _settle(row, Fact.State.ADOPTED, by=by, at=at)
        rerate(held.case, at)
        facts_moved(held.case, _told(rows), wanted, by=by, at=at)


def correct_fact(
    *, case_id: UUID, fact_id: UUID, value: str, note: str = "", by: Actor, at: datetime
) -> UUID | None:
    """Put a better value in the place of a fact: the old one is withdrawn and stays as history.

    Returns:
        The id of the new fact, or None when that very value stands there already.

    Raises:
        FactNotFound: withdrawn already. FactInvalid, NothingKnown: nothing was written.
        Otherwise as `add_facts`.
    """
    with transaction.atomic():
        held = hand(by, case_id, duties.may_judge, at)
        row = Fact.objects.filter(pk=fact_id, case=case_id).exclude(state=_WITHDRAWN).first()
        if row is None:
            raise FactNotFound
        told = checked({row.code: [value]})
        if not told:
            raise NothingKnown
        instead = _told([row])[row.code] if row.state == Fact.State.ADOPTED else ()
        _settle(row, Fact.State.WITHDRAWN, by=by, at=at, reason=CORRECTED)
        origin = Origin(Fact.Source.PERSON, note=note[:LONGEST])
        added = write(case_id, seal_of(case_id), told, origin, by=by.person_id, at=at)
        record(
            ADDED, case_id, by=by, at=at,
            facts={"codes": sorted(told), "count": len(added), "source": origin.source.value},
        )  # fmt: skip
        rerate(held.case, at)
        facts_moved(held.case, told, added, by=by, at=at, instead=instead)
    return added[0] if added else None


def withdraw_fact(*, case_id: UUID, fact_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Take a fact back, proposed or adopted; it stays as history.

    Raises:
        FactNotFound: withdrawn already. ReasonMissing: say why. Otherwise as `add_facts`.
    """
    told = reason_given(reason)
    with transaction.atomic():
        held = hand(by, case_id, duties.may_judge, at)
        rows = Fact.objects.filter(pk=fact_id, case=case_id)
        row = rows.exclude(state=Fact.State.WITHDRAWN).first()
        if row is None:
            raise FactNotFound
        _settle(row, Fact.State.WITHDRAWN, by=by, at=at, reason=told)
        rerate(held.case, at)


def _told(rows: Iterable[Fact]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for row in rows:
        value = seal_of(row.case_id).open("fact", row.id, row.sealed)["value"]
        told.setdefault(row.code, []).append(value)
    return told


def _settle(row: Fact, after: Fact.State, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Move one fact inside the caller's transaction, with its entry."""
    row.state, row.state_by_id, row.state_at = after, by.person_id, at
    row.save(update_fields=["state", "state_by", "state_at"])
    record(
        ADOPTED if after == Fact.State.ADOPTED else WITHDRAWN, row.case_id, by=by, at=at,
        facts={"fact": str(row.id), "code": row.code},
        sealed={"reason": reason} if reason else {},
    )  # fmt: skip


def checked(facts: Facts) -> dict[str, list[str]]:
    """Clean what was typed or parsed: codes that are codes, values that say something.

    Raises:
        FactInvalid: names the code and what is wrong with it.
    """
    told: dict[str, list[str]] = {}
    for code, values in facts.items():
        if not _CODE.fullmatch(code) or len(code) > 64:
            raise FactInvalid(code=code[:64], why=gettext_noop("there is no such fact"))
        kept = list(dict.fromkeys(_value(code, value) for value in values))
        if any(kept):
            told[code] = [value for value in kept if value]
    if sum(map(len, told.values())) > MOST_VALUES:
        raise FactInvalid(code="", why=gettext_noop("these are more than 500 facts"))
    return told


def _value(code: str, value: str) -> str:
    clean = value.replace("\x00", "").encode("utf-8", "replace").decode().strip()
    if len(clean) > _LONGER.get(code, LONGEST):
        raise FactInvalid(code=code, why=gettext_noop("it is too long"))
    # Checks compare countries by their codes; a name that nobody knows stays as it was told.
    return (code_of(clean) or clean) if code in COUNTRIES else clean


def write(
    case_id: UUID, seal: CaseSeal, facts: Facts, origin: Origin, *, by: UUID | None, at: datetime
) -> list[UUID]:
    """Seal new facts inside the caller's transaction; the case is locked."""
    standing = _standing(case_id, seal, facts, origin)
    newest = dict(
        Fact.objects.filter(case=case_id, code__in=facts)
        .values_list("code")
        .annotate(newest=Max("version"))
    )
    rows = []
    for code, values in facts.items():
        for value in values:
            if (code, value) not in standing:
                version = newest[code] = newest.get(code, 0) + 1
                row = _row(case_id, seal, code, value, version=version, origin=origin, by=by, at=at)
                rows.append(row)
    Fact.objects.bulk_create(rows)
    return [row.id for row in rows]


def _standing(
    case_id: UUID, seal: CaseSeal, codes: Iterable[str], origin: Origin
) -> set[tuple[str, str]]:
    """What is there already; a proposal that a person withdrew is not made again.

    A person may say again what was withdrawn, as when she takes a correction back.
    What came out of a dossier does not count for a person: whether a value was new would tell
    her if a guess is right, and she may not be allowed to see it.
    """
    rows = Fact.objects.filter(case=case_id, code__in=list(codes))
    if origin.source == Fact.Source.PERSON:
        rows = rows.filter(source=Fact.Source.PERSON).exclude(state=_WITHDRAWN)
    return {(row.code, seal.open("fact", row.id, row.sealed)["value"]) for row in rows}


def _row(
    case_id: UUID, seal: CaseSeal, code: str, value: str, *, version: int, origin: Origin,
    by: UUID | None, at: datetime,
) -> Fact:  # fmt: skip
    row_id = new_id()
    told = {"value": value, "note": origin.note, "check": origin.check}
    return Fact(
        id=row_id, case_id=case_id, code=code, version=version, state=origin.state,
        source=origin.source, sealed=seal.seal("fact", row_id, told), by_id=by, at=at,
        state_by_id=by, state_at=at,
    )  # fmt: skip
