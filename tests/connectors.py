"""Recorded answers of outside sources, as their documentation writes them, and whom to ask about.

The company is invented; the servers that replay the answers are real ones on this machine.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from muniment.investigations.checks.domains import FirstCapture, FirstCertificate, Registration
from muniment.investigations.checks.outside_lists import OpenSanctions, UsScreeningList
from muniment.investigations.checks.registers import CompaniesHouse, Gleif, OpenCorporates, Vies
from muniment.investigations.domain.checks import Check, Subject
from tests.outside import HERE, Kept, LocalWorld, outside, reply, web_server

TODAY = date(2026, 3, 2)
LEI = "213800WAVVOPS85N2205"
FACTS = {
    "company.name": ("Harbour Lane Imports Ltd",),
    "company.country": ("GB",),
    "company.registration_number": ("04123456",),
    "company.tax_number": ("DE 129 273 398",),
    "company.address": ("12 Harbour Lane, Leith, Edinburgh EH6 6QQ",),
    "company.website": ("www.harbourlane-imports.example.com",),
    "person.name": ("Moira Kerr",),
}


def subject(**other: tuple[str, ...]) -> Subject:
    facts = {**FACTS, **{code.replace("__", "."): values for code, values in other.items()}}
    return Subject({code: values for code, values in facts.items() if values}, TODAY)


GLEIF_RECORD: dict[str, Any] = {
    "id": LEI,
    "attributes": {
        "entity": {
            "legalName": {"name": "HARBOUR LANE IMPORTS LIMITED"},
            "otherNames": [{"name": "Harbour Lane", "type": "TRADING_OR_OPERATING_NAME"}],
            "legalAddress": {"addressLines": ["12 Harbour Lane"], "city": "Edinburgh",
                             "country": "GB", "postalCode": "EH6 6QQ"},
            "registeredAs": "04123456", "jurisdiction": "GB", "status": "ACTIVE",
            "creationDate": "2000-11-09T00:00:00Z",
        },
        "registration": {"status": "LAPSED", "nextRenewalDate": "2024-01-01T00:00:00Z"},
    },
}  # fmt: skip
COMPANY = {
    "company_name": "HARBOUR LANE IMPORTS LIMITED", "company_number": "04123456",
    "company_status": "active", "type": "ltd", "date_of_creation": "2000-11-09",
    "registered_office_address": {"address_line_1": "12 Harbour Lane", "locality": "Edinburgh",
                                  "postal_code": "EH6 6QQ", "country": "Scotland"},
    "accounts": {"overdue": True}, "has_insolvency_history": False,
}  # fmt: skip
OFFICERS = {"items": [
    {"name": "KERR, Moira", "officer_role": "director", "appointed_on": "2001-01-01"},
    {"name": "GONE, Long", "officer_role": "director", "resigned_on": "2010-01-01"},
]}  # fmt: skip
OPEN_COMPANY = {"company": {
    "name": "HARBOUR LANE IMPORTS LIMITED", "company_number": "04123456",
    "jurisdiction_code": "gb", "incorporation_date": "2000-11-09", "current_status": "Active",
    "registered_address_in_full": "12 Harbour Lane, Edinburgh, EH6 6QQ",
    "officers": [{"officer": {"name": "MOIRA KERR", "position": "director"}}],
}}  # fmt: skip
VAT = {"countryCode": "DE", "vatNumber": "129273398", "valid": True, "name": "Nordsee Handel GmbH",
       "address": "Hafenstr. 1, Hamburg", "requestIdentifier": "WAPIAAAAXK"}  # fmt: skip
RDAP = {
    "objectClassName": "domain", "ldhName": "EXAMPLE.COM", "status": ["client hold"],
    "events": [{"eventAction": "registration", "eventDate": "2026-01-20T10:00:00Z"},
               {"eventAction": "expiration", "eventDate": "2027-01-20T10:00:00Z"}],
    "nameservers": [{"ldhName": "NS1.EXAMPLE.NET"}],
    "entities": [{"roles": ["registrar"],
                  "vcardArray": ["vcard", [["fn", {}, "text", "A Registrar Inc."]]]}],
}  # fmt: skip
CERTIFICATES = [
    {"id": 2, "not_before": "2026-02-01T00:00:00", "name_value": "example.com\n*.example.com"},
    {"id": 1, "not_before": "2026-01-25T00:00:00", "name_value": "example.com\nother-firm.net"},
]
CAPTURES = [["timestamp", "statuscode", "digest"], ["20190501101010", "200", "AA"],
            ["20210501101010", "200", "BB"], ["20220501101010", "200", "BB"]]  # fmt: skip
MATCHES = {"responses": {"q0": {"results": [
    {"id": "NK-1", "caption": "Harbor Lane Import Ltd", "score": 0.91, "match": True,
     "datasets": ["us_ofac_sdn"], "last_change": "2026-02-01T00:00:00"},
]}, "q1": {"results": []}}}  # fmt: skip
CSL = {"total": 1, "results": [
    {"id": "7", "name": "MOIRA KERR", "source": "Denied Persons List (DPL)", "score": 100,
     "source_information_url": "https://bis.gov/dpl", "start_date": "2020-01-01"},
]}  # fmt: skip


def text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


@dataclass(frozen=True)
class Connector:
    """One source: its check, the setting with its address, and its answers by path.

    Attributes:
        good: path part → body; the first part that stands in the asked path answers.
        empty: the same for “nothing of that name”.
        renamed: a good answer in which the fields have other names.
        seen: signals that the good answer must bring.
    """

    check: type[Check]
    setting: str
    good: Mapping[str, object]
    empty: object
    renamed: object
    seen: frozenset[str]
    settings: Mapping[str, str] = field(default_factory=dict)
    subject: Callable[[], Subject] = subject

    @property
    def name(self) -> str:
        return str(self.check.id)


CONNECTORS = (
    Connector(
        Gleif, "gleif.url", {"/lei-records": {"data": [GLEIF_RECORD]}}, {"data": []},
        {"data": [{"id": LEI, "attributes": {"unit": {"name": "x"}}}]},
        frozenset({"registry.found", "registry.address_same", "registry.lapsed"}),
    ),
    Connector(
        CompaniesHouse, "companies_house.url",
        {"/officers": OFFICERS, "/persons-with": {"items": []}, "/company/04123456": COMPANY},
        {"items": []}, {"firm": "x", "items": "none"},
        frozenset({"registry.found", "registry.address_same", "registry.overdue"}),
        {"companies_house.key": "k"},
    ),
    Connector(
        OpenCorporates, "opencorporates.url",
        {"/companies/search": {"results": {"companies": [OPEN_COMPANY]}}},
        {"results": {"companies": []}}, {"results": {"firms": []}},
        frozenset({"registry.found", "registry.address_same"}), {"opencorporates.key": "k"},
    ),
    Connector(
        Vies, "vies.url", {"/check-vat-number": VAT}, {"valid": False, "name": "---"},
        {"ok": True}, frozenset({"vat.valid", "vat.of_another"}),
    ),
    Connector(
        Registration, "rdap.url", {"/domain/": RDAP}, {"objectClassName": "entity"},
        {"objectClassName": "domain", "ldhName": "example.com", "dates": []},
        frozenset({"domain.young", "domain.on_hold"}),
    ),
    Connector(
        FirstCertificate, "crtsh.url", {"/": CERTIFICATES}, [], [{"since": "2026-01-25"}],
        frozenset({"certificate.young"}),
    ),
    Connector(
        FirstCapture, "wayback.url", {"/cdx": CAPTURES}, [], [["when", "what"], ["2019", "x"]],
        frozenset({"archive.known"}),
    ),
    Connector(
        OpenSanctions, "yente.url", {"/match/": MATCHES},
        {"responses": {"q0": {"results": []}, "q1": {"results": []}}}, {"answers": {}},
        frozenset({"list.denied_party"}), {"yente.key": "k"},
    ),
    Connector(
        UsScreeningList, "us_csl.url", {"/search": CSL}, {"total": 0, "results": []},
        {"hits": []}, frozenset({"list.denied_party"}), {"us_csl.key": "k"},
    ),
)  # fmt: skip


@contextmanager
def asked(connector: Connector, handler: Callable[[str, bytes], Any], kept: Kept | None = None):
    """The connector's world over a server that answers by `handler`."""
    kept = kept or Kept()
    with web_server(handler) as port:
        way = outside(kept, allow=frozenset({(HERE, port)}))
        nobody = {"whois.guide": f"{HERE}:1"}  # a port that the way out does not allow
        settings = {**nobody, **connector.settings, connector.setting: f"http://{HERE}:{port}"}
        yield LocalWorld(way, kept=kept, settings=settings)


def replay(answers: Mapping[str, object]) -> Callable[[str, bytes], bytes]:
    """Answer by the first part that stands in the path; 404 for the rest."""

    def handler(path: str, _request: bytes) -> bytes:
        for part, body in answers.items():
            if part in path:
                return reply(text(body), headers={"Content-Type": "application/json"})
        return reply("{}", status="404 Not Found")

    return handler
