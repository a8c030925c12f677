"""Real lists, customers and clean names for the screening benchmark, from the shared data."""

import csv
import gzip
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.parts.misspelling import misspelt
from muniment.matching.candidates import in_order, plain
from muniment.screening.domain.lists import ReadList, SourceFile
from muniment.screening.domain.parties import ListedParty, NameQuality, PartyKind
from muniment.screening.domain.reading import read_lists

SHARED = Path(__file__).parents[3] / "shared" / "data"
TODAY = date(2026, 3, 1)
_QUALITY = ("ofac_sdn.csv.gz", "ofac_alt.csv.gz", "ofac_add.csv.gz", "un_consolidated.xml.xz")
_ALL = (*_QUALITY, "eu_journal_sanctions.csv.xz", "bis_denied_persons.tsv.gz")

Party = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A misspelt name of a listed party, and the rows that are that party."""

    name: str
    kind: PartyKind
    change: str
    right: frozenset[Party]


def is_there() -> bool:
    return (SHARED / "sanctions").is_dir()


def lists(*, every: bool = False) -> Sequence[ReadList]:
    folder = SHARED / "sanctions"
    names = _ALL if every else _QUALITY
    files = [SourceFile(name, (folder / name).read_bytes(), TODAY) for name in names]
    return read_lists(files, today=TODAY)


def asked(parties: Sequence[ListedParty], count: int, seed: int) -> Iterator[Asked]:
    """Misspell one good name each of some persons and firms.

    A party that stands on two lists under one full name, its words in any order, is the
    same party on both.
    """
    chance = random.Random(seed)
    rows = defaultdict(set)
    for party in parties:
        for name in _good(party):
            rows[in_order(plain(name))].add((party.list_id, party.uid))
    wanted = [it for it in parties if it.kind in {PartyKind.PERSON, PartyKind.ENTITY}]
    for party in chance.sample(wanted, count):
        name = chance.choice(_good(party))
        change, text = misspelt(name, chance, is_person=party.kind is PartyKind.PERSON)
        right = frozenset(row for it in _good(party) for row in rows[in_order(plain(it))])
        yield Asked(text, party.kind, change, right)


def clean_people() -> list[str]:
    with gzip.open(SHARED / "name_pairs" / "clean_people.csv.gz", "rt") as file:
        return [row["full_name"] for row in csv.DictReader(file)]


def firms() -> list[str]:
    with gzip.open(SHARED / "companies_gleif" / "gleif_lei_sample.csv.gz", "rt") as file:
        return [row["legal_name"] for row in csv.DictReader(file)]


def invented_firms(real: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """Cross the words of two real firms: as many names as one likes, like real ones."""
    chance = random.Random(seed)
    for _ in range(count):
        first, second = chance.choice(real).split(), chance.choice(real).split()
        cut = max(1, len(first) // 2)
        yield " ".join([*first[:cut], *second[len(second) // 2 :]])


def _good(party: ListedParty) -> list[str]:
    good = [it.text for it in party.names if it.quality is not NameQuality.WEAK]
    return good or [party.name]
