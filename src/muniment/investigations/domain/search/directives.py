"""From what a case knows to ready queries: every spelling × goal × engine, each once.

The person opens them in her own browser and brings back what she saw; nothing is asked for her.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from muniment.investigations.domain.checks import Subject
from muniment.investigations.domain.search.engines import Engine, Engines, engines, tidy
from muniment.investigations.domain.search.goals import About, Goal, Recipe, recipes
from muniment.matching.countries import countries
from muniment.matching.names import prepare, romanised

MOST_SPELLINGS = 6
_COMPANY = ("company.name", "company.trading_name")


@dataclass(frozen=True, slots=True)
class Directive:
    """One query, ready to be opened.

    Attributes:
        engine: code; `engines().by_code` knows the name and when its operators were tried.
        about: the spelling it asks for; language: of the added words, "" when there are none.
        url: opens the query; https, everything escaped.
    """

    goal: Goal
    engine: str
    query: str
    url: str
    about: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Query:
    """A query before it is written for an engine."""

    must: tuple[str, ...]
    words: tuple[str, ...] = ()
    operator: str = ""
    values: tuple[str, ...] = ()
    without: str = ""


def directives(
    subject: Subject, *, known: Engines | None = None, goals: Iterable[Goal] = tuple(Goal)
) -> tuple[Directive, ...]:
    """Write the queries for a case, goal by goal; no query twice.

    Args:
        known: the engines in use; the shipped ones when not given.
        goals: what is still to be found out.

    Cost: some hundred short strings; no I/O beyond reading the shipped data once.
    """
    wanted, house = set(goals), known or engines()
    made = (
        directive
        for goal in Goal
        if goal in wanted
        for recipe in recipes()
        if recipe.goal is goal
        for directive in _of_recipe(recipe, subject, house)
    )
    return tuple({(one.goal, one.engine, one.query.casefold()): one for one in made}.values())


def shortlist(made: Iterable[Directive], *, per_goal: int = 6) -> tuple[Directive, ...]:
    """Choose what a person with little time opens first: few a goal, as different as can be.

    Each choice brings a language, an engine and a spelling that the ones before did not have,
    as far as there is any; languages count most.
    """
    by_goal: dict[Goal, list[Directive]] = {}
    for one in made:
        by_goal.setdefault(one.goal, []).append(one)
    return tuple(one for some in by_goal.values() for one in _varied(some, per_goal))


def _varied(made: list[Directive], most: int) -> Iterator[Directive]:
    seen: set[str] = set()
    left = list(made)
    for _ in range(min(most, len(made))):
        best = max(left, key=lambda one: sum(part not in seen for part in _parts(one)))
        left.remove(best)
        seen.update(_parts(best))
        yield best


def _parts(one: Directive) -> tuple[str, ...]:
    return (f"l {one.language}", f"L {one.language}", f"e {one.engine}", f"a {one.about}")


def spellings(subject: Subject, about: About) -> tuple[str, ...]:
    """Every way to write what is asked for: as known, without legal form, romanised."""
    if about is About.CONTACT:
        known = (*subject.all("contact.email"), *subject.all("contact.phone"))
        return _each_once(known)[:MOST_SPELLINGS]
    codes = _COMPANY if about is About.COMPANY else ("person.name",)
    names = [name for code in codes for name in subject.all(code)]
    written = (*names, *(romanised(name) for name in names if prepare(name).script != "latin"))
    short = (_without_form(name) for name in names) if about is About.COMPANY else ()
    return _each_once((*written, *short))[:MOST_SPELLINGS]


def _without_form(name: str) -> str:
    prepared = prepare(name)
    if not prepared.form or prepared.script != "latin" or len(prepared.tokens) < 2:
        return ""
    return " ".join(token.text for token in prepared.tokens).title()


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    found = {tidy(name).casefold(): tidy(name) for name in reversed(list(names))}
    return tuple(reversed([name for name in found.values() if len(name) > 1]))


def _of_recipe(recipe: Recipe, subject: Subject, house: Engines) -> Iterator[Directive]:
    codes = recipe.engines or tuple(house.by_code)
    for spelling in spellings(subject, recipe.about):
        for code in codes:
            engine = house.by_code.get(code)
            if engine and _reads(engine, spelling):
                yield from _written(recipe, subject, spelling, engine)


def _reads(engine: Engine, spelling: str) -> bool:
    return not engine.scripts or prepare(spelling).script in engine.scripts


def _written(
    recipe: Recipe, subject: Subject, spelling: str, engine: Engine
) -> Iterator[Directive]:
    for language, query in _queries(recipe, subject, spelling, engine):
        for text in _texts(query, engine):
            yield Directive(recipe.goal, engine.code, text, engine.url(text), spelling, language)


def _queries(
    recipe: Recipe, subject: Subject, spelling: str, engine: Engine
) -> Iterator[tuple[str, _Query]]:
    must = (spelling, *_also(recipe, subject))
    if recipe.sites:
        yield "", _Query(must, operator="site", values=recipe.sites)
    for kind in recipe.files:
        yield "", _Query(must, operator="filetype", values=(kind,), without=_own_site(subject))
    worth = engine.languages or tuple(recipe.words)
    for language, words in recipe.words.items():
        if language in worth:
            yield language, _Query(must, words=words)
    if not (recipe.words or recipe.sites or recipe.files):
        yield "", _Query(must)


def _also(recipe: Recipe, subject: Subject) -> tuple[str, ...]:
    code = {
        "product": "deal.product",
        "country": "company.country",
        "company": "company.name",
    }.get(recipe.also, "")
    found = tidy(subject.one(code)) if code else ""
    if recipe.also == "country" and (known := countries().get(found)):
        found = known.en
    return (found,) if found else ()


def _own_site(subject: Subject) -> str:
    """The customer's own host: files there say what he wants to be said."""
    site = subject.one("company.website").rpartition("//")[2]
    host = re.split(r"[/?#\\]", site, maxsplit=1)[0].rpartition("@")[2].partition(":")[0]
    return host.lower().removeprefix("www.")


def _texts(query: _Query, engine: Engine) -> Iterator[str]:
    """Write a query; without alternatives, or when too long, as several or shorter ones."""
    choices = query.words or query.values
    size = len(choices) if engine.any else 1
    while size > 1 and not engine.takes(_text(query, engine, choices[:size])):
        size -= 1
    for start in range(0, len(choices) or 1, max(size, 1)):
        text = _shortened(query, engine, choices[start : start + max(size, 1)])
        if text:
            yield text


def _shortened(query: _Query, engine: Engine, choices: Sequence[str]) -> str:
    """Drop what is added last, then words of the name, until the engine reads all of it."""
    must = query.must
    while must:
        for without in dict.fromkeys((query.without, "")):
            text = _text(replace(query, must=must, without=without), engine, choices)
            if engine.takes(text):
                return text
        must = must[:-1] if len(must) > 1 else _fewer_words(must[0])
    return ""


def _fewer_words(phrase: str) -> tuple[str, ...]:
    words = phrase.split()
    return (" ".join(words[:-1]),) if len(words) > 2 else ()


def _text(query: _Query, engine: Engine, choices: Sequence[str]) -> str:
    parts = [engine.phrase(query.must[0]), *(engine.word(one) for one in query.must[1:])]
    if query.operator:
        parts.append(engine.one_of([engine.with_operator(query.operator, one) for one in choices]))
    elif choices:
        parts.append(engine.one_of([engine.word(one) for one in choices]))
    if query.without:
        own = engine.with_operator("site", query.without)
        parts.append(engine.with_operator("without", own) if own else "")
    return " ".join(part for part in parts if part)
