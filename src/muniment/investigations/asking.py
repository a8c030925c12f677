"""Questionnaires of a case unsealed for the house's own work: checks, letters, answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from muniment.investigations.domain.answers import BY_HAND, OWN_MAILBOX, Asked, State
from muniment.investigations.domain.questionnaires import forms
from muniment.investigations.models import Questionnaire
from muniment.investigations.sealing import CaseSeal, seal_of

SEALED = "questionnaire"
"""The kind to which the sealed content of a row is bound."""


def asked_in(case_id: UUID, at: datetime, seal: CaseSeal | None = None) -> tuple[Asked, ...]:
    """All questionnaires of a case as checks see them, oldest first; two queries."""
    rows = list(Questionnaire.objects.filter(case=case_id).order_by("number"))
    if not rows:
        return ()
    opener = seal or seal_of(case_id)
    return tuple(_asked(row, opener.open(SEALED, row.id, row.sealed), at) for row in rows)


def state_of(state: str, expires_at: datetime, at: datetime) -> State:
    """How it stands; a link that has run out makes a waiting questionnaire overdue."""
    if state == Questionnaire.State.WAITING and expires_at <= at:
        return State.OVERDUE
    return State(state)


def _asked(row: Questionnaire, told: Mapping[str, Any], at: datetime) -> Asked:
    answer = told.get("answer") or {}
    return Asked(
        key=str(row.id), form=row.form, state=state_of(row.state, row.expires_at, at),
        until=timezone.localdate(row.expires_at), named_by_buyer=told["named_by_buyer"],
        recipient_email=told["email"], recipient_phone=told["phone"],
        values=answer.get("values", {}), may_quote=answer.get("may_quote", False),
        evidence=answer.get("receipt", ""), doubt=_doubt(row, told),
    )  # fmt: skip


def _doubt(row: Questionnaire, told: Mapping[str, Any]) -> str:
    if not row.by_mail:
        return BY_HAND
    return OWN_MAILBOX if told.get("own_provider") else ""


def for_check(case_id: UUID, check: str, at: datetime) -> tuple[Asked, ...]:
    """The questionnaires whose answers settle one check."""
    known = forms()
    return tuple(
        one for one in asked_in(case_id, at) if one.form in known and known[one.form].check == check
    )
