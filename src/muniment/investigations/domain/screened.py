"""Who is held against lists of denied parties: everybody who touches the goods or the money."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from types import MappingProxyType
from typing import Final

from muniment.investigations.domain.checks import Subject
from muniment.screening.domain.parties import PartyKind

SCREENED: Final[Mapping[str, PartyKind]] = MappingProxyType(
    {
        "company.name": PartyKind.ENTITY,
        "person.name": PartyKind.PERSON,
        "company.trading_name": PartyKind.ENTITY,
        "company.officer": PartyKind.PERSON,
        "bank.holder": PartyKind.UNKNOWN,
        "deal.consignee": PartyKind.UNKNOWN,
        "deal.notify": PartyKind.UNKNOWN,
        "deal.payer": PartyKind.UNKNOWN,
        "deal.forwarder": PartyKind.ENTITY,
        "deal.vessel": PartyKind.VESSEL,
        "bank.name": PartyKind.ENTITY,
    }
)
"""Fact → what its values name; the buyer comes first."""
BUYER: Final = frozenset({"company.name", "company.trading_name", "person.name"})
"""Those of them whose country is the country of the case."""


def parties(subject: Subject) -> Iterator[tuple[str, str]]:
    """Every party once as fact and name: the first of each fact, then the second of each."""
    columns = [[(code, name) for name in subject.all(code)] for code in SCREENED]
    seen: set[tuple[PartyKind, str]] = set()
    for row in zip_longest(*columns):
        for code, name in filter(None, row):
            if (mark := (SCREENED[code], name.casefold())) not in seen:
                seen.add(mark)
                yield code, name
