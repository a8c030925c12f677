"""Two dossiers turn out to be one customer: what people know of its silence stands with one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from muniment.core.actor import Actor
from muniment.ledger.services import append_entry
from muniment.warning.domain.outcomes import Reason
from muniment.warning.models import (
    CustomerWarning,
    CustomerWord,
    Rhythm,
    Suspension,
    WinBack,
    WinBackStep,
)
from muniment.warning.sealing import opened, seal

JOINED, WARNING_JOINED = "warning.customer.joined", "warning.warning.joined"


def on_merged(gone: UUID, kept: UUID, by: Actor, at: datetime) -> None:
    """Move words, suspensions, warnings, win-back cases, and the rhythm where none is.

    Of two open warnings for the same reason the one that stays keeps its own; a second open
    win-back case ends with the merging. From the next night on the house judges both orders
    together.
    """
    words = list(CustomerWord.objects.filter(dossier=gone).order_by("id"))
    warnings = _move_warnings(gone, kept, by, at)
    facts = {
        "words": _move("word", words, gone, kept),
        "warnings": sum(row.reason != Reason.TAKEN for row in warnings),
        "cases": _move_cases(gone, kept, by, at),
        "suspensions": Suspension.objects.filter(dossier=gone).update(dossier=kept),
        "rhythms": _move_rhythm(gone, kept, at),
    }
    if any(facts.values()) or warnings:
        append_entry(
            kind=JOINED, subject=kept, by=by, at=at, facts={"other": str(gone), **facts},
            refs=[gone],
        )  # fmt: skip


def _move_warnings(gone: UUID, kept: UUID, by: Actor, at: datetime) -> list[CustomerWarning]:
    """Move open and answered ones, each with an entry in its own chain; close what is twice."""
    rows = list(CustomerWarning.objects.filter(dossier=gone).order_by("id"))
    standing = CustomerWarning.objects.filter(dossier=kept, closed_at=None)
    there = set(standing.values_list("reason", "employee"))
    twins = [
        row for row in rows if row.closed_at is None and (row.reason, row.employee_id) in there
    ]
    for row in twins:
        row.closed_at = at
        row.save(update_fields=["closed_at"])
    _move("outcome", [row for row in rows if row not in twins], gone, kept)
    for row in rows:
        facts = {"warning": str(row.id), "other": str(gone), "twice": row in twins}
        append_entry(kind=WARNING_JOINED, subject=row.chain, by=by, at=at, facts=facts)
    return rows


def _move(kind: str, rows: Sequence[Any], gone: UUID, kept: UUID) -> int:
    _reseal(kind, rows, gone, kept)
    for row in rows:
        row.dossier_id = kept
        row.save(update_fields=["dossier", "sealed"])
    return len(rows)


def _reseal(kind: str, rows: Sequence[Any], gone: UUID, kept: UUID) -> None:
    told = opened(kind, [(gone, row.id, row.sealed) for row in rows])
    for row in rows:
        if told[row.id]:
            row.sealed = seal(kept, kind, row.id, told[row.id])


def _move_cases(gone: UUID, kept: UUID, by: Actor, at: datetime) -> int:
    cases = list(WinBack.objects.filter(dossier=gone).order_by("id"))
    if WinBack.objects.filter(dossier=kept, closed_at=None).exists():
        second = WinBack.objects.filter(dossier=gone, closed_at=None)
        second.update(closed_at=at, closed_by=by.person_id)
    steps = list(WinBackStep.objects.filter(case__in=cases).order_by("id"))
    _reseal("step", steps, gone, kept)
    WinBackStep.objects.bulk_update(steps, ["sealed"])
    return _move("winback", cases, gone, kept)


def _move_rhythm(gone: UUID, kept: UUID, at: datetime) -> int:
    running = Rhythm.objects.filter(dossier=gone, ended_at=None)
    if Rhythm.objects.filter(dossier=kept, ended_at=None).exists():
        running.update(ended_at=at)
    return Rhythm.objects.filter(dossier=gone).update(dossier=kept)
