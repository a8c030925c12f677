"""Drift between the sentences of the house and their translations does not pass unnoticed."""

import gettext as gettext_module
import io

import pytest
from django.utils import translation
from tools import catalogue

PYTHON = 'gettext("Open the door")\nngettext("{n} key", "{n} keys", n)\npgettext("verb", "Seal")\n'
TEMPLATE = '{% translate "Knock" %}{% blocktranslate %}Ask {{ who }}{% endblocktranslate %}'
CHINESE = {
    "Open the door": "开门",
    "{n} key": ("{n} 把钥匙",),
    "Seal": "封存",
    "Knock": "敲门",
    "Ask %(who)s": "询问 %(who)s",
}


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Point the tool at a small house with five sentences."""
    source = tmp_path / "muniment"
    (source / "templates").mkdir(parents=True)
    (source / "door.py").write_text(PYTHON, encoding="utf-8")
    (source / "templates/door.html").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setattr(catalogue, "SOURCE", source)
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogue, "PO", tmp_path / "django.po")
    monkeypatch.setattr(catalogue, "MO", tmp_path / "django.mo")
    catalogue.update()
    return source


@pytest.fixture
def translated(house):
    texts = CHINESE
    lines = catalogue.PO.read_text(encoding="utf-8").split("\n\n")
    catalogue.PO.write_text("\n\n".join(_fill(line, texts) for line in lines), encoding="utf-8")
    assert catalogue.main(["compile"]) == 0
    return house


def _fill(block: str, texts: dict) -> str:
    for english, chinese in texts.items():
        if f'msgid "{english}"' in block:
            text = chinese if isinstance(chinese, str) else chinese[0]
            return block.replace('msgstr ""', f'msgstr "{text}"').replace(
                'msgstr[0] ""', f'msgstr[0] "{text}"'
            )
    return block


def test_every_marked_sentence_is_found(house):
    assert {catalogue._id_of(key[1]) for key in catalogue.extracted()} == set(CHINESE)


def test_a_complete_catalogue_passes(translated):
    assert catalogue.drift() == []
    assert catalogue.main(["--check"]) == 0


def test_an_empty_translation_fails(house, capsys):
    assert catalogue.main(["--check"]) == 1
    assert "empty: 'Knock'" in capsys.readouterr().out


def test_a_new_sentence_fails_until_it_is_translated(translated):
    (translated / "window.py").write_text('gettext("Open the window")\n', encoding="utf-8")

    assert catalogue.drift() == ["missing: 'Open the window' (muniment/window.py)"]


def test_a_sentence_that_nobody_says_any_more_fails(translated):
    (translated / "templates/door.html").unlink()

    assert catalogue.drift() == ["unused: 'Ask %(who)s'", "unused: 'Knock'"]


def test_a_lost_placeholder_fails(translated):
    text = catalogue.PO.read_text(encoding="utf-8").replace("询问 %(who)s", "询问")
    catalogue.PO.write_text(text, encoding="utf-8")

    assert "placeholders differ: 'Ask %(who)s'" in catalogue.drift()


def test_an_uncertain_translation_fails(translated):
    text = catalogue.PO.read_text(encoding="utf-8").replace(
        'msgid "Knock"', '#, fuzzy\nmsgid "Knock"'
    )
    catalogue.PO.write_text(text, encoding="utf-8")

    assert "fuzzy: 'Knock'" in catalogue.drift()


def test_a_stale_compiled_catalogue_fails(translated):
    catalogue.MO.write_bytes(b"old")

    assert catalogue.drift() == ["stale: django.mo; run tools/catalogue.py compile"]


def test_updating_keeps_translations_and_changes_nothing_twice(translated):
    before = catalogue.PO.read_text(encoding="utf-8")

    catalogue.update()

    assert catalogue.PO.read_text(encoding="utf-8") == before


def test_what_is_compiled_is_what_the_house_reads(translated):
    read = gettext_module.GNUTranslations(io.BytesIO(catalogue.MO.read_bytes()))

    assert read.gettext("Knock") == "敲门"
    assert read.ngettext("{n} key", "{n} keys", 5) == "{n} 把钥匙"
    assert read.pgettext("verb", "Seal") == "封存"


def test_an_untranslated_sentence_is_shown_in_english(house):
    read = gettext_module.GNUTranslations(io.BytesIO(catalogue.compiled(catalogue.stored())))

    assert read.ngettext("{n} key", "{n} keys", 5) == "{n} keys"


def test_a_word_that_the_tool_does_not_know_is_misuse(capsys):
    assert catalogue.main(["destroy"]) == 2


def test_the_frame_speaks_chinese():
    with translation.override("zh-hans"):
        left = translation.ngettext("%(left)s look left", "%(left)s looks left", 2)
        assert left == "剩 %(left)s 次"
        assert translation.gettext("This page is not for your role.") == "您的岗位无权使用此页。"
        assert (
            translation.ngettext("%(left)s look left", "%(left)s looks left", 2) == "剩 %(left)s 次"
        )
