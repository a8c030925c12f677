"""The company, its teams, and the companies whose people come in as guests."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from muniment.people.domain.secrets import digest
from muniment.people.models import Company, OutsideCompany, Team, open_to


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """The company this house belongs to; `keys_kept_at`: when a copy of the keys last left it."""

    name: str
    is_founded: bool
    keys_kept_at: datetime | None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team and how many people at work it has."""

    id: UUID
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class OutsideCompanyRow:
    """A company of guests; `kind` is `export_agent`, `law_firm` or `other`."""

    id: UUID
    kind: str
    name: str
    country: str
    count: int


def company() -> CompanyRow:
    """Name the company; one SQL query."""
    found = Company.objects.filter(pk=1).first()
    if found is None:
        return CompanyRow(name="", is_founded=False, keys_kept_at=None)
    return CompanyRow(
        name=found.name,
        is_founded=found.founded_at is not None,
        keys_kept_at=found.keys_kept_at,
    )


def is_first_run(token: str) -> bool:
    """Say whether this is the newest first-run token of a house without an owner."""
    found = Company.objects.filter(pk=1, founded_at=None).first()
    known = bytes(found.first_run_digest or b"") if found else b""
    return hmac.compare_digest(known, digest(token))


def teams() -> list[TeamRow]:
    """List the teams by name; one SQL query."""
    counted = Team.objects.annotate(count=Count("people", filter=open_to("people__")))
    return [
        TeamRow(id=team.id, name=team.name, count=team.count)
        for team in counted.order_by("name", "id")
    ]


def outside_companies() -> list[OutsideCompanyRow]:
    """List the companies of guests by name; one SQL query."""
    counted = OutsideCompany.objects.annotate(count=Count("people", filter=open_to("people__")))
    return [
        OutsideCompanyRow(
            id=row.id, kind=row.kind, name=row.name, country=row.country, count=row.count
        )
        for row in counted.order_by("name", "id")
    ]
