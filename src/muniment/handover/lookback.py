"""The 90 days before notice, worked out once and frozen: what was read, copied, asked, unusual."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from muniment.core import canonical
from muniment.core.clock import rfc3339
from muniment.handover.domain.lookback import (
    PAST,
    WINDOW,
    Look,
    by_compartment,
    figures,
    striking,
)
from muniment.ledger import queries as ledger
from muniment.ledger.queries import EntryRow
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.vault import queries as vault
from muniment.vault.queries import KeptRow, PastLook

VERSION = 1
_PAGE = 500
_LISTS = "vault.list.shown"
_COPIES = (
    "investigations.report.made",
    "investigations.evidence.read",
    "submissions.statement.made",
    "handover.confirmation.link_made",  # letters to take along, with their one-time links
    "touches.feed.made",  # an address outside that tells her customers' codenames
)
"""Entries of what left the house as a file, a letter or an address."""
_QUESTIONS = ("vault.clash.checked", "vault.clash.refused")


def record_of(person_id: UUID, *, until: datetime) -> tuple[bytes, str]:
    """Work the look-back out: its canonical bytes, and their SHA-256 in hex.

    Reads what is on record already: consultations, and ledger entries of the person. Values
    and purposes are not opened; each look names the entry that proves it.
    """
    since = until - WINDOW
    looks, past = _looks(person_id, since, until), _looks(person_id, since - PAST, since)
    acts, acts_before = _acts(person_id, since, until), _acts(person_id, since - PAST, since)
    now = figures(looks, acts.counts, until=until)
    before = figures(past, acts_before.counts, until=since)
    peers = _peers(person_id, since, until)
    told: dict[str, Any] = {
        "v": VERSION,
        "person": str(person_id),
        "from": rfc3339(since),
        "until": rfc3339(until),
        "figures": asdict(now),
        "before": asdict(before),
        "peers": peers,
        "striking": [
            {"flag": one.flag.value, "found": one.found, "usual": one.usual}
            for one in striking(now, before, peers)
        ],
        "compartments": [[code, count] for code, count in by_compartment(looks).items()],
        "kinds": [[kind, count] for kind, count in sorted(acts.kinds.items())],
        "lists": acts.lists,
        "looks": [_told(one) for one in looks],
    }
    plain = canonical.dump(told)
    return plain, hashlib.sha256(plain).hexdigest()


def _told(one: Look) -> dict[str, Any]:
    return {
        "dossier": str(one.dossier_id), "compartment": one.compartment, "given": one.given,
        "reason": one.reason, "at": rfc3339(one.at), "hers": one.hers, "entry": str(one.entry_id),
    }  # fmt: skip


def _looks(person_id: UUID, since: datetime, until: datetime) -> list[Look]:
    spans: dict[UUID, list[KeptRow]] = defaultdict(list)
    for span in vault.custody_by(person_id):
        spans[span.dossier_id].append(span)
    return [
        Look(
            dossier_id=one.dossier_id, compartment=one.compartment, given=one.given,
            reason=one.reason, at=one.at, hour=timezone.localtime(one.at).hour,
            hers=_hers(one, spans[one.dossier_id]), entry_id=one.entry_id,
        )
        for one in vault.looks_between(person_id, since=since, until=until)
    ]  # fmt: skip


def _hers(look: PastLook, spans: list[KeptRow]) -> bool:
    return any(
        span.starts_at <= look.at and (span.ends_at is None or look.at < span.ends_at)
        for span in spans
    )


class _Acts:
    """What a person's entries of one time come to."""

    def __init__(self, rows: Iterator[EntryRow]) -> None:
        self.kinds: Counter[str] = Counter()
        self.lists: list[str] = []
        self.searches = 0
        for row in rows:
            self.kinds[row.kind] += 1
            if row.kind == _LISTS:
                self.lists.append(str(row.id))
                self.searches += bool(row.facts.get("searched"))

    @property
    def counts(self) -> dict[str, int]:
        """The counts that figures are made of."""
        return {
            "lists": self.kinds[_LISTS],
            "searches": self.searches,
            "copies": sum(self.kinds[kind] for kind in _COPIES),
            "questions": sum(self.kinds[kind] for kind in _QUESTIONS),
        }


def _acts(person_id: UUID, since: datetime, until: datetime) -> _Acts:
    return _Acts(_entries(person_id, since, until))


def _entries(person_id: UUID, since: datetime, until: datetime) -> Iterator[EntryRow]:
    cursor = None
    while True:
        page = ledger.entries(
            actor=person_id, since=since, before=until, cursor=cursor, limit=_PAGE
        )
        yield from page.rows
        cursor = page.next_cursor
        if cursor is None:
            return


def _peers(person_id: UUID, since: datetime, until: datetime) -> list[int]:
    """Looks of others of the same role at work, as bare numbers in their order."""
    person = people.reader(person_id)
    same = [
        row.id
        for row in people.people(limit=10_000).rows
        if person and row.role is person.role and row.state is State.ACTIVE and row.id != person_id
    ]
    return sorted(vault.look_counts(same, since=since, until=until).values())
