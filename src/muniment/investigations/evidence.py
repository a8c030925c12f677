"""Evidence: kept before anybody reads it, in a chain that shows when a link is touched.

Each piece is written in a transaction of its own, with its ledger entry, so that a program
that dies while it reads an answer loses nothing of the answer.
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from muniment.core import canonical
from muniment.core.actor import Actor
from muniment.core.clock import rfc3339
from muniment.core.ids import new_id
from muniment.investigations.errors import CaseNotFound, EvidenceUnfit
from muniment.investigations.models import Case, Evidence, EvidenceContent
from muniment.investigations.sealing import CaseSeal, seal_of
from muniment.ledger import queries as ledger
from muniment.ledger.services import append_entry

KEPT = "investigations.evidence.kept"
LARGEST = 25_000_000
LONGEST_SOURCE = 2000
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece of evidence just kept; `sha256` of the plain bytes, hexadecimal."""

    id: UUID
    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a look through the chain showed.

    Attributes:
        count: links looked at; broken: numbers of links that do not hold, lowest first.
        is_whole: nothing is broken and the newest link is the one that the case names.
    """

    count: int
    broken: tuple[int, ...]
    is_whole: bool


def keep(
    *,
    case_id: UUID,
    content: bytes,
    kind: str,
    source: str,
    by: Actor,
    at: datetime,
    method: str = "",
    status: int | None = None,
    run_id: UUID | None = None,
    supersedes: UUID | None = None,
) -> Kept:
    """Seal bytes as the next link of a case's chain; durable when it returns.

    Args:
        kind: what it is (`http`, `dns`, `mail`, `paste`, `screenshot`, `upload`, `link`, …).
        source: the address it came from, or whose words it is.
        method: how it was had: `GET`, `typed`, `uploaded`, ….

    Raises:
        EvidenceUnfit: above 25 MB; an empty answer is an answer, and is kept.
        CaseErased, CaseNotFound: as the names say.
    """
    if len(content) > LARGEST:
        raise EvidenceUnfit(most_megabytes=LARGEST // 1_000_000)
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(pk=case_id).first()
        if case is None:
            raise CaseNotFound
        told = {
            "number": case.evidence_count + 1,
            "kind": _clean(kind)[:32],
            "source": _clean(source)[:LONGEST_SOURCE],
            "method": _clean(method)[:32],
            "status": status,
            "at": rfc3339(at),
            "by": by.ref,
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "salt": canonical.b64(os.urandom(_SALT_BYTES)),
            "supersedes": str(supersedes) if supersedes else None,
        }
        return _write(case, content, told, by=by, at=at, run_id=run_id, supersedes=supersedes)


def _clean(text: str) -> str:
    """Replace lone surrogates, which have no bytes."""
    return text.encode("utf-8", "replace").decode()


def _write(
    case: Case, content: bytes, told: Mapping[str, Any], *, by: Actor, at: datetime,
    run_id: UUID | None, supersedes: UUID | None,
) -> Kept:  # fmt: skip
    seal, row_id, number = seal_of(case.id), new_id(), int(told["number"])
    chain = link(case.evidence_head, told)
    Evidence.objects.create(
        id=row_id, case=case, number=number, run=run_id, chain=chain, at=at,
        sealed=seal.seal_bytes("evidence", row_id, canonical.dump(dict(told))),
        by_id=by.person_id, supersedes_id=supersedes,
    )  # fmt: skip
    EvidenceContent.objects.create(
        evidence_id=row_id, sealed=seal.seal_bytes("content", row_id, content)
    )
    case.evidence_count, case.evidence_head = number, chain
    case.save(update_fields=["evidence_count", "evidence_head"])
    append_entry(
        kind=KEPT, subject=case.id, by=by, at=at,
        facts={"evidence": str(row_id), "number": number, "chain": chain},
    )  # fmt: skip
    return Kept(row_id, number, str(told["sha256"]))


def link(before: str, told: Mapping[str, Any]) -> str:
    """Hash one link: SHA-256 over the 32 bytes before it (none at first) and the JSON.

    Hashes are written in hexadecimal; hashed are their bytes.
    """
    return hashlib.sha256(bytes.fromhex(before) + canonical.dump(dict(told))).hexdigest()


def meta_of(seal: CaseSeal, row: Evidence) -> dict[str, Any]:
    """Open what stands about one piece of evidence."""
    told: dict[str, Any] = canonical.load(seal.open_bytes("evidence", row.id, row.sealed))
    return told


def content_of(seal: CaseSeal, evidence_id: UUID) -> bytes:
    """Open the bytes of one piece of evidence; one query."""
    row = EvidenceContent.objects.get(pk=evidence_id)
    return seal.open_bytes("content", evidence_id, row.sealed)


def verify_chain(case_id: UUID) -> ChainReport:
    """Look through the whole chain of a case: seals, links, bytes, and the ledger's memory.

    Costs one query for each piece, a few more, and the reading of every byte kept.

    Raises:
        CaseNotFound, CaseErased: there is nothing to verify.
    """
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise CaseNotFound
    seal, before, broken = seal_of(case_id), "", list[int]()
    remembered = _remembered(case_id)
    rows = list(Evidence.objects.filter(case=case_id).order_by("number"))
    for place, row in enumerate(rows, 1):
        if row.number != place or not _holds(seal, row, before, remembered):
            broken.append(row.number)
        before = row.chain
    missing = sorted(set(remembered) - {row.number for row in rows})
    is_whole = not broken and not missing and before == case.evidence_head
    return ChainReport(len(rows), (*broken, *missing), is_whole)


def _holds(seal: CaseSeal, row: Evidence, before: str, remembered: Mapping[int, str]) -> bool:
    try:
        told, content = meta_of(seal, row), content_of(seal, row.id)
    except Exception:
        return False
    return (
        told["number"] == row.number
        and link(before, told) == row.chain
        and hashlib.sha256(content).hexdigest() == told["sha256"]
        and remembered.get(row.number) == row.chain
    )


def _remembered(case_id: UUID) -> dict[int, str]:
    """The links as the ledger has them: whoever rewrites the table cannot rewrite these."""
    found: dict[int, str] = {}
    cursor: str | None = None
    while True:
        page = ledger.entries_of(case_id, kinds=[KEPT], cursor=cursor, limit=500)
        found.update({row.facts["number"]: row.facts["chain"] for row in page.rows})
        cursor = page.next_cursor
        if cursor is None:
            return found
