from importlib.resources import files

import pytest

from muniment.investigations.checks import checks
from muniment.investigations.domain.questionnaires import (
    FormsBroken,
    FormUnknown,
    form_of,
    forms,
    parse,
    say,
)

GOOD = """
code = "guild"
version = 1
check = "third_parties.references"
icon = "award"
minutes = 2
days = 7
title = { en = "Guild", zh = "行会" }
asks = { en = "A question to the guild.", zh = "致行会的询问。" }

[[questions]]
code = "member"
kind = "yes_no"
required = true
text = { en = "Is it a member?", zh = "是会员吗？" }

[[rules]]
signal = "reference.named_unknown"
confidence = 80
when = [{ question = "member", is = ["no"] }]
"""


def test_there_is_a_form_for_each_whom_a_trader_asks():
    assert set(forms()) == {"bank", "supplier", "forwarder", "insurer", "trade_reference", "visit"}


def test_every_form_settles_a_check_that_is_installed():
    assert {one.check for one in forms().values()} <= set(checks())


def test_no_form_takes_longer_than_a_third_party_has_patience_for():
    assert all(one.minutes <= 6 and len(one.questions) <= 8 for one in forms().values())


def test_every_form_can_bring_bad_news_and_good_news_to_its_check():
    for one in forms().values():
        assert {rule.signal for rule in one.rules}


def test_every_text_is_there_in_english_and_chinese():
    for one in forms().values():
        for question in one.questions:
            assert say(question.words, "en") != say(question.words, "zh-hans")


def test_a_language_that_a_form_lacks_reads_as_english():
    assert say({"en": "Bank", "zh": "银行"}, "sw") == "Bank"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('zh = "是会员吗？"', 'zh = ""'),
        ('kind = "yes_no"', 'kind = "mood"'),
        ('is = ["no"]', 'is = ["never"]'),
        ('question = "member"', 'question = "owner"'),
        ('"reference.named_unknown"', '"no.such"'),
        ('"reference.named_unknown"', '"reference.account_other_name"'),
        ('code = "member"', ""),
        ("version = 1", "version ="),
    ],
)
def test_a_broken_form_is_refused_with_its_name(old, new):
    assert parse([("guild.toml", GOOD)])["guild"].minutes == 2
    with pytest.raises(FormsBroken) as refusal:
        parse([("guild.toml", GOOD.replace(old, new))])

    assert refusal.value.facts["file"] == "guild.toml"


def test_a_form_that_is_not_there_is_said_so():
    with pytest.raises(FormUnknown):
        form_of("neighbour")


def test_the_readme_tells_of_every_kind_of_question():
    folder = files("muniment.investigations") / "data" / "questionnaires"
    text = (folder / "README.md").read_text("utf-8")
    assert "yes_no | choice | number | date | money | text" in text
