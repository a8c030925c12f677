"""Codenames: two plain words that say nothing about anybody."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.vault.domain.codenames import (
    CodenamesUsedUp,
    CodenameUnknown,
    avoided_pairs,
    first_words,
    parse_codename,
    propose,
    second_words,
)

NEVER = frozenset(
    """
    arse ass bastard bloody bomb boob breast bum butt cancer clown cock corpse crap cripple
    cunt damn dead death devil dick disease dog dumb dyke fag fat fool fuck ghetto gun gypsy
    hell hitler idiot jerk kill knife lame lunatic mad moron murder naked nazi negro nude nut
    penis pig poison poor porn pussy rape rat retard rotten screw sex shit sick slave slut
    stupid suicide tit ugly vagina virgin vomit weapon whore boy girl man woman lady king
    queen prince god holy jesus church bible mosque temple islam cross buddha christian jewish
    muslim party communist fascist liberal tory american british chinese english french german
    indian japanese russian spanish turkish apple amazon adidas puma nike shell target oracle
    visa ford honda lexus tesla pepsi lego reliable honest trusted verified wealthy rich poor
    solvent bankrupt blocked sealed frozen open shut masked counted locked registered
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list of strings
)
SOUND_ALIKE = """
bare bear, bass base, beach beech, bee be, berry bury, bough bow, boulder bolder, bread bred,
cellar seller, cereal serial, chord cord, coarse course, creek creak, currant current, deer
dear, dew due, fair fare, fir fur, flour flower, gilt guilt, grate great, grey gray, hair hare,
hoarse horse, idle idol, leek leak, loan lone, lynx links, maize maze, mantel mantle, medal
meddle, moose mousse, mussel muscle, ore oar, pail pale, pair pear, peak peek, petal pedal, pier
peer, plain plane, plum plumb, profit prophet, quay key, rain reign, real reel, ring wring, root
route, rose rows, rye wry, sail sale, sea see, sleigh slay, steal steel, straight strait, suite
sweet, sundae sunday, tail tale, tern turn, thyme time, tide tied, wave waive, weather whether,
whale wail, wood would, yoke yolk, donut doughnut, harbor harbour
""".replace("\n", " ").split(",")


@pytest.mark.parametrize("words", [first_words(), second_words()])
def test_each_list_has_1500_plain_words(words):
    assert len(words) >= 1_500
    assert len(set(words)) == len(words)
    assert all(re.fullmatch("[a-z]{3,12}", word) for word in words)


def test_no_word_stands_in_both_lists():
    assert not set(first_words()) & set(second_words())


@pytest.mark.parametrize("words", [first_words(), second_words()])
def test_no_word_is_unkind_or_says_something_about_the_customer(words):
    assert not NEVER & set(words)


@pytest.mark.parametrize("words", [first_words(), second_words()])
def test_no_two_words_of_a_list_sound_alike(words):
    assert not [pair for pair in SOUND_ALIKE if set(pair.split()) <= set(words)]


@pytest.mark.parametrize("words", [frozenset(first_words()), frozenset(second_words())])
def test_two_words_of_a_list_differ_in_two_letters_at_least(words):
    seen: dict[str, str] = {}
    for word in words:
        for at in range(len(word)):
            changed, shorter = f"{word[:at]}?{word[at + 1 :]}", word[:at] + word[at + 1 :]
            assert seen.setdefault(changed, word) == word
            assert shorter not in words


def test_avoided_pairs_are_made_of_our_words():
    assert avoided_pairs()
    assert all(parse_codename(pair) == pair for pair in avoided_pairs())


@given(st.integers())
def test_a_codename_is_two_words_that_read_back(seed):
    name = propose(random.Random(seed))
    assert re.fullmatch("[A-Z][a-z]+ [A-Z][a-z]+", name)
    assert name not in avoided_pairs()
    for written in (
        name,
        name.lower(),
        name.replace(" ", ""),
        name.upper(),
        name.replace(" ", "-"),
    ):
        assert parse_codename(written) == name


def test_nothing_but_the_random_source_decides():
    assert propose(random.Random(7)) == propose(random.Random(7))
    assert len({propose(random.SystemRandom()) for _ in range(200)}) > 190


def test_a_taken_codename_is_not_proposed_again():
    first = propose(random.Random(7))
    assert propose(random.Random(7), {first}) != first


class Stubborn:
    """A random source that always draws the first word."""

    def choice(self, seq):
        return seq[0]


def test_a_source_that_brings_nothing_new_is_an_error_and_no_endless_loop():
    only = propose(Stubborn())
    with pytest.raises(CodenamesUsedUp):
        propose(Stubborn(), {only})


@pytest.mark.parametrize(
    "text", ["", "amber", "heron amber", "amber heron lake", "amberx heron", "Nordic Lamp Ltd"]
)
def test_what_is_no_codename_is_refused(text):
    with pytest.raises(CodenameUnknown):
        parse_codename(text)


def test_amber_heron_is_found_however_it_is_written():
    for text in ("amber heron", "AmberHeron", "amberheron", " AMBER_HERON ", "Amber-Heron"):
        assert parse_codename(text) == "Amber Heron"
