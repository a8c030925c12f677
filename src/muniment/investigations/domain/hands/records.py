"""What an investigator has seen of a company: one record a source, with gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop


class RecordsUnusable(MunimentError):
    """A table of records lacks what every record needs."""

    code = "investigations.hands.records_unusable"
    kind = ErrorKind.INVALID
    title = gettext_noop("The records have no column “{column}”.")
    next_step = gettext_noop("Give the file a first line with the names of its columns.")


@dataclass(frozen=True, slots=True)
class Record:
    """One sighting of one company. Every field but `rec_id` may be empty.

    Attributes:
        rec_id: name of the record, unique among the records.
        source: where it was seen: inquiry, registry, customs, exhibition, …
        icon, template: fingerprints of the web page's icon and of how it is built.
        company: a name of the company when the caller knows which records are one company's;
            otherwise "" and the records are put together by what they say.
    """

    rec_id: str
    source: str = ""
    company_name: str = ""
    registration_no: str = ""
    country: str = ""
    city: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    contact_name: str = ""
    director: str = ""
    bank_account: str = ""
    analytics_id: str = ""
    icon: str = ""
    template: str = ""
    inquiry_ip: str = ""
    company: str = ""


COLUMNS = tuple(field.name for field in fields(Record))
"""The columns that are read; others are left alone."""
_SELDOM = frozenset({"company", "icon", "template"})


def record_of(row: Mapping[str, str | None]) -> Record:
    """Read a row of a table; missing columns are empty, spaces around values go.

    Raises:
        RecordsUnusable: the row has no `rec_id`.
    """
    values = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if not values["rec_id"]:
        raise RecordsUnusable(column="rec_id")
    return Record(**values)


def missing_columns(header: Sequence[str]) -> tuple[str, ...]:
    """Name the columns that a table could have and has not, but for those few can have."""
    return tuple(name for name in COLUMNS if name not in header and name not in _SELDOM)
