"""The Internet Archive's Wayback Machine: since when a site is known, and how often it changed."""

from dataclasses import dataclass
from datetime import date, datetime

from muniment.investigations.domain.registries.answers import Malformed, json_of

_HEAD = ["timestamp", "statuscode", "digest"]
FIELDS = ",".join(_HEAD)


@dataclass(frozen=True, slots=True)
class Captures:
    """Captures of a site's first page; `versions` counts different contents."""

    count: int
    first_on: date | None
    last_on: date | None
    versions: int


def parse_cdx(body: bytes) -> Captures:
    """Read `/cdx/search/cdx?…&output=json&fl=timestamp,statuscode,digest`.

    Raises:
        Malformed: neither empty nor a table with our columns.
    """
    if not body.strip():
        return Captures(0, None, None, 0)
    value = json_of(body).value
    if not isinstance(value, list) or (value and value[0] != _HEAD):
        raise Malformed("not_cdx")
    rows = [row for row in value[1:] if isinstance(row, list) and len(row) == len(_HEAD)]
    good = [row for row in rows if _day(row[0])]
    days = [day for row in good if (day := _day(row[0]))]
    return Captures(
        len(good), min(days, default=None), max(days, default=None),
        len({str(row[2]) for row in good}),
    )  # fmt: skip


def _day(stamp: object) -> date | None:
    try:
        return datetime.strptime(str(stamp)[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
