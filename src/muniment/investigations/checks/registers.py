"""Public registers of companies: does this company exist, since when, where, and does it stand?"""

import base64
import json
from collections.abc import Sequence
from typing import ClassVar
from urllib.parse import quote, urlencode

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.base import ReadingCheck
from muniment.investigations.domain.checks import (
    Fetched,
    Found,
    NotReached,
    Outcome,
    Result,
    Source,
    Step,
    Subject,
    World,
)
from muniment.investigations.domain.registries import (
    companies_house,
    gleif,
    opencorporates,
    vies,
)
from muniment.investigations.domain.registries.companies import (
    Compared,
    Registered,
    compare_company,
)
from muniment.investigations.outside.asking import body_of
from muniment.matching.names import Kind, Strictness, compare

_NAMED = frozenset({"company.name", "company.registration_number"})
_COMPANIES_HOUSE = "https://api.company-information.service.gov.uk"
MOST_NAMES = 3
"""Spellings of the company that are asked for; the first hit ends the asking."""


def _result(compared: Compared | None, *, missing: Found | None) -> Result:
    if compared is None:
        return Result(Outcome.NOTHING_FOUND, (missing,) if missing else ())
    return Result(Outcome.DONE, compared.found, learnt=compared.learnt)


class Gleif(ReadingCheck):
    """Has the company an LEI, and does its entry fit what the buyer wrote?"""

    id: ClassVar[str] = "basics.gleif"
    title: ClassVar[str] = gettext_noop("LEI register (GLEIF)")
    step: ClassVar[Step] = Step.BASICS
    needs: ClassVar[Sequence[frozenset[str]]] = (frozenset({"company.name", "company.lei"}),)
    sources: ClassVar[tuple[Source, ...]] = (
        Source("GLEIF", "https://search.gleif.org",
               gettext_noop("Open data (CC0); about 60 questions a minute.")),
    )  # fmt: skip
    weight: ClassVar[int] = 2
    max_age_days: ClassVar[int] = 90

    def read(self, subject: Subject, world: World) -> Result:
        """Ask by LEI, else by each spelling, exactly and then loosely."""
        base = world.setting("gleif.url") or "https://api.gleif.org/api/v1"
        for path in self._paths(subject):
            fetched = self._ask(world, f"{base}{path}")
            if (body := body_of(fetched)) is None:
                continue
            compared = compare_company(
                subject, gleif.parse_records(body), evidence=(fetched.evidence,)
            )
            if compared:
                return _result(compared, missing=None)
        return self._loosely(subject, world, base)

    def _loosely(self, subject: Subject, world: World, base: str) -> Result:
        """Not every company has an LEI: none found says nothing against it."""
        if not subject.one("company.name"):
            return Result(Outcome.NOTHING_FOUND)
        asked = urlencode({"field": "entity.legalName", "q": subject.one("company.name")})
        body = body_of(self._ask(world, f"{base}/fuzzycompletions?{asked}"))
        for lei in gleif.parse_completions(body)[:MOST_NAMES] if body else ():
            fetched = self._ask(world, f"{base}/lei-records/{quote(lei, safe='')}")
            if record := body_of(fetched):
                rows = gleif.parse_records(record)
                if compared := compare_company(subject, rows, evidence=(fetched.evidence,)):
                    return _result(compared, missing=None)
        return Result(Outcome.NOTHING_FOUND)

    def _paths(self, subject: Subject) -> list[str]:
        if lei := subject.one("company.lei"):
            return [f"/lei-records/{quote(lei.upper(), safe='')}"]
        return [
            "/lei-records?" + urlencode({"filter[entity.legalName]": name, "page[size]": "10"})
            for name in subject.all("company.name")[:MOST_NAMES]
        ]

    def _ask(self, world: World, url: str) -> Fetched:
        return world.fetch(url, headers={"accept": "application/vnd.api+json"})


