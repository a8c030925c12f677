"""Text as people paste it becomes text that compares."""

from hypothesis import given
from hypothesis import strategies as st

from muniment.vault.domain.tidy import folded, lines, one_line, paragraphs, plain, visible


def test_what_cannot_be_seen_is_dropped():
    assert visible("Nor\u200bdic\ufeff\x00 Lamp\u202e") == "Nordic Lamp"


def test_lone_surrogates_are_replaced_since_no_store_takes_them():
    assert visible("a\ud800b") == "a\ufffdb"


def test_blanks_and_breaks_become_single_spaces():
    assert one_line("  Nordic\t \r\n Lamp\u3000 ") == "Nordic Lamp"


def test_lines_leave_out_empty_ones():
    assert lines("a\r\n\r\n  b \u2028c") == ["a", "b", "c"]


def test_paragraphs_keep_their_shape():
    assert paragraphs("\n one \n\n two\n\n") == "one\n\n two"


def test_full_width_letters_become_plain_ones():
    assert plain("ＡＢＣ１２３") == "ABC123"


def test_case_accents_and_special_letters_fold():
    assert folded("Société ÅBØ Straße Łódź") == "societe abo strasse lodz"


@given(st.text())
def test_tidying_twice_changes_nothing(text):
    for tidy in (visible, one_line, paragraphs, plain, folded):
        assert tidy(tidy(text)) == tidy(text)
