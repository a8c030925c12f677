from datetime import date

import pytest

from muniment.screening.domain.hits import ListState, Question, Strength, Verdict, verdict_of
from muniment.screening.domain.parties import (
    DateSource,
    ListDate,
    ListedName,
    ListedParty,
    NameQuality,
    PartyKind,
    from_json,
    to_json,
)
from muniment.screening.domain.screener import Screener

DATE = ListDate(date(2026, 11, 20), DateSource.FILE)
_FILLING = ("Trading Corp", "Import Export Ltd", "Shipping Company", "Holding Group", "Bank")


def firm(uid: str, *names: str, **more) -> ListedParty:
    return ListedParty("un", uid, PartyKind.ENTITY, tuple(map(ListedName, names)), **more)


def person(uid: str, *names: str, **more) -> ListedParty:
    return ListedParty("un", uid, PartyKind.PERSON, tuple(map(ListedName, names)), **more)


def screener(*parties: ListedParty) -> Screener:
    others = [firm(f"f{n}", f"{word}{n} {_FILLING[n % 5]}") for n, word in enumerate(_words(200))]
    return Screener([*parties, *others], {"un": DATE})


def _words(count: int) -> list[str]:
    parts = ("ka", "lo", "mi", "ru", "se", "tan", "vor", "dy", "fel", "gu")
    return [parts[n % 10] + parts[n // 10 % 10] + parts[(n * 7) % 10] for n in range(count)]


def uids(hits) -> list[str]:
    return [hit.party.uid for hit in hits]


@pytest.mark.parametrize(
    "asked",
    [
        "Amber Heron Metals",
        "Ambr Heron Metals Ltd",
        "HERON METALS AMBER, LLC",
        "Amber-Heron Metal Company Limited",
    ],
)
def test_a_misspelt_name_still_finds_its_party_first(asked):
    hits = screener(firm("1", "Amber Heron Metals LLC")).screen(Question((asked,)))

    assert uids(hits)[:1] == ["1"]


@pytest.mark.parametrize("asked", ["reswani, ali", "KIM, Kiu", "Iermakowa Maria"])
def test_a_name_written_as_another_language_writes_its_sounds_finds_its_party(asked):
    names = ("REZVANI, Ali", "KIM, Kyu", "YERMAKOVA, Maria")
    hits = screener(*(person(name, name) for name in names)).screen(Question((asked,)))

    assert [name[:2] for name in uids(hits)[:1]] == [{"r": "RE", "K": "KI", "I": "YE"}[asked[0]]]
    assert hits[0].why


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Belletech Corp", "11420 Corp"),
        ("Bank of the West", "Bank of the East"),
        ("Sunrise Import Export Trading Co., Ltd.", "Moonlight Import Export Trading Co., Ltd."),
    ],
)
def test_common_words_alone_are_never_enough(asked, listed):
    hits = screener(firm("1", listed)).screen(Question((asked,), PartyKind.ENTITY))

    assert "1" not in uids(hits)


def test_a_hit_says_why_and_on_which_list_of_which_day():
    [hit] = screener(firm("QDe.1", "Amber Heron Metals", programmes=("DRC",))).screen(
        Question(("Amber Heron Metal",))
    )
    told = hit.facts()

    assert (told["list"], told["list_date"], told["uid"]) == ("un", "2026-11-20", "QDe.1")
    assert told["programmes"] == ["DRC"]
    assert "heron" in hit.why
    assert told["evidence"][0][:3] == ["name", "Amber Heron Metal", "Amber Heron Metals"]


def test_a_birth_date_raises_and_lowers_but_never_hides():
    lists = screener(person("1", "Ayman Rabi Heron", birth_dates=("1951-06-19",)))
    scores = {
        born: lists.screen(Question(("Ayman Rabi Heron",), PartyKind.PERSON, birth_dates=(born,)))
        for born in ("1951-06-19", "1951", "1990-01-01")
    }
    [plain] = lists.screen(Question(("Ayman Heron",), PartyKind.PERSON))
    [other] = lists.screen(Question(("Ayman Heron",), PartyKind.PERSON, birth_dates=("1990",)))

    assert all(uids(hits) == ["1"] for hits in scores.values())
    assert scores["1951-06-19"][0].score > scores["1990-01-01"][0].score
    assert other.score < plain.score
    assert other.name_score == plain.name_score


def test_what_the_list_does_not_say_counts_neither_way():
    lists = screener(firm("1", "Amber Heron Metals"))
    [bare] = lists.screen(Question(("Amber Heron Metals",)))
    [rich] = lists.screen(Question(("Amber Heron Metals",), countries=("DE",)))

    assert bare.score == rich.score


def test_the_same_number_is_a_hit_whatever_the_name():
    lists = screener(firm("1", "Amber Heron", identifiers=(("IMO", "IMO 9074729"),)))
    hits = lists.screen(Question(("Nothing Alike",), identifiers=("imo9074729",)))

    assert uids(hits) == ["1"]
    assert (hits[0].score, hits[0].strength) == (100, Strength.STRONG)


def test_a_question_goes_to_its_own_kind_and_to_those_whose_kind_nobody_knows():
    ship = ListedParty("un", "ship", PartyKind.VESSEL, (ListedName("Amber Heron"),))
    unknown = ListedParty("un", "odd", PartyKind.UNKNOWN, (ListedName("Amber Heron"),))
    lists = screener(ship, unknown, person("1", "Amber Heron"))

    assert set(uids(lists.screen(Question(("Amber Heron",), PartyKind.PERSON)))) == {"1", "odd"}
    assert set(uids(lists.screen(Question(("Amber Heron",))))) == {"1", "odd", "ship"}


def test_a_weak_alias_weighs_less_than_a_good_name():
    weak = ListedParty(
        "un", "w", PartyKind.PERSON,
        (ListedName("Somebody Else Entirely"), ListedName("Amber Heron", NameQuality.WEAK)),
    )  # fmt: skip
    hits = screener(weak, person("g", "Amber Heron")).screen(Question(("Amber Heron",)))

    assert uids(hits) == ["g", "w"]


@pytest.mark.parametrize("asked", ["", "   ", "!!!", "\u200b", "a", "王", "x" * 5000])
def test_odd_names_are_answered_with_nothing(asked):
    assert screener(firm("1", "Amber Heron")).screen(Question((asked,))) == ()


def test_an_old_list_never_says_no_hit():
    def state(age: int, *, source: DateSource = DateSource.FILE) -> ListState:
        return ListState("un", "UN", DATE.on, source, age, age > 10, 5)

    assert verdict_of((), (state(3),)) is Verdict.NO_HIT
    assert verdict_of((), (state(3), state(11))) is Verdict.LIST_TOO_OLD
    assert verdict_of((), ()) is Verdict.NO_LIST
    assert verdict_of((), (state(0, source=DateSource.LIVING),)) is Verdict.NO_LIST


def test_a_party_reads_back_as_it_was_written():
    party = person("1", "Ayman Heron", "艾曼", birth_dates=("~1951",), countries=("EG",))

    assert from_json(to_json(party)) == party
    assert party.fingerprint() != person("1", "Ayman Heron").fingerprint()
