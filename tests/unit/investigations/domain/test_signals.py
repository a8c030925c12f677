import pytest

from muniment.investigations.checks import registry
from muniment.investigations.domain.signals import (
    SignalsBroken,
    SignalUnknown,
    catalogue,
    parse,
    signal,
)
from muniment.matching.lookalikes import Trick

GOOD = """
[domain.young]
direction = "risk"
weight = 30
dimension = "contact"
sentence = "The domain {domain} is {days} days old."
sentence_zh = "域名 {domain} 仅 {days} 天。"
lists = ["NCA/OFSI 2023-12 #6"]
article = "https://example.org"
seen_by = ["email_web.registration"]
"""


def test_every_shipped_signal_says_where_it_comes_from():
    for code, one in catalogue().items():
        assert one.lists, code
        assert not one.article or one.article.startswith("https://"), code


def test_every_check_that_a_signal_names_is_there():
    known = {*registry().checks, "person"}

    for code, one in catalogue().items():
        assert set(one.seen_by) <= known, code


@pytest.mark.parametrize(
    "source",
    ["BIS EAR 732 Supp. 3 (b)", "NCA/OFSI 2023-12", "FATF/Egmont 2021-03", "Sinosure practice"],
)
def test_the_published_lists_are_in_the_catalogue(source):
    named = {item for one in catalogue().values() for item in one.lists if item.startswith(source)}

    assert named


def test_every_red_flag_of_the_bis_list_is_in_the_catalogue():
    named = {item for one in catalogue().values() for item in one.lists}

    assert {f"BIS EAR 732 Supp. 3 (b)({number})" for number in range(1, 13)} <= named


def test_a_finding_is_told_in_both_languages():
    one = parse([("a.toml", GOOD)])["domain.young"]

    assert one.say({"domain": "x.com", "days": 9}) == "The domain x.com is 9 days old."
    assert one.say({"domain": "x.com", "days": 9}, "zh-hans") == "域名 x.com 仅 9 天。"
    assert one.places == {"domain", "days"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"risk"', '"bad"'),
        ('"contact"', '"mood"'),
        ("weight = 30", "weight = 101"),
        ("weight = 30", "weight = true"),
        ('sentence_zh = "域名 {domain} 仅 {days} 天。"', ""),
        ("仅 {days} 天", "很新"),
        ("{days} days", "{days days"),
        ('article = "https://example.org"', "colour = 1"),
        ("[domain.young]", "domain = 1\n[other.young]"),
        ("[domain.young]", "[domain]"),
        ("[domain.young]", "["),
        ('"risk"', '"trust"\nhard_stop = true'),
        ('"The domain {domain} is {days} days old."', '" "'),
    ],
)
def test_a_broken_catalogue_is_refused_with_its_place(old, new):
    with pytest.raises(SignalsBroken) as refusal:
        parse([("a.toml", GOOD.replace(old, new))])

    assert refusal.value.facts["file"] == "a.toml"


def test_a_code_stands_only_once():
    with pytest.raises(SignalsBroken):
        parse([("a.toml", GOOD), ("b.toml", GOOD)])


def test_a_signal_is_found_by_its_code():
    assert signal("list.denied_party").hard_stop

    with pytest.raises(SignalUnknown):
        signal("no.such")


@pytest.mark.parametrize("trick", list(Trick))
def test_how_a_domain_imitates_another_is_said_in_words_of_both_languages(trick):
    facts = {"domain": "nordlicht-group.de", "known": "nordlicht.de", "trick": trick.value}

    for language, plain in (("en", "a word added"), ("zh-hans", "添加了一个词")):
        told = signal("email.like_site").say(facts, language)
        assert f"({trick.value})" not in told
        assert (plain in told) == (trick is Trick.ADDED_WORD)


def test_countries_are_named_and_counts_stand_in_groups():
    told = signal("customs.no_history")
    facts = {"rows": 4640, "countries": "CN,KE", "until": "2026-10", "near": 0}

    assert "4,640 rows of China, Kenya until 2026-10" in told.say(facts)
    assert "中国、肯尼亚" in told.say(facts, "zh-hans")
    assert "of ? until" in told.say(facts | {"countries": "?"})
    assert "lies in China; the buyer is in Kenya" in signal("deal.route_odd").say(
        {"port": "Shanghai", "port_country": "CN", "country": "KE"}
    )
