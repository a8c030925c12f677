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
    """One person in the list: what hangs on her, and what she could read now.

    Attributes:
        band: of the customers whose amounts are open to the reader, None where no one's is;
            `untold` counts the others.
        turnover: the orders in her reach, of customers whose amounts are open to the reader.
    """

    id: UUID
    name: str
    role: Role
    state: State
    customers: int
    band: Band | None
    untold: int
    reach: Figures
    turnover: float | None


@dataclass(frozen=True, slots=True)
class Tile:
    """One customer on the map; `known` counts company people whom it knows.

    `usd` is None where the access table keeps it from the reader; `area` then is a usual one.
    """

    dossier_id: UUID
    codename: str
    usd: float | None
    known: int
    follow: float
    area: float


@dataclass(frozen=True, slots=True)
class Group:
    """The customers of one keeper; `rest` are the many without a tile, `area` is of all."""

    keeper_id: UUID | None
    name: str
    usd: float | None
    tiles: tuple[Tile, ...]
    rest: int
    rest_area: float

    @property
    def area(self) -> float:
        """The area of all its customers."""
        return sum(tile.area for tile in self.tiles) + self.rest_area


@dataclass(frozen=True, slots=True)
class Todo:
    """Where a deputy would take most off: the likelihood falls by `fall`, the middle by `cut`.

    Attributes:
        person: on whom most hangs that a deputy would take off: after a hand-over often whoever
            handed the customer over, and not its keeper yet.
        usd, cut: US dollars a year, None where the access table keeps them from the reader.
    """

    dossier_id: UUID
    codename: str
    keeper_id: UUID
    keeper: str
    person_id: UUID
    person: str
    usd: float | None
    known: int
    fall: float
    cut: float | None


@dataclass(frozen=True, slots=True)
class HouseView:
    """The map and the list; `survey` is None before the first one.

    Attributes:
        alone: customers that know one of us or nobody.
        total: of the customers whose amounts are open to the reader; `untold` counts the others.
    """

    survey: SurveyRow | None
    people: tuple[PersonLine, ...]
    groups: tuple[Group, ...]
    todo: tuple[Todo, ...]
    total: Band | None
    untold: int
    customers: int
    alone: int


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One customer that hangs on a person, with the signs that made it so.

    `money` and `cut` are None where the access table keeps them from the reader.
    """

    dossier_id: UUID
    codename: str
    follow: float
    money: HangRow | None
    known: int
    spread: float
    share: float | None
    factors: tuple[Factor, ...]
    fall: float
    cut: float | None


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person: what she could read, what she read, what hangs on her.

    Attributes:
        turnover: the orders in her reach, of customers whose amounts are open to the reader.
        band: of the same customers; `untold` counts the others.
    """

    id: UUID
    name: str
    role: Role
    state: State
    survey: SurveyRow | None
    reach: Reach
    turnover: float | None
    seen: Seen
    band: Band | None
    untold: int
    held: tuple[HeldRow, ...]
    customers: int
    codenames: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class BondView:
    """One person's bond with a customer, and what would loosen it."""

    person_id: UUID
    name: str
    follow: float
    money: HangRow | None
    signs: Signs
    factors: tuple[Factor, ...]
    fall: float
    cut: float | None


@dataclass(frozen=True, slots=True)
class CustomerView:
    """One customer: on whom it hangs; `hidden` people are not the reader's to know about.

    `money` is None where the access table keeps it from the reader.
    """

    dossier_id: UUID
    codename: str
    survey: SurveyRow
    known: int
    spread: float
    money: CustomerRow | None
    bonds: tuple[BondView, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class PairRow:
    """One customer of two people who leave together; `money` is None where it is closed."""

    dossier_id: UUID
    codename: str
    follow: float
    money: HangRow | None


@dataclass(frozen=True, slots=True)
class PairView:
    """Two people leaving together, beside each of them alone; `untold` amounts are left out."""

    first: PersonRow
    second: PersonRow
    apart: tuple[Band | None, Band | None]
    together: Band | None
    untold: int
    shared: int
    rows: tuple[PairRow, ...]
