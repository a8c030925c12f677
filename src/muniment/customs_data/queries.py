"""What was loaded: frozen rows out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Min, Q, Sum

from muniment.core import cursor as cursors
from muniment.core.clock import rfc3339
from muniment.core.cursor import CursorInvalid, Page
from muniment.customs_data.domain.dates import ORDERS, DateForm
from muniment.customs_data.domain.layouts import Remembered
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


def loads_page(*, cursor: str | None = None, limit: int = 50) -> Page[LoadRow]:
    """The loads whose rows are here, newest first, page by page; one SQL query.

    Raises:
        CursorInvalid: the cursor was not made by this list.
    """
    found = Load.objects.filter(removed_at=None)
    if cursor:
        at, load_id = _key(cursor)
        found = found.filter(Q(at__lt=at) | Q(at=at, id__lt=load_id))
    rows = list(found.order_by("-at", "-id")[: limit + 1])
    last = rows[limit - 1] if len(rows) > limit else None
    following = cursors.encode(rfc3339(last.at), last.id.hex) if last else None
    return Page([LoadRow.of(row) for row in rows[:limit]], following)


def _key(cursor: str) -> tuple[datetime, UUID]:
    at, load_id = cursors.decode(cursor, str, str)
    try:
        return datetime.fromisoformat(str(at)), UUID(str(load_id))
    except ValueError:
        raise CursorInvalid from None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What is loaded of one kind, country and direction: loads, rows, first and last day."""

    source_kind: str
    reporting_country: str
    direction: str
    loads: int
    rows: int
    left_out: int
    first_on: date | None
    last_on: date | None


def sources() -> list[SourceRow]:
    """Sum up what is loaded, by country, kind and direction; one SQL query."""
    by = ("source_kind", "reporting_country", "direction")
    found = Load.objects.filter(removed_at=None).order_by().values(*by)
    summed = found.annotate(
        loads=Count("id"), n=Sum("counted"), aside=Sum("left_out"), first=Min("first_on"),
        last=Max("last_on"),
    )  # fmt: skip
    rows = [
        SourceRow(
            row["source_kind"], row["reporting_country"], row["direction"], row["loads"],
            row["n"], row["aside"], row["first"], row["last"],
        )
        for row in summed
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.reporting_country, row.direction, row.source_kind))


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


def remembered() -> Mapping[str, Remembered]:
    """Give what people confirmed of files, by fingerprint; one SQL query."""
    return {it.fingerprint: _remembered(it) for it in RememberedLayout.objects.all()}


def _remembered(kept: RememberedLayout) -> Remembered:
    roles = {role.value for role in Role}
    return Remembered(
        columns={Role(name): int(n) for name, n in kept.columns.items() if name in roles},
        date_form=DateForm(kept.date_form) if kept.date_form in ORDERS else None,
        currency=kept.currency,
    )
