"""Lists that others keep and answer for: OpenSanctions or one's own yente, and the US search."""

import json
from collections.abc import Sequence
from itertools import islice
from typing import ClassVar
from urllib.parse import quote, urlencode

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.base import ReadingCheck
from muniment.investigations.domain.checks import (
    Fetched,
    Found,
    Outcome,
    Result,
    Source,
    Step,
    Subject,
    World,
)
from muniment.investigations.domain.registries import csl, yente
from muniment.investigations.domain.registries.yente import OutsideHit
from muniment.investigations.domain.screened import BUYER, SCREENED, parties
from muniment.investigations.outside.asking import body_of
from muniment.screening.domain.parties import PartyKind

POSSIBLE = 70
"""Below this score of 100 a hit is not worth a person's time."""
_SHOWN = 10
_MOST_ASKED = 20
_SCHEMAS = {
    PartyKind.ENTITY: "Company",
    PartyKind.PERSON: "Person",
    PartyKind.VESSEL: "Vessel",
}
"""Of Follow the Money; “LegalEntity” is a company or a person."""


class _ListCheck(ReadingCheck):
    """What the two have in common."""

    version: ClassVar[int] = 2
    step: ClassVar[Step] = Step.LISTS
    needs: ClassVar[Sequence[frozenset[str]]] = (BUYER,)
    also: ClassVar[frozenset[str]] = frozenset({*SCREENED, "company.country", "person.birth_date"})
    weight: ClassVar[int] = 3
    max_age_days: ClassVar[int] = 7


class OpenSanctions(_ListCheck):
    """Does a matching service know the company or the person?"""

    id: ClassVar[str] = "lists.opensanctions"
    title: ClassVar[str] = gettext_noop("OpenSanctions (service or own yente)")
    sources: ClassVar[tuple[Source, ...]] = (
        Source("OpenSanctions", "https://www.opensanctions.org",
               gettext_noop("Data CC BY-NC: a business needs a licence; each question costs.")),
    )  # fmt: skip
    needs_key: ClassVar[tuple[str, ...]] = ("yente.url",)

    def read(self, subject: Subject, world: World) -> Result:
        """Ask about all names in one call."""
        queries = _queries(subject)
        fetched = self._ask(world, queries)
        body = body_of(fetched) or b""
        found: list[Found] = []
        for number, (asked, _) in queries.items():
            hits = yente.parse(body, number)
            found += _found(asked, hits, "OpenSanctions", fetched, subject)
        return Result(Outcome.DONE if found else Outcome.NOTHING_FOUND, tuple(found))

    def _ask(self, world: World, queries: dict[str, tuple[str, dict[str, object]]]) -> Fetched:
        base = world.setting("yente.url").rstrip("/")
        dataset = quote(world.setting("yente.dataset") or "default", safe="")
        asked = {"queries": {number: query for number, (_, query) in queries.items()}}
        key = world.setting("yente.key")
        return world.fetch(
            f"{base}/match/{dataset}?algorithm=logic-v2&threshold=0.7", method="POST",
            body=json.dumps(asked).encode(), headers={"content-type": "application/json"},
            secret_headers={"authorization": f"ApiKey {key}"} if key else None,
        )  # fmt: skip


class UsScreeningList(_ListCheck):
    """Does the United States' search over its export lists know the company or the person?"""

    id: ClassVar[str] = "lists.us_csl"
    title: ClassVar[str] = gettext_noop("US Consolidated Screening List (online search)")
    sources: ClassVar[tuple[Source, ...]] = (
        Source("Consolidated Screening List", "https://www.trade.gov/consolidated-screening-list",
               gettext_noop("Free with a key of your own; the link to the source must be shown.")),
    )  # fmt: skip
    needs_key: ClassVar[tuple[str, ...]] = ("us_csl.key",)

    def read(self, subject: Subject, world: World) -> Result:
        """Ask once a name."""
        base = (
            world.setting("us_csl.url") or "https://data.trade.gov/consolidated_screening_list/v1"
        )
        found: list[Found] = []
        for asked, _ in _queries(subject).values():
            told = urlencode({"name": asked, "fuzzy_name": "true", "size": "50"})
            fetched = world.fetch(
                f"{base}/search?{told}",
                secret_headers={"subscription-key": world.setting("us_csl.key")},
            )
            hits = csl.parse(body_of(fetched) or b"")
            found += _found(asked, hits, "US CSL", fetched, subject)
        return Result(Outcome.DONE if found else Outcome.NOTHING_FOUND, tuple(found))


def _queries(subject: Subject) -> dict[str, tuple[str, dict[str, object]]]:
    """The names to ask about, numbered, each with its query."""
    country = subject.one("company.country").lower()
    told: dict[str, tuple[str, dict[str, object]]] = {}
    for at, (code, name) in enumerate(islice(parties(subject), _MOST_ASKED)):
        schema = _SCHEMAS.get(SCREENED[code], "LegalEntity")
        properties: dict[str, list[str]] = {"name": [name]}
        if country and schema == "Company" and code in BUYER:
            properties["jurisdiction"] = [country]
        told[f"q{at}"] = (name, {"schema": schema, "properties": properties})
    return told


def _found(
    asked: str, hits: Sequence[OutsideHit], service: str, fetched: Fetched, subject: Subject
) -> list[Found]:
    kept = [hit for hit in hits if hit.is_match or hit.score >= POSSIBLE]
    return [
        Found(
            "list.denied_party" if hit.is_match else "list.possible_party",
            key=f"{service}:{hit.uid}",
            facts={
                "asked": asked, "listed": hit.name, "list": ", ".join(hit.lists) or service,
                "list_date": hit.changed or subject.today.isoformat(), "uid": hit.uid,
                "score": hit.score,
            },
            excerpt=" · ".join(part for part in (hit.name, service, hit.link) if part),
            confidence=min(hit.score, 95), evidence=(fetched.evidence,),
            fingerprint=f"{asked}|{hit.name}|{hit.changed}",
        )
        for hit in kept[:_SHOWN]
    ]  # fmt: skip
