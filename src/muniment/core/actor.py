"""Who acts, through which door, from where."""

from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID


class Door(Enum):
    """Through which door somebody came."""

    WEB = "web"
    API = "api"
    CLI = "cli"
    WORKER = "worker"
    PORTAL = "portal"  # somebody without an account, by a one-time link


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request came from; all three are personal data and enter the ledger sealed.

    Attributes:
        address: network address as the server saw it, or "" when there is none.
        device: what the browser or the token calls itself, at most 200 characters.
        site: where the person says they are ("office", "fair", "home"), or "".
    """

    address: str = ""
    device: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the house itself) doing something now.

    Attributes:
        person_id: the person, or None when the house itself acts (schedules, start-up).
        door: the way in.
        session_id: names the sign-in or the API token; never the secret itself.
        scopes: what an API token allows; None means no token is involved.
    """

    person_id: UUID | None
    door: Door = Door.WEB
    place: Place = field(default_factory=Place)
    session_id: str = ""
    scopes: frozenset[str] | None = None

    @property
    def ref(self) -> str:
        """The name of the actor in the ledger: a random id, or `house`."""
        return str(self.person_id) if self.person_id else "house"


HOUSE = Actor(person_id=None, door=Door.WORKER)
