"""A list as its files tell it: parties, its date, and the rows that could not be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from muniment.core.errors import MunimentError, gettext_noop
from muniment.screening.domain.parties import DateSource, ListDate, ListedParty

OWN = "own"
"""The house's own list."""


class ListUnreadable(MunimentError):
    """A file is no list that we know; nothing was loaded."""

    code = "screening.list.unreadable"
    title = gettext_noop("{file} cannot be read as a list of denied parties.")
    next_step = gettext_noop(
        "Use the file as its government publishes it, or a CSV with a column called name."
    )


class RowsUnreadable(MunimentError):
    """Some rows of a list cannot be read; nothing was loaded."""

    code = "screening.list.rows_unreadable"
    title = gettext_noop("{rows} rows of {file} cannot be read; the first stands in line {line}.")
    next_step = gettext_noop("Get the file again, or ask for the readable rows to be loaded.")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it lies there; `modified_on` is the last resort for the date of the list."""

    name: str
    data: bytes
    modified_on: date | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that says nothing usable: file, line (from 1), and why as a code."""

    file: str
    line: int
    code: str


@dataclass(slots=True)
class Rows:
    """What a parser of one layout collects.

    Attributes:
        dated_on: the date that the file itself tells.
    """

    parties: list[ListedParty] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReadList:
    """One list, read from one or more files.

    Attributes:
        layout: which parser read it.
        sha256: over the files as they lay there, in the order of their names; 32 bytes.
        missing: files that belong to the list and did not come, by what they hold.
    """

    list_id: str
    title: str
    layout: str
    date: ListDate
    parties: Sequence[ListedParty]
    bad: Sequence[BadRow]
    files: Sequence[SourceFile]
    sha256: bytes
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What a newer state of lists brings: whole parties; removed ones as they stood."""

    added: Sequence[ListedParty]
    changed: Sequence[ListedParty]
    removed: Sequence[ListedParty]

    @property
    def fresh(self) -> Sequence[ListedParty]:
        """What has to be screened again."""
        return (*self.added, *self.changed)


def difference(old: Sequence[ListedParty], new: Sequence[ListedParty]) -> Difference:
    """Compare two states of one or more lists by what the lists call their rows."""
    before = {(it.list_id, it.uid): it for it in old}
    after = {(it.list_id, it.uid): it for it in new}
    return Difference(
        added=[it for key, it in after.items() if key not in before],
        changed=[it for key, it in after.items() if key in before and before[key] != it],
        removed=[it for key, it in before.items() if key not in after],
    )


def changed_since(parties: Sequence[ListedParty], since: date) -> list[ListedParty]:
    """Keep what came or changed on a day or later; a row without any date is kept too."""
    day = since.isoformat()
    return [it for it in parties if not (told := max(it.listed_on, it.changed_on)) or told >= day]


def dates_of(lists: Sequence[ReadList]) -> Mapping[str, ListDate]:
    """Give every list's date by its id."""
    return {it.list_id: it.date for it in lists}


def date_of(told: date | None, given: date | None, named: date | None, modified: date) -> ListDate:
    """Choose the date of a list: what the file says, what a person says, its name, its age."""
    for on, source in (
        (told, DateSource.FILE),
        (given, DateSource.GIVEN),
        (named, DateSource.FILE_NAME),
    ):
        if on is not None:
            return ListDate(on, source)
    return ListDate(modified, DateSource.FILE_TIME)