class CompaniesHouse(ReadingCheck):
    """Is a British company on the register, alive, in order, and at this address?"""

    id: ClassVar[str] = "basics.companies_house"
    version: ClassVar[int] = 2
    title: ClassVar[str] = gettext_noop("Companies House (United Kingdom)")
    step: ClassVar[Step] = Step.BASICS
    needs: ClassVar[Sequence[frozenset[str]]] = (_NAMED,)
    sources: ClassVar[tuple[Source, ...]] = (
        Source("Companies House", "https://find-and-update.company-information.service.gov.uk",
               gettext_noop("Free with a key of your own; 600 questions in five minutes.")),
    )  # fmt: skip
    weight: ClassVar[int] = 4
    max_age_days: ClassVar[int] = 30
    needs_key: ClassVar[tuple[str, ...]] = ("companies_house.key",)

    def not_applicable(self, subject: Subject) -> str:
        """Only companies of the United Kingdom stand there."""
        country = subject.one("company.country")
        return "" if country in {"GB", ""} else "other_country"

    def read(self, subject: Subject, world: World) -> Result:
        """Ask by number, else by name; then for the people of the company that fits."""
        if not any(subject.all(code) for code in _NAMED):
            raise NotReached("missing_input")  # the register cannot be asked by LEI
        found, evidence = self._rows(subject, world)
        compared = compare_company(subject, found, evidence=tuple(evidence))
        if compared is None:
            return _result(None, missing=self._missing(subject))
        number = next(iter(compared.learnt.get("company.registration_number", ())), "")
        people = self._people(world, number) if number else ()
        learnt = {**compared.learnt, **({"company.officer": people} if people else {})}
        return _result(Compared(compared.found, learnt), missing=None)

    def _rows(self, subject: Subject, world: World) -> tuple[list[Registered], list[str]]:
        rows, evidence = [], []
        for given in subject.all("company.registration_number"):
            number = companies_house.padded(given)
            fetched = self._ask(world, f"/company/{quote(number, safe='')}")
            if body := body_of(fetched):
                rows.append(companies_house.parse_company(body))
                evidence.append(fetched.evidence)
        for name in subject.all("company.name")[:MOST_NAMES] if not rows else ():
            fetched = self._ask(world, f"/search/companies?{urlencode({'q': name})}")
            if body := body_of(fetched):
                rows += companies_house.parse_search(body)
                evidence.append(fetched.evidence)
        return rows, evidence

    def _people(self, world: World, number: str) -> tuple[str, ...]:
        """Directors and those in control; what cannot be had now is left out, not the whole run."""
        names: list[str] = []
        for kind in ("officers", "persons-with-significant-control"):
            try:
                body = body_of(self._ask(world, f"/company/{quote(number, safe='')}/{kind}"))
            except NotReached:
                continue
            names += companies_house.parse_people(body) if body else ()
        return tuple(dict.fromkeys(names))

    def _missing(self, subject: Subject) -> Found | None:
        """The register is complete: a British company that is not there does not exist."""
        if subject.one("company.country") != "GB":
            return None
        asked = subject.one("company.name") or subject.one("company.registration_number")
        facts = {"register": companies_house.REGISTER, "asked": asked}
        return Found(
            "registry.not_listed", key=companies_house.REGISTER, facts=facts, fingerprint=asked
        )

    def _ask(self, world: World, path: str) -> Fetched:
        base = world.setting("companies_house.url") or _COMPANIES_HOUSE
        key = base64.b64encode(f"{world.setting('companies_house.key')}:".encode()).decode()
        return world.fetch(base + path, secret_headers={"authorization": f"Basic {key}"})


