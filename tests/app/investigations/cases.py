"""What the tests of cases share: facts, a scripted check, a finding."""

from collections.abc import Mapping
from uuid import UUID

from muniment.investigations import services
from muniment.investigations.domain.checks import (
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

FACTS = {
    "company.name": ["Nordlicht Handels GmbH"],
    "company.country": ["DE"],
    "contact.email": ["einkauf@nordlicht-handel.example"],
}


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

    def not_applicable(self, _: Subject) -> str:
        return ""

    def run(self, subject: Subject, world: World) -> Result:
        self.asked.append(subject)
        return self.act(subject, world)

    def act(self, _: Subject, __: World) -> Result:
        return self.result


def found(
    signal: str = "person.not_on_site", key: str = "k", fingerprint: str = "1", **told: object
):
    return Found(signal, key=key, fingerprint=fingerprint, **told)  # type: ignore[arg-type]
