"""Pairs of names invented by rule from open names, so that rare rules have enough examples.

Names of companies come from the GLEIF sample (CC0), of people from invented persons (MIT). What is
done to a name decides the answer: another spelling of its legal form is the same party, another
town is not.
"""

import csv
import gzip
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from muniment.matching.names.kinds import Kind
from muniment.matching.names.phonetics import skeleton
from muniment.matching.names.pinyin import syllables
from muniment.matching.names.prepared import Role, prepare
from muniment.matching.names.tables import meanings, nicknames, places

SEED = 20261121
EACH = 25  # pairs a rule
STRANGERS = 300
Words = list[str]
Rule = Callable[[Words, random.Random], Words | None]
_CITIES = (
    "Ningbo", "Qingdao", "Shanghai", "Nairobi", "Mombasa", "Lagos", "Hamburg", "Dubai", "Karachi",
    "Mumbai", "Hanoi", "Lima", "Chile", "Peru", "Mexico", "Spain", "France", "Tianjin", "Istanbul",
    "Cairo", "Amman", "Sweden", "Finland",
)  # fmt: skip
_TRADES = (
    "Furniture", "Garments", "Pharmaceuticals", "Timber", "Software", "Ceramics", "Foods",
    "Shipping", "Mining", "Textiles", "Steel",
)  # fmt: skip
_SYLLABLES = (
    "tai", "sheng", "hong", "da", "tong", "hai", "xin", "hua", "feng", "yuan", "jia", "li", "fu",
)  # fmt: skip
_GIVEN = ("Anna", "Pedro", "Dimitar", "Fatima", "Hugo", "Leila", "Otto", "Sanjay", "Yuki")
_FAMILY = ("Kowalski", "Fernandes", "Okeke", "Lindqvist", "Haddad", "Moreau", "Tanaka", "Petrov")
_SIDES = (
    ("East", "West"), ("North", "South"), ("Import", "Export"), ("Old", "New"),
    ("First", "Second"),
)  # fmt: skip
_FORMS = {
    "Limited": "Ltd", "Ltd": "Limited", "Corporation": "Corp.", "Company": "Co.",
    "Inc": "Incorporated", "GmbH": "Gesellschaft mit beschränkter Haftung",
    "AG": "Aktiengesellschaft", "LLC": "L.L.C.", "Plc": "Public Limited Company", "S.A.": "SA",
    "And": "&", "&": "and", "B.V.": "BV",
}  # fmt: skip


def invented(shared: Path) -> Iterator[dict[str, Any]]:
    """Invent pairs of every rule, the same each time."""
    chance = random.Random(SEED)  # noqa: S311 - examples, not secrets
    yield from _strangers(shared, chance)
    firms = _column(shared / "companies_gleif/gleif_lei_sample.csv.gz", "legal_name", chance)
    people = _column(shared / "name_pairs/clean_people.csv.gz", "full_name", chance)
    for schema, names, rules in (("Company", firms, FIRM_RULES), ("Person", people, PERSON_RULES)):
        for rule, match in rules:  # plain Latin names only
            yield from _pairs(schema, names, rule, match, chance)


