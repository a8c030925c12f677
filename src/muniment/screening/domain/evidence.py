"""What stands beside a name: birth dates, countries, numbers. It moves a score, never hides a hit.

Only what was asked counts. When the list is silent on it, nothing happens: otherwise a
score would depend on how much a government happened to write.
"""

import re
from collections.abc import Iterable

from muniment.screening.domain.hits import Evidence, Question
from muniment.screening.domain.parties import ListedParty, PartyKind

SAME_DAY, SAME_YEAR, NEAR_YEAR, OTHER_YEAR = 8, 3, 0, -12
SAME_COUNTRY, OTHER_COUNTRY = 3, -4
SAME_NUMBER = 30
_SIGNS = re.compile(r"[^0-9A-Z]+")
_SHORTEST_NUMBER = 5  # letters and digits; shorter numbers belong to too many


def beside(question: Question, party: ListedParty) -> tuple[Evidence, ...]:
    """Weigh everything but the names."""
    found = (_birth(question, party), _country(question, party), _number(question, party))
    return tuple(it for it in found if it is not None)


def number_key(number: str) -> str:
    """Write an identifier so that it compares; "" when it is too short to say anything."""
    key = _SIGNS.sub("", number.upper())
    long_enough = len(key) >= _SHORTEST_NUMBER and any(map(str.isdigit, key))
    return key if long_enough else ""


def _birth(question: Question, party: ListedParty) -> Evidence | None:
    if not question.birth_dates or not party.birth_dates or party.kind is not PartyKind.PERSON:
        return None
    pairs = ((_nearness(a, b), a, b) for a in question.birth_dates for b in party.birth_dates)
    effect, asked, listed = max(pairs)
    return Evidence("birth_date", asked, listed, effect)


def _nearness(asked: str, listed: str) -> int:
    """Compare two dates that may be days, months, years, spans or guesses."""
    about = listed.startswith("~") or asked.startswith("~")
    asked, listed = asked.lstrip("~"), listed.lstrip("~")
    first, last = _years(listed)
    own_first, own_last = _years(asked)
    if not first or not own_first:
        return 0
    if len(asked) == len(listed) == 10 and not about:
        if asked == listed:
            return SAME_DAY
        if asked[:4] == listed[:4] and asked[5:7] == listed[8:] and asked[8:] == listed[5:7]:
            return SAME_YEAR  # day and month exchanged
    apart = max(0, own_first - last, first - own_last)
    slack = 3 if about else 1
    return SAME_YEAR if apart == 0 else NEAR_YEAR if apart <= slack else OTHER_YEAR


def _years(text: str) -> tuple[int, int]:
    years = [int(part[:4]) for part in text.split("/") if part[:4].isdigit()]
    return (min(years), max(years)) if years else (0, 0)


def _country(question: Question, party: ListedParty) -> Evidence | None:
    if not question.countries or not party.countries:
        return None
    shared = [country for country in question.countries if country in party.countries]
    if shared:
        return Evidence("country", shared[0], shared[0], SAME_COUNTRY)
    listed = ", ".join(party.countries[:4])
    return Evidence("country", ", ".join(question.countries), listed, OTHER_COUNTRY)


def _number(question: Question, party: ListedParty) -> Evidence | None:
    wanted = dict(_keyed(question.identifiers))
    for _kind, value in party.identifiers:
        if (key := number_key(value)) and key in wanted:
            return Evidence("identifier", wanted[key], value, SAME_NUMBER)
    return None


def _keyed(numbers: Iterable[str]) -> Iterable[tuple[str, str]]:
    return ((key, number) for number in numbers if (key := number_key(number)))
