import re
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.domain.search import (
    Goal,
    SearchBroken,
    directives,
    engines,
    shortlist,
)
from muniment.investigations.domain.search.directives import spellings
from muniment.investigations.domain.search.engines import engines_of, tidy
from muniment.investigations.domain.search.goals import About, recipes, recipes_of
from tests.unit.investigations.memory_world import subject

CASE = subject(
    company__name=("Al Noor Ceramics Trading L.L.C", "النور للسيراميك", "广州海天陶瓷有限公司"),
    company__country="AE",
    company__website="https://www.alnoor.ae/en?x=1",
    person__name="Ahmed Mansoori",
    contact__email="sales@alnoor.ae",
    deal__product="porcelain tiles",
)
MADE = directives(CASE)
ENGINES = engines().by_code


def queries(goal, engine):
    return [one.query for one in MADE if (one.goal, one.engine) == (goal, engine)]


def asked(url):
    found = parse_qs(urlsplit(url).query)
    return (found.get("q") or found.get("text") or found.get("wd"))[0]


def test_every_goal_has_queries_and_none_stands_twice():
    keys = [(one.goal, one.engine, one.query.casefold()) for one in MADE]

    assert {one.goal for one in MADE} == set(Goal)
    assert {one.engine for one in MADE} == set(ENGINES)
    assert len(keys) == len(set(keys))


def test_every_spelling_is_asked_for_in_its_script_and_romanised():
    asked_for = spellings(CASE, About.COMPANY)

    assert {"النور للسيراميك", "广州海天陶瓷有限公司", "Al Noor Ceramics Trading L.L.C"} <= set(
        asked_for
    )
    assert "Al Noor Ceramics Trading" in asked_for
    assert any(name.isascii() and "uang" in name for name in asked_for)


def test_the_name_a_company_trades_under_is_asked_for_too():
    case = subject(company__name="Heron General Ltd", company__trading_name="Blue Crane Tiles")

    assert "Blue Crane Tiles" in spellings(case, About.COMPANY)
    assert "Blue Crane Tiles" not in spellings(case, About.PERSON)
    assert any("Blue Crane Tiles" in one.query for one in directives(case))


def test_complaints_are_looked_for_in_six_languages():
    assert {one.language for one in MADE if one.goal is Goal.COMPLAINTS} == {
        "en", "zh", "es", "ru", "fr", "ar",
    }  # fmt: skip


def test_operators_are_those_of_the_engine():
    assert any("mime:pdf" in one for one in queries(Goal.FILES, "yandex"))
    assert any("filetype:xls" in one for one in queries(Goal.FILES, "google"))
    assert any("site:linkedin.com OR " in one for one in queries(Goal.SOCIAL, "google"))
    assert any(" | " in one for one in queries(Goal.COMPLAINTS, "yandex"))
    assert not any(" OR " in one or "|" in one for one in queries(Goal.COMPLAINTS, "baidu"))
    assert all("-site:alnoor.ae" in one for one in queries(Goal.FILES, "google"))


def test_an_engine_is_asked_only_in_scripts_that_it_reads():
    assert not any(
        re.search(r"[\u0600-\u06ff]", one.about) for one in MADE if one.engine == "baidu"
    )


@pytest.mark.parametrize("goal", Goal)
def test_one_goal_can_be_asked_for_alone(goal):
    assert {one.goal for one in directives(CASE, goals=[goal])} == {goal}


def test_a_short_list_has_every_goal_and_every_language():
    short = shortlist(MADE)

    assert {one.goal for one in short} == set(Goal)
    assert len(short) <= 6 * len(Goal)
    assert len({one.language for one in short if one.goal is Goal.COMPLAINTS}) == 6
    assert len({one.about for one in short if one.goal is Goal.OFFICIAL_SITE}) > 2
    assert set(short) <= set(MADE)


names = st.text(max_size=60) | st.sampled_from(
    ['He "quoted" OR', "-site:x", "a" * 500, "(((", "x OR y", "深圳" * 60, "Foo\nBar & Sons #1 +2%"]
)


@given(name=names, person=names, product=names, site=names)
def test_any_name_makes_a_query_that_the_engine_reads_as_it_was_meant(name, person, product, site):
    facts = {"company.name": name, "person.name": person, "deal.product": product}
    facts["company.website"] = site
    known = {code.replace(".", "__"): value for code, value in facts.items() if value}
    for one in directives(subject(**known), goals=[Goal.OFFICIAL_SITE, Goal.FILES, Goal.SOCIAL]):
        engine = ENGINES[one.engine]
        assert engine.takes(one.query)
        assert one.url.startswith("https://")
        assert asked(one.url) == one.query
        assert one.query.count('"') % 2 == 0
        assert "\n" not in one.query


def test_a_query_that_is_too_long_loses_words_and_never_its_quotes():
    long = subject(company__name=" ".join(f"Word{number}" for number in range(60)) + " Ltd")
    texts = [one.query for one in directives(long, goals=[Goal.OFFICIAL_SITE])]

    assert any(len(text) <= 76 for text in texts)
    assert all(text.startswith('"Word0 ') for text in texts)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('A "B" “C”', "A B C"),
        ("-foo +bar", "foo bar"),
        ("a\u200bb\n c", "a b c"),
        ("Smith & Sons", "Smith & Sons"),
        ("re-export", "re-export"),
    ],
)
def test_signs_that_engines_read_are_dropped(text, plain):
    assert tidy(text) == plain


def test_a_word_that_engines_read_as_an_operator_is_quoted():
    assert ENGINES["google"].word("OR") == '"OR"'
    assert ENGINES["google"].word("scam") == "scam"


def test_broken_search_data_are_refused():
    with pytest.raises(SearchBroken):
        engines_of({"version": 1, "x": {"name": "X"}})
    google = ENGINES["google"]
    table = {
        "name": "X", "longest": 9, "most_words": 0, "any": "", "group": "", "last_tried": "",
        "scripts": [], "languages": [], "operators": dict(google.operators),
    }  # fmt: skip
    assert engines_of({"x": table | {"address": "https://x.org/{query}"}}).by_code["x"]
    with pytest.raises(SearchBroken):
        engines_of({"x": table | {"address": "http://x.org/{query}"}})
    with pytest.raises(SearchBroken):
        recipes_of({"recipe": [{"goal": "fun", "about": "company", "engines": []}]})


def test_recipes_name_only_engines_that_are_there():
    assert {code for one in recipes() for code in one.engines} <= set(ENGINES)


def test_a_country_is_searched_for_by_its_name():
    [query] = [told for told in queries(Goal.OFFICIAL_SITE, "google") if "contact us" in told][:1]

    assert "United Arab Emirates" in query
    assert " AE " not in query
