"""Ties of a case to other companies: found by comparing, remembered with what people said."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from muniment.core.ids import new_id
from muniment.investigations.comparing import known_records, names_of, refusals_in, subject_records
from muniment.investigations.domain.hands import Known
from muniment.investigations.domain.hands.records import Record
from muniment.investigations.domain.hands.ties import Lead, Link, Strength, Tie
from muniment.investigations.domain.hands.words import what_of
from muniment.investigations.domain.house import Dispute, Kin
from muniment.investigations.domain.tokens import customers_in, token_of
from muniment.investigations.models import Case, HandsLink
from muniment.investigations.sealing import CaseSeal, seal_of
from muniment.matching.names import Kind, Strictness, compare
from muniment.screening.domain.hits import Strength as HitStrength
from muniment.screening.domain.lists import OWN
from muniment.screening.domain.parties import PartyKind
from muniment.screening.queries import screen

_MOST_LINKS = 50
_MOST_SAID = 6


@dataclass(frozen=True, slots=True)
class _Far:
    """The other side of a tie: who it is, and how strongly the subject is tied to it.

    Attributes:
        company: a customer's token, or `case:` and an id.
        names: for asking our own list; told to nobody.
    """

    company: str
    is_link: bool
    weight: float
    ties: tuple[Tie, ...]
    names: tuple[str, ...]


def same_hands(case_id: UUID, facts: Mapping[str, Sequence[str]], at: datetime) -> tuple[Kin, ...]:
    """Compare a case with all customers and cases, remember the ties, and tell them.

    Costs as much as reading all of them: some seconds for ten thousand companies.
    """
    case = Case.objects.get(pk=case_id)
    found = _compare(known_records(case=case, at=at), facts)
    with transaction.atomic():
        rows = _remember(case_id, found, at)
    return tuple(_kin(one, rows[one.company], at) for one in found if _stands(rows[one.company]))


def _compare(records: Sequence[Record], facts: Mapping[str, Sequence[str]]) -> list[_Far]:
    known = Known(records)
    near = known.ties_of(subject_records(facts))
    by_id = {record.rec_id: record for record in records}
    companies = {company.number: company for company in known.hands.companies}
    found: dict[str, _Far] = {}
    told: Iterable[Link | Lead] = (*near.links, *near.leads)
    for one in told:
        theirs = [by_id[rec_id] for rec_id in companies[one.company_b].rec_ids]
        names = tuple(dict.fromkeys(it.company_name for it in theirs if it.company_name))
        far = _Far(theirs[0].company, isinstance(one, Link), one.weight, one.ties, names)
        found.setdefault(far.company, far)
    return list(found.values())[:_MOST_LINKS]


def _remember(case_id: UUID, found: Sequence[_Far], at: datetime) -> dict[str, HandsLink]:
    Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    seal = seal_of(case_id)
    standing = {_far_side(row): row for row in HandsLink.objects.filter(_current(case_id))}
    rows = {one.company: _write(case_id, seal, one, standing.get(one.company), at) for one in found}
    gone = [row.pk for company, row in standing.items() if company not in rows]
    HandsLink.objects.filter(pk__in=gone, state=HandsLink.State.OPEN).update(superseded_at=at)
    return rows


def _current(case_id: UUID) -> Q:
    return Q(case=case_id, superseded_at=None)


def _far_side(row: HandsLink) -> str:
    return token_of(row.other_dossier_id) if row.other_dossier_id else f"case:{row.other_id}"


def _write(
    case_id: UUID, seal: CaseSeal, far: _Far, row: HandsLink | None, at: datetime
) -> HandsLink:
    content = _content(far)
    strength = HandsLink.Strength.LINK if far.is_link else HandsLink.Strength.LEAD
    if row is not None:
        before = seal.open("link", row.id, row.sealed)
        if before["fingerprint"] == content["fingerprint"] or _stands(row):
            content["reason"] = before.get("reason", "")
            row.sealed, row.strength = seal.seal("link", row.id, content), strength
            row.save(update_fields=["sealed", "strength"])
            return row
        # Denied on other grounds than now: a person must look again.
        HandsLink.objects.filter(pk=row.pk).update(superseded_at=at)
    row_id, customers = new_id(), customers_in(far.company)
    return HandsLink.objects.create(
        id=row_id, case_id=case_id, strength=strength, found_at=at,
        other_dossier_id=next(iter(customers), None),
        other_id=None if customers else UUID(far.company.removeprefix("case:")),
        sealed=seal.seal("link", row_id, content),
    )  # fmt: skip


def _stands(row: HandsLink) -> bool:
    return row.state != HandsLink.State.DENIED


def _content(far: _Far) -> dict[str, Any]:
    """Keep this case's own spelling only: the other one belongs to another case."""
    counting = sorted([it.kind.value, it.left_value] for it in _counting(far.ties))
    mark = hashlib.sha256(json.dumps(counting).encode("utf-8", "replace")).hexdigest()[:32]
    return {
        "weight": round(far.weight, 3),
        "fingerprint": mark,
        "ties": [
            {
                "kind": it.kind.value, "value": it.left_value, "shared_by": it.shared_by,
                "strength": it.strength.value, "why": it.why,
            }
            for it in far.ties
        ],
    }  # fmt: skip


