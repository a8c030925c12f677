"""What is asked of whom: rhythms and thresholds in force."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from muniment.people import queries as people
from muniment.people.queries import PeopleFilter, PersonRow
from muniment.submissions.domain.rhythm import Beat
from muniment.submissions.models import Rhythm, Threshold
from muniment.vault import queries as vault
from muniment.vault.domain.duties import KEEPERS

_EVERYBODY = 10_000


@dataclass(frozen=True, slots=True)
class RhythmRow:
    """One rhythm in force; of the whole company when neither role nor team is named."""

    id: UUID
    role: str
    team_id: UUID | None
    beat: Beat
    since: datetime  # the first rhythm of this scope began then

    @property
    def scope(self) -> tuple[str, UUID | None]:
        """Whom it is for."""
        return self.role, self.team_id


@dataclass(frozen=True, slots=True)
class Asked:
    """What one person is asked for, and since which day."""

    beat: Beat
    since: date


def rhythms() -> list[RhythmRow]:
    """Rhythms in force, the company's first, then by role, then by team; one query."""
    rows = list(Rhythm.objects.order_by("starts_at", "id"))
    first: dict[tuple[str, UUID | None], datetime] = {}
    for row in rows:
        first.setdefault((row.role, row.team_id), row.starts_at)
    return [
        RhythmRow(
            row.id, row.role, row.team_id, Beat(row.weeks, row.weekday),
            first[row.role, row.team_id],
        )
        for row in sorted(rows, key=lambda row: (row.team_id is not None, row.role, row.starts_at))
        if row.ends_at is None
    ]  # fmt: skip


def thresholds() -> dict[str, int]:
    """Days that the company set, by compartment or field code; one query."""
    rows = Threshold.objects.filter(ends_at=None).order_by("code")
    return dict(rows.values_list("code", "days"))


def keepers_at_work(person_ids: Iterable[UUID] | None = None) -> list[PersonRow]:
    """People at work whose role keeps customers, by name; one query."""
    wanted = None if person_ids is None else set(person_ids)
    rows = people.people(PeopleFilter(), limit=_EVERYBODY).rows
    return [row for row in rows if row.role in KEEPERS and (wanted is None or row.id in wanted)]


def asked_of(person_ids: Iterable[UUID]) -> dict[UUID, Asked]:
    """What each person is asked for; people of whom nothing is asked are absent.

    Nothing is asked of somebody who keeps no customer, and nothing from before she kept her
    first one. Four queries.
    """
    everybody = keepers_at_work(person_ids)
    return asked_among(everybody, vault.kept_by_any(row.id for row in everybody))


def asked_among(
    everybody: Iterable[PersonRow], kept: Mapping[UUID, Sequence[UUID]]
) -> dict[UUID, Asked]:
    """What each of these people is asked for, given the customers they keep; two queries."""
    standing = {row.scope: row for row in rhythms()}
    first = vault.first_custody(kept)
    found: dict[UUID, Asked] = {}
    for person in everybody:
        rule = _rule_of(person, standing)
        if rule is None or not rule.beat.asks or person.id not in kept:
            continue
        begins = max(rule.since, first.get(person.id, rule.since))
        found[person.id] = Asked(rule.beat, timezone.localdate(begins))
    return found


def _rule_of(
    person: PersonRow, standing: dict[tuple[str, UUID | None], RhythmRow]
) -> RhythmRow | None:
    scopes: list[tuple[str, UUID | None]] = [(person.role.value, None), ("", None)]
    if person.team_id:
        scopes.insert(0, ("", person.team_id))
    return next((standing[scope] for scope in scopes if scope in standing), None)
