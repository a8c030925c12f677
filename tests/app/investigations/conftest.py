"""Cases in a small company: Ada leads them, Ben sells beside her, Kai watches."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from uuid import UUID

import pytest

from muniment.core.clock import frozen
from muniment.investigations import checks as registry
from muniment.investigations import services
from muniment.investigations.checks import Registry
from muniment.investigations.domain.checks import (
    Check,
    Found,
    Mode,
    Outcome,
    Result,
    Source,
    Step,
    Subject,
    World,
)
from tests.world import NOON
from tests.world import World as Company
from tests.world import world as build

FACTS = {
    "company.name": ["Nordlicht Handels GmbH"],
    "company.country": ["DE"],
    "contact.email": ["einkauf@nordlicht-handel.example"],
}


@pytest.fixture
def world(db: None) -> Company:
    return build()


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with frozen(NOON):
        yield


def opened(world: Company, by: str = "ada", facts: Mapping[str, list[str]] | None = None) -> UUID:
    """A case from an inquiry, opened by `by`."""
    return services.open_case(facts=facts or FACTS, by=world.actor(by), at=NOON)


class Scripted:
    """A check that answers what the test wrote down."""

    id = "test.scripted"
    version = 1
    title = "A scripted check"
    step = Step.EMAIL_WEB
    mode = Mode.OFFLINE
    needs: tuple[frozenset[str], ...] = (frozenset({"contact.email"}),)
    sources: tuple[Source, ...] = ()
    weight = 3
    timeout_s = 5.0
    max_age_days = 90
    minutes = 0
    needs_key: tuple[str, ...] = ()

    def __init__(self, **told: object) -> None:
        self.result = Result(Outcome.NOTHING_FOUND)
        self.asked: list[Subject] = []
        for name, value in told.items():
            setattr(self, name, value)

    def not_applicable(self, subject: Subject) -> str:
        return ""

    def run(self, subject: Subject, world: World) -> Result:
        self.asked.append(subject)
        return self.act(subject, world)

    def act(self, subject: Subject, world: World) -> Result:
        return self.result


def found(signal: str = "person.not_known", key: str = "k", fingerprint: str = "1", **told: object):
    return Found(signal, key=key, fingerprint=fingerprint, **told)  # type: ignore[arg-type]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch):
    """Have these checks and no others."""

    def install(*checks: Check) -> None:
        made = Registry(MappingProxyType({one.id: one for one in checks}), ())
        monkeypatch.setattr(registry, "registry", lambda: made)

    return install