class OpenCorporates(ReadingCheck):
    """Does any of the national registers gathered there know the company?"""

    id: ClassVar[str] = "basics.opencorporates"
    version: ClassVar[int] = 2
    title: ClassVar[str] = gettext_noop("National registers (OpenCorporates)")
    step: ClassVar[Step] = Step.BASICS
    needs: ClassVar[Sequence[frozenset[str]]] = (frozenset({"company.name"}),)
    sources: ClassVar[tuple[Source, ...]] = (
        Source("OpenCorporates", "https://opencorporates.com",
               gettext_noop("Needs a key; free use is share-alike, with a few questions a day.")),
    )  # fmt: skip
    weight: ClassVar[int] = 3
    max_age_days: ClassVar[int] = 90
    needs_key: ClassVar[tuple[str, ...]] = ("opencorporates.key",)

    def read(self, subject: Subject, world: World) -> Result:
        """Ask for each spelling until one is found; none found says little, not all are there."""
        base = world.setting("opencorporates.url") or "https://api.opencorporates.com/v0.4"
        secret = {"x-api-token": world.setting("opencorporates.key")}
        country = subject.one("company.country").lower()
        for name in subject.all("company.name")[:MOST_NAMES]:
            asked = {"q": opencorporates.words_of(name), "per_page": "30"}
            asked |= {"country_code": country} if country else {}
            fetched = world.fetch(
                f"{base}/companies/search?{urlencode(asked)}", secret_headers=secret
            )
            if body := body_of(fetched):
                rows = opencorporates.parse_search(body)
                if compared := compare_company(subject, rows, evidence=(fetched.evidence,)):
                    return _result(compared, missing=None)
        return Result(Outcome.NOTHING_FOUND)


class Vies(ReadingCheck):
    """Is the European VAT number valid, and whose is it?"""

    id: ClassVar[str] = "basics.vies"
    title: ClassVar[str] = gettext_noop("VAT number (VIES, European Union)")
    step: ClassVar[Step] = Step.BASICS
    needs: ClassVar[Sequence[frozenset[str]]] = (frozenset({"company.tax_number"}),)
    sources: ClassVar[tuple[Source, ...]] = (
        Source("VIES", "https://ec.europa.eu/taxation_customs/vies",
               gettext_noop("Free; the member states answer, and some give no name.")),
    )  # fmt: skip
    weight: ClassVar[int] = 3
    max_age_days: ClassVar[int] = 30

    def not_applicable(self, subject: Subject) -> str:
        """Only numbers of the member states and Northern Ireland."""
        country = subject.one("company.country")
        numbers = subject.all("company.tax_number")
        if numbers:
            fits = any(vies.split(number, country) for number in numbers)
        else:
            fits = not country or vies.home_of(country) in vies.COUNTRIES
        return "" if fits else "other_country"

    def read(self, subject: Subject, world: World) -> Result:
        """Ask the member state; a state that is down means not checked, never invalid."""
        country = subject.one("company.country")
        split = (vies.split(number, country) for number in subject.all("company.tax_number"))
        home, number = next(pair for pair in split if pair)
        fetched = self._ask(world, home, number)
        try:
            answer = vies.parse(body_of(fetched) or b"")
        except vies.NotChecked as silence:
            raise NotReached(silence.reason) from None
        facts = {"number": home + number, "consultation": answer.consultation or "–"}
        found = [
            Found(
                "vat.valid" if answer.valid else "vat.invalid", key=home + number, facts=facts,
                confidence=95, evidence=(fetched.evidence,), fingerprint=str(answer.valid),
            )
        ]  # fmt: skip
        if answer.valid and answer.name and not _ours(subject, answer.name):
            told = {"number": home + number, "listed": answer.name}
            found.append(Found("vat.of_another", key=home + number, facts=told, confidence=75,
                               excerpt=answer.name, evidence=(fetched.evidence,),
                               fingerprint=answer.name))  # fmt: skip
        learnt = {"company.address": (answer.address,)} if answer.address else {}
        return Result(Outcome.DONE, tuple(found), learnt=learnt)

    def _ask(self, world: World, country: str, number: str) -> Fetched:
        base = world.setting("vies.url") or "https://ec.europa.eu/taxation_customs/vies/rest-api"
        asked = {"countryCode": country, "vatNumber": number}
        if own := vies.split(world.setting("vies.requester")):
            asked |= {"requesterMemberStateCode": own[0], "requesterNumber": own[1]}
        return world.fetch(
            f"{base}/check-vat-number", method="POST", body=json.dumps(asked).encode(),
            headers={"content-type": "application/json", "accept": "application/json"},
        )  # fmt: skip


def _ours(subject: Subject, listed: str) -> bool:
    return not subject.all("company.name") or any(
        compare(name, listed, kind=Kind.COMPANY, strictness=Strictness.SCREENING).is_match
        for name in subject.all("company.name")
    )
