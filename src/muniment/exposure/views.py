"""What the pages and the API show of people and what hangs on them: frozen, decided, on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from muniment.exposure.domain.hang import Band, HangRow
from muniment.exposure.domain.reach import Figures
from muniment.exposure.domain.seen import Seen
from muniment.exposure.domain.weights import Factor, Signs
from muniment.exposure.queries.hang import CustomerRow, SurveyRow
from muniment.exposure.queries.reach import Reach
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.queries import PersonRow


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in the list: what hangs on her, and what she could read now."""

    id: UUID
    name: str
    role: Role
    state: State
    customers: int
    band: Band
    reach: Figures


@dataclass(frozen=True, slots=True)
class Tile:
    """One customer on the map; `known` counts company people whom it knows."""

    dossier_id: UUID
    codename: str
    usd: float
    known: int
    follow: float


@dataclass(frozen=True, slots=True)
class Group:
    """The customers of one keeper; `rest` are the many small ones, by number and money."""

    keeper_id: UUID | None
    name: str
    usd: float
    tiles: tuple[Tile, ...]
    rest: int
    rest_usd: float


@dataclass(frozen=True, slots=True)
class Todo:
    """Where a deputy would take most off: the middle falls by `cut` US dollars a year."""

    dossier_id: UUID
    codename: str
    keeper_id: UUID
    keeper: str
    usd: float
    known: int
    cut: float


@dataclass(frozen=True, slots=True)
class HouseView:
    """The map and the list; `survey` is None before the first one.

    Attributes:
        single: customers whose touches gather on one person. `alone`: whom nobody or one knows.
    """

    survey: SurveyRow | None
    people: tuple[PersonLine, ...]
    groups: tuple[Group, ...]
    todo: tuple[Todo, ...]
    total: Band
    customers: int
    single: int
    alone: int


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One customer that hangs on a person, with the signs that made it so."""

    hang: HangRow
    codename: str
    known: int
    spread: float
    share: float | None
    factors: tuple[Factor, ...]
    cut: float


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person: what she could read, what she read, what hangs on her."""

    id: UUID
    name: str
    role: Role
    state: State
    survey: SurveyRow | None
    reach: Reach
    seen: Seen
    band: Band
    held: tuple[HeldRow, ...]
    customers: int
    codenames: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class BondView:
    """One person's bond with a customer, and what would loosen it."""

    person_id: UUID
    name: str
    hang: HangRow
    signs: Signs
    factors: tuple[Factor, ...]
    cut: float


@dataclass(frozen=True, slots=True)
class CustomerView:
    """One customer: on whom it hangs; `hidden` people are not the reader's to know about."""

    dossier_id: UUID
    codename: str
    survey: SurveyRow
    customer: CustomerRow
    bonds: tuple[BondView, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class PairView:
    """Two people leaving together, beside each of them alone."""

    first: PersonRow
    second: PersonRow
    apart: tuple[Band, Band]
    together: Band
    shared: int
    rows: tuple[tuple[HangRow, str], ...]
