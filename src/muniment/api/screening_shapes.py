"""What goes in and out of the operations on lists and screening."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from muniment.api.shapes import Asked, Code, Rows, Sentence, Shape, Text, VersionNumber, listed
from muniment.screening.domain.hits import Strength, Verdict
from muniment.screening.domain.parties import DateSource, NameQuality, PartyKind

MOST_PARTIES = 500
Day = Annotated[str, StringConstraints(pattern=r"^~?[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Few = Field(max_length=50)


class ListTold(Shape):
    """A list in force, its day and its age; one that is too old never says "no hit"."""

    list_id: str
    title: str
    on: date
    source: DateSource
    age_days: int
    too_old: bool
    parties: int


class ListsTold(Shape):
    """The lists in force, the house's own among them."""

    rows: list[ListTold]
    newest: int


class VersionTold(Shape):
    """One loading of one list; `date_source` says how we know its day."""

    number: int
    list_id: str
    title: str
    layout: str
    dated_on: date
    date_source: DateSource
    sha256: str
    parties: int
    names: int
    bad_rows: int
    added: int
    changed: int
    removed: int
    loaded_at: datetime
    loaded_by: UUID | None


class VersionsTold(Shape):
    """Loadings, newest first."""

    rows: list[VersionTold]


class VersionsAsked(Schema):
    """Loadings of which list."""

    list_id: Code | None = None
    limit: Rows = 100


class NameTold(Shape):
    """One name as the list writes it."""

    text: str
    quality: NameQuality


class PartyTold(Shape):
    """Somebody on a list, as the list has them."""

    list_id: str
    uid: str
    kind: PartyKind
    names: list[NameTold]
    countries: list[str]
    birth_dates: list[str]
    addresses: list[str]
    identifiers: list[tuple[str, str]]
    programmes: list[str]
    remarks: str
    listed_on: str
    changed_on: str


class ListChange(StrEnum):
    """What happened to a row of a list."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class ChangeTold(Shape):
    """One listed party that came, changed or went."""

    change: ListChange
    party: PartyTold


class ChangesAsked(Schema):
    """After which version, and which part of the answer."""

    since: VersionNumber
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    limit: Rows = 50


class ChangesTold(Shape):
    """What the lists brought after a version, up to `upto`: ask again from there.

    The house's own list is read by itself and is not among them.
    """

    since: int
    upto: int
    added: int
    changed: int
    removed: int
    rows: list[ChangeTold]
    next_offset: int | None


class PartyQuestion(Asked):
    """Whom to look for; what is left empty is not known and counts neither way."""

    names: Annotated[list[Text], Field(min_length=1, max_length=50)]
    kind: PartyKind = PartyKind.UNKNOWN
    countries: Annotated[list[Country], Few] = []
    birth_dates: Annotated[list[Day], Few] = []
    identifiers: Annotated[list[Text], Few] = []


class Screening(Asked):
    """Questions, up to 500; the answers stand in their order."""

    parties: Annotated[list[PartyQuestion], Field(min_length=1, max_length=MOST_PARTIES)]


class Point(Shape):
    """One thing beside or behind the score, and what it did to it in hundredths."""

    code: str
    asked: str
    listed: str
    effect: int


class HitTold(Shape):
    """One listed party that may be the one asked for, with the day of its list.

    `is_hidden`: on the house's own list, which the caller does not keep; its entry is left out.
    """

    is_hidden: bool
    party: PartyTold
    list_date: date
    list_date_source: DateSource
    score: int
    name_score: int
    asked_name: str
    listed_name: str
    strength: Annotated[Strength, listed(Strength)]
    evidence: list[Point]
    why: str


class AnswerTold(Shape):
    """The answer to one question."""

    verdict: Annotated[Verdict, listed(Verdict)]
    hits: list[HitTold]


class ScreeningTold(Shape):
    """The answers, and the lists on which all of them rest."""

    lists: list[ListTold]
    answers: list[AnswerTold]


class Vouched(Asked):
    """Files to load together, as a list of several files needs it (OFAC's has three).

    `dates` are days that the caller vouches for, by name of file or id of list. A list that
    comes without one of its files, or loses more than 10 % and 50 of its parties, is loaded
    only with `parts_may_miss` or `may_shrink`.
    """

    file_ids: Annotated[list[UUID], Field(min_length=1, max_length=20)]
    dates: Annotated[dict[Text, date], Field(max_length=20)] = {}
    good_rows_only: bool = False
    parts_may_miss: bool = False
    may_shrink: bool = False


class LoadedTold(Shape):
    """What one list brought; `number` is its version."""

    list_id: str
    number: int
    dated_on: date
    date_source: DateSource
    parties: int
    bad_rows: int
    added: int
    changed: int
    removed: int


class LoadedLists(Shape):
    """What each list brought."""

    rows: list[LoadedTold]


class Identifier(Asked):
    """A number and what it is: passport, registration, ship."""

    kind: Text
    number: Text


class OwnAsked(Asked):
    """Whom to put on the house's own list, and why."""

    names: Annotated[list[Text], Field(min_length=1, max_length=50)]
    kind: PartyKind
    reason: Sentence
    countries: Annotated[list[Country], Few] = []
    birth_dates: Annotated[list[Day], Few] = []
    identifiers: Annotated[list[Identifier], Few] = []


class OwnTold(Shape):
    """An entry of the own list, and how often they were suspected."""

    id: UUID
    party: PartyTold
    reason: str
    suspected: int
    entered_at: datetime
    entered_by: UUID | None


class OwnList(Shape):
    """The own list, newest entry first."""

    rows: list[OwnTold]


class Suspected(Shape):
    """How often they were suspected now."""

    times: int


class Removal(Asked):
    """Why somebody comes off the own list."""

    reason: Sentence