def _strangers(shared: Path, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Two parties that have a sound in common and nothing else; people of every script too."""
    people = _every(shared / "name_pairs/clean_people.csv.gz", "full_name")[::2]
    listed = _every(shared / "name_pairs/un_listed_vs_query.csv", "listed_name")
    firms = chance.sample(
        _every(shared / "companies_gleif/gleif_lei_sample.csv.gz", "legal_name"), 3000
    )
    for schema, ones, twos, many in (
        ("Person", people, listed, STRANGERS),
        ("Person", people, people, STRANGERS),
        ("Company", firms[::2], firms[1::2], STRANGERS),
    ):
        pairs = list(_sharing_a_sound(Kind.of(schema), ones, twos))
        for one, two in chance.sample(pairs, many):
            yield {
                "group": "invented",
                "schema": schema,
                "name1": one,
                "name2": two,
                "match": False,
            }


def _sharing_a_sound(kind: Kind, ones: list[str], twos: list[str]) -> Iterator[tuple[str, str]]:
    heard: dict[str, list[str]] = defaultdict(list)
    for two in twos:
        for sound in _sounds_of(two, kind):
            heard[sound].append(two)
    for one in ones:
        mine = {token.text for token in prepare(one, kind).tokens}
        for sound in sorted(_sounds_of(one, kind)):
            for two in heard[sound]:
                shared = mine & {token.text for token in prepare(two, kind).tokens}
                if len(shared) < 2 and one != two:
                    yield one, two


def _sounds_of(name: str, kind: Kind) -> set[str]:
    tokens = [token for token in prepare(name, kind).tokens if token.role is Role.BRAND]
    return {skeleton(token.text) for token in tokens if len(skeleton(token.text)) > 1}


def _every(path: Path, title: str) -> list[str]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        return [row[title] for row in csv.DictReader(file)]


def _column(path: Path, title: str, chance: random.Random) -> list[str]:
    plain = [name for name in _every(path, title) if name.isascii() and 1 < len(name.split()) < 8]
    return chance.sample(plain, min(len(plain), 3000))


def _pairs(
    schema: str, names: list[str], rule: Rule, match: bool, chance: random.Random
) -> Iterator[dict[str, Any]]:
    made = 0
    for name in chance.sample(names, len(names)):
        words = name.title().split()
        other = rule(words, chance)
        if other is not None and other != words:
            one, two = " ".join(words), " ".join(other)
            yield {
                "group": "invented",
                "schema": schema,
                "name1": one,
                "name2": two,
                "match": match,
            }
            made += 1
        if made == EACH:
            return


def _roles(words: Words) -> list[Role]:
    return [
        tokens[0].role if (tokens := prepare(word, Kind.COMPANY).tokens) else Role.LINK
        for word in words
    ]


def _spelled_form(words: Words, _: random.Random) -> Words | None:
    return [_FORMS.get(w, w) for w in words] if any(w in _FORMS for w in words) else None


def _other_spelling(words: Words, chance: random.Random) -> Words | None:
    for at, word in enumerate(words):
        meaning = meanings().get(word.lower())
        if meaning and at:
            alike = [
                w
                for w, m in meanings().items()
                if m == meaning and w.isascii() and w[:2] == word.lower()[:2] and w != word.lower()
            ]
            if alike:
                return [*words[:at], chance.choice(alike).title(), *words[at + 1 :]]
    return None


def _typo(words: Words, chance: random.Random) -> Words | None:
    at = max(range(len(words)), key=lambda n: len(words[n]))
    word = words[at]
    if len(word) < 7:
        return None
    n = chance.randrange(1, len(word) - 1)
    wrong = chance.choice(
        (
            word[:n] + word[n + 1 :],
            word[:n] + word[n + 1] + word[n] + word[n + 2 :],
            word[:n] + word[n] + word[n:],
        )
    )
    return [*words[:at], wrong, *words[at + 1 :]]


def _together(words: Words, _: random.Random) -> Words | None:
    return (
        [words[0] + words[1].lower(), *words[2:]]
        if len(words) > 2 and len(words[0] + words[1]) > 6
        else None
    )


def _other_town(words: Words, chance: random.Random) -> Words | None:
    for at, word in enumerate(words):
        if word.lower() in places():
            return [*words[:at], chance.choice(_CITIES), *words[at + 1 :]]
    return None


def _other_side(words: Words, _: random.Random) -> Words | None:
    table = {a: b for pair in _SIDES for a, b in (pair, pair[::-1])}
    return [table.get(w, w) for w in words] if any(w in table for w in words) else None


def _other_trade(words: Words, chance: random.Random) -> Words | None:
    roles = _roles(words)
    if Role.TRADE not in roles or roles.count(Role.BRAND) > 2:
        return None
    at = roles.index(Role.TRADE)
    other = chance.choice(_TRADES)
    return [*words[:at], other, *words[at + 1 :]]


def _other_brand(words: Words, chance: random.Random) -> Words | None:
    roles = _roles(words)
    if roles[0] is not Role.BRAND or roles.count(Role.BRAND) > 2:
        return None
    word = words[0]
    return [
        word[: max(1, len(word) // 3)] + chance.choice(("ari", "onex", "umba", "elta", "ivo")),
        *words[1:],
    ]


def _other_number(words: Words, chance: random.Random) -> Words | None:
    roles = _roles(words)
    if Role.NUMBER not in roles or roles.count(Role.BRAND) > 1:
        return None
    at = roles.index(Role.NUMBER)
    return [*words[:at], str(chance.randrange(2, 30)), *words[at + 1 :]]


def _other_syllable(words: Words, chance: random.Random) -> Words | None:
    cut = syllables(words[0].lower())
    if len(cut) < 2:
        return None
    other = chance.choice([one for one in _SYLLABLES if one != cut[-1]])
    return ["".join((*cut[:-1], other)).title(), *words[1:]]


def _turned_round(words: Words, _: random.Random) -> Words | None:
    return [words[-1] + ",", *words[:-1]]


def _initial(words: Words, _: random.Random) -> Words | None:
    return [words[0][0] + ".", *words[1:]] if len(words[-1]) > 3 else None


def _wrong_initial(words: Words, chance: random.Random) -> Words | None:
    letter = chance.choice([c for c in "ABCDEFGHJKLMNPRSTW" if c != words[0][0]])
    return [letter + ".", *words[1:]]


def _familiar(words: Words, chance: random.Random) -> Words | None:
    known = sorted(nicknames().get(words[0].lower(), ()))
    return [chance.choice(known).title(), *words[1:]] if known else None


def _sister(words: Words, chance: random.Random) -> Words | None:
    other = chance.choice(_GIVEN)
    return [other, *words[1:]] if other.lower() != words[0].lower() else None


def _cousin(words: Words, chance: random.Random) -> Words | None:
    other = chance.choice(_FAMILY)
    return [*words[:-1], other]


FIRM_RULES: tuple[tuple[Rule, bool], ...] = (
    (_spelled_form, True), (_other_spelling, True), (_typo, True), (_together, True),
    (_other_town, False), (_other_side, False), (_other_trade, False), (_other_brand, False),
    (_other_number, False), (_other_syllable, False),
)  # fmt: skip
PERSON_RULES: tuple[tuple[Rule, bool], ...] = (
    (_turned_round, True), (_initial, True), (_familiar, True), (_typo, True),
    (_wrong_initial, False), (_sister, False), (_cousin, False),
)  # fmt: skip
