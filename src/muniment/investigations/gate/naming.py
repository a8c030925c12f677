"""Whose codename a reader learns from a case: only of customers whose name is open to her."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from muniment.core.actor import Actor
from muniment.investigations.casefile import FindingRow, LinkRow, RunRow
from muniment.investigations.domain.tokens import (
    HIDDEN,
    customers_in,
    spell_out,
)
from muniment.investigations.loading import Insides
from muniment.vault import gate as vault
from muniment.vault.domain.policy import Outcome
from muniment.vault.queries import codenames_of

_NAME = "identity.legal_name"
_MOST = 20
"""Customers whose cells are looked up for one page; further ones stay dots."""


def named(inside: Insides, reader: Actor, at: datetime) -> Insides:
    """Put codenames in the place of tokens; nothing is asked where no customer is named."""
    told = [_text(row) for row in inside.findings]
    told += [json.dumps(run.detail, ensure_ascii=False) for run in inside.runs.values()]
    ids = {one for text in told for one in customers_in(text)}
    ids |= {row.other_dossier_id for row in inside.links if row.other_dossier_id}
    if not ids:
        return inside
    codenames = known_codenames(ids, reader, at)
    return replace(
        inside,
        findings=tuple(_finding(row, codenames) for row in inside.findings),
        runs={check: _run(row, codenames) for check, row in inside.runs.items()},
        links=tuple(_link(row, codenames) for row in inside.links),
    )


def known_codenames(ids: Iterable[UUID], reader: Actor, at: datetime) -> dict[UUID, str]:
    """Codenames of those customers whose name the access table shows this reader."""
    shown = [one for one in sorted(ids)[:_MOST] if _is_open(one, reader, at)]
    return codenames_of(shown)


def _is_open(dossier_id: UUID, reader: Actor, at: datetime) -> bool:
    try:
        panes = vault.panes(reader=reader, dossier_id=dossier_id, compartments=["identity"], at=at)
    except vault.DossierNotFound:
        return False
    pane = panes.get(_NAME)
    return pane is not None and (
        pane.decision.outcome is Outcome.SHOW and not pane.decision.spends_look
    )


def _text(row: FindingRow) -> str:
    return "\n".join([row.key, row.excerpt, *map(str, row.facts.values())])


def _finding(row: FindingRow, codenames: Mapping[UUID, str]) -> FindingRow:
    facts = {
        name: spell_out(value, codenames) if isinstance(value, str) else value
        for name, value in row.facts.items()
    }
    return replace(
        row, facts=facts, key=spell_out(row.key, codenames),
        excerpt=spell_out(row.excerpt, codenames),
    )  # fmt: skip


def _run(row: RunRow, codenames: Mapping[UUID, str]) -> RunRow:
    told = json.dumps(row.detail, ensure_ascii=False)
    if not customers_in(told):
        return row
    detail: dict[str, Any] = json.loads(spell_out(told, codenames))
    return replace(row, detail=detail)


def _link(row: LinkRow, codenames: Mapping[UUID, str]) -> LinkRow:
    if row.other_dossier_id is None:
        return row
    known = codenames.get(row.other_dossier_id)
    if known is None:
        return replace(row, other_dossier_id=None, other_name=HIDDEN)
    return replace(row, other_name=known)
