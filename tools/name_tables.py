"""Build the tables of src/muniment/matching/data from open lists.

    python tools/name_tables.py ../shared/data

Reads `lists/` (legal forms, words, nicknames, places), `companies_gleif/` (how rare a word is) and
`name_pairs/clean_people.csv.gz` (the same for people). Origins and
licences: names.README.md beside the tables.
"""

import csv
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from muniment.matching.names.scripts import folded, romanised
from muniment.matching.names.spelling import spelt_words

OUT = Path(__file__).parent.parent / "src/muniment/matching/data"
RARELY = 3  # words seen in fewer names are simply rare
MEMBERS = {"LLC": "llc", "JSC": "jsc", "LP": "lp", "SP": "sp", "SOE": "soe"}


def main(shared: Path) -> None:
    """Write every table."""
    lists = shared / "lists"
    _write("forms.tsv", _forms(lists))
    _write("words.tsv", _words(lists))
    _write("nicknames.tsv", _nicknames(lists))
    _write("places.tsv", _places(lists))
    _write("rarity.tsv", _rarity(shared))


def _write(name: str, lines: Iterator[str]) -> None:
    kept = sorted(set(lines))
    (OUT / name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(name, len(kept))


def _own_lines(name: str) -> list[str]:
    lines = (OUT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _yaml(path: Path) -> Any:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return yaml.safe_load(file)


def _spellings(text: str) -> set[str]:
    """A variant in its own script and in Latin letters, as the words of a name are spelt."""
    own = " ".join(spelt_words(folded(text)))
    latin = " ".join(spelt_words(romanised(text)))
    return {own, latin if own.isascii() or not _HAN.search(own) else own} - {""}


_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def _forms(lists: Path) -> Iterator[str]:
    """`spelling, canonical form, class` of every legal form."""
    seen: dict[str, str] = {}
    for line in _own_lines("own_forms.txt"):
        told, _, spellings = line.partition(":")
        for spelling in spellings.split(","):
            for form in _spellings(spelling):
                seen[form] = told.replace("/", "\t")
    for group in _yaml(lists / "org_types.yml.gz")["types"]:
        aliases = [str(alias) for alias in group.get("aliases", [])]
        shown = str(group.get("compare") or group.get("display") or (aliases or [""])[0])
        canonical = "".join(spelt_words(romanised(shown)))
        for alias in [*aliases, shown, str(group.get("display") or shown)]:
            for spelling in _spellings(alias):
                seen.setdefault(spelling, f"{canonical}\t{_class(group.get('generic'))}")
    for spelling, told in seen.items():
        if _usable(spelling):
            yield f"{spelling}\t{told}"


def _class(generic: object) -> str:
    return MEMBERS.get(str(generic), "-")


def _usable(spelling: str) -> bool:
    """Leave out single letters, and what is a word of names rather than a form."""
    words = spelling.split()
    return (
        (len(spelling) > 1 or not spelling.isascii())
        and spelling not in NOT_FORMS
        and len(words) <= 9
    )


NOT_FORMS = frozenset(
    """
    holding holdings group partners associates bank the trust foundation fund school union club
    ministry branch association society university institute stiftung verein federation ve de a
    state enterprise na en se si st in is da of pro ex or to al el do no me am an on aus bei la
    le les mi mo my po so ta un we charity business cooperation confederation committee canton
    chartered embassy region municipal railroad private public personal sole ii iii iv vi lf ra
    ba ab_ ky son syndicate syndicates
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list of strings
)


def _words(lists: Path) -> Iterator[str]:
    """`spelling, meaning, role`; role `d` (tells what a company does) or `g` (says little)."""
    told: dict[str, tuple[str, str]] = {}
    for line in _own_lines("own_words.txt"):
        meaning, _, spellings = line.partition(":")
        role = "d" if meaning.endswith("*") else "g"
        for spelling in spellings.split(","):
            for form in _spellings(spelling):
                told.setdefault(form, (meaning.strip("*").replace(" ", "_"), role))
    symbols = _yaml(lists / "name_symbols.yml.gz")
    for part, role in (("org_symbols", "g"), ("org_domains", "d")):
        for meaning, variants in symbols[part].items():
            spellings = {form for variant in variants for form in _spellings(str(variant))}
            known = Counter(told[form] for form in spellings if form in told)
            home = known.most_common(1)[0][0] if known else (str(meaning), role)
            for form in spellings:
                told.setdefault(form, home)
    for form, (meaning, role) in told.items():
        if len(form) > 1 or not form.isascii():
            yield f"{form}\t{meaning}\t{role}"


def _nicknames(lists: Path) -> Iterator[str]:
    """`name, other form of it`."""
    with (lists / "nicknames.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield f"{row['name1'].lower()}\t{row['name2'].lower()}"
    for line in _own_lines("own_nicknames.txt"):
        full, _, others = line.partition(":")
        names = [full.strip("= "), *(other.strip() for other in others.split(","))]
        heads = names if line.startswith("=") else names[:1]
        yield from (f"{a}\t{b}" for at, a in enumerate(heads) for b in names[at + 1 :])


def _places(lists: Path) -> Iterator[str]:
    """`spelling, place`: our own list, then the countries in six languages."""
    told: dict[str, str] = {}
    for line in _own_lines("own_places.txt"):
        place, _, spellings = line.partition(":")
        place = place.strip().rstrip("2")
        for spelling in (place, *spellings.split(",")):
            for form in _spellings(spelling):
                told.setdefault(form, place)
    for forms in _countries(lists):
        home = next((told[form] for form in forms if form in told), min(forms))
        for form in forms:
            told.setdefault(form, home)
    yield from (f"{form}\t{place}" for form, place in told.items())


def _countries(lists: Path) -> Iterator[list[str]]:
    """All short spellings of one country after another."""
    with gzip.open(lists / "country_codes.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            names = (
                value
                for title, value in row.items()
                if "name" in title.lower() and not re.search("curr|region", title.lower())
            )
            spelt = {
                form for name in names for form in _spellings(re.sub(r"\(.*?\)", "", name or ""))
            }
            usable = sorted(
                form
                for form in spelt
                if (len(form) > 3 or not form.isascii()) and len(form.split()) < 4
            )
            if usable:
                yield usable


def _rarity(shared: Path) -> Iterator[str]:
    """`word, names of companies holding it, names of people holding it`, each a 50,000th share."""
    companies, people = Counter[str](), Counter[str]()
    firms = persons = 0
    with gzip.open(
        shared / "companies_gleif/gleif_lei_sample.csv.gz", "rt", encoding="utf-8"
    ) as file:
        for row in csv.DictReader(file):
            firms += 1
            companies.update(set(spelt_words(romanised(row["legal_name"]))))
    with gzip.open(shared / "name_pairs/clean_people.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            persons += 1
            people.update(set(spelt_words(romanised(row["full_name"]))))
    for word in {*companies, *people}:
        firm, person = companies[word], people[word]
        if firm >= RARELY or person >= RARELY:
            yield f"{word}\t{round(firm * 1e5 / firms)}\t{round(person * 1e5 / persons)}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