def _counting(ties: Iterable[Tie]) -> list[Tie]:
    return [tie for tie in ties if tie.strength is not Strength.NONE]


def _kin(far: _Far, row: HandsLink, at: datetime) -> Kin:
    confirmed = row.state == HandsLink.State.CONFIRMED
    ties = _counting(far.ties)[:_MOST_SAID]
    disputes = Case.objects.filter(_far_cases(row), trigger=Case.Trigger.DISPUTE)
    return Kin(
        key=far.company,
        company=_called(far.company, row),
        why="; ".join(f"{what_of(it)} {it.left_value}" for it in ties),
        mark="; ".join(f"{it.kind.value} {it.left_value}" for it in ties),
        is_link=far.is_link or confirmed,
        confidence=100 if confirmed else round(100 / (1 + exp(-far.weight))),
        blacklisted=far.is_link and _on_own_list(far.names, at),
        refused=disputes.exists(),
    )


def _called(company: str, row: HandsLink) -> str:
    if row.other_id is None:
        return company
    return Case.objects.values_list("number", flat=True).get(pk=row.other_id)


def _on_own_list(names: Sequence[str], at: datetime) -> bool:
    hits = screen(names, PartyKind.ENTITY, at=at).hits if names else ()
    return any(it.party.list_id == OWN and it.strength is HitStrength.STRONG for it in hits)


def _far_cases(row: HandsLink) -> Q:
    return Q(dossier=row.other_dossier_id) if row.other_dossier_id else Q(pk=row.other_id)


def own_disputes(case_id: UUID, names: Sequence[str], at: datetime) -> tuple[Dispute, ...]:
    """Disputes with this customer, with linked ones, and with anybody of nearly the same name."""
    case = Case.objects.get(pk=case_id)
    wanted = Q(dossier=case.dossier_id) if case.dossier_id else Q(pk__in=())
    for link in HandsLink.objects.filter(_current(case_id), state=HandsLink.State.CONFIRMED):
        wanted |= _far_cases(link)
    disputes = Case.objects.filter(trigger=Case.Trigger.DISPUTE).exclude(pk=case_id)
    known = set(disputes.filter(wanted).values_list("id", flat=True))
    rows = {row.id: row for row in disputes.exclude(state=Case.State.ERASED)}
    named = names_of(case_id, [one for one in rows if one not in known], at)
    known |= {one for one, theirs in named.items() if _share_a_name(names, theirs)}
    refusals = refusals_in(case_id, [one for one in rows if one in known], at)
    return tuple(
        Dispute(
            key=str(row.id), party=row.number, note=timezone.localdate(row.opened_at).isoformat(),
            refusals=refusals.get(row.id, 0),
        )
        for row in sorted(rows.values(), key=lambda row: row.number, reverse=True)
        if row.id in known
    )  # fmt: skip


def _share_a_name(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return any(
        compare(one, other, kind=Kind.COMPANY, strictness=Strictness.MERGING).is_match
        for one in ours
        for other in theirs
    )
