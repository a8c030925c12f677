"""What was loaded: frozen rows out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from muniment.customs_data.domain.roles import Role
from muniment.customs_data.models import Load, OurCodes, RememberedLayout


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One load as lists show it; `coverage` of profiles is made of these."""

    id: UUID
    name: str
    sha256: str
    provider: str
    as_of: date | None
    fingerprint: str
    source_kind: str
    reporting_country: str
    direction: str
    rows: int
    counted: int
    left_out: int
    unpriced: int
    first_on: date | None
    last_on: date | None
    by: UUID | None
    at: datetime
    removed_at: datetime | None

    @classmethod
    def of(cls, load: Load) -> "LoadRow":
        """Copy what may leave the room."""
        told = {name: getattr(load, name) for name in cls.__slots__ if name != "by"}
        return cls(**told, by=load.by_id)


def loads(*, removed: bool = False, limit: int = 1000) -> list[LoadRow]:
    """List the loads whose rows are here (or with `removed` all that ever were), newest first.

    One SQL query.
    """
    found = Load.objects.all() if removed else Load.objects.filter(removed_at=None)
    return [LoadRow.of(load) for load in found.order_by("-at", "-id")[:limit]]


def load_of(sha256: str) -> LoadRow | None:
    """Give the load that this very file became and that was not removed; one SQL query."""
    found = Load.objects.filter(sha256=sha256, removed_at=None).first()
    return LoadRow.of(found) if found else None


def load(load_id: UUID) -> LoadRow | None:
    """Give one load, removed or not; None when there never was one."""
    found = Load.objects.filter(pk=load_id).first()
    return LoadRow.of(found) if found else None


def our_codes() -> tuple[str, ...]:
    """Give the HS codes of our own goods, as somebody set them last; one SQL query."""
    newest = OurCodes.objects.order_by("-at", "-id").first()
    return tuple(newest.codes) if newest else ()


def remembered(fingerprint: str = "") -> Mapping[str, Mapping[Role, int]]:
    """Give what people confirmed of columns, by fingerprint; one fingerprint or all."""
    kept = RememberedLayout.objects.all()
    if fingerprint:
        kept = kept.filter(fingerprint=fingerprint)
    roles = {role.value for role in Role}
    return {
        it.fingerprint: {Role(name): int(n) for name, n in it.columns.items() if name in roles}
        for it in kept
    }
