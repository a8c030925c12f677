"""Reading CSV that nobody checked before."""

import io

from hypothesis import given
from hypothesis import strategies as st

from muniment.sheets.delimited import (
    LONGEST_LINE,
    LONGEST_RECORD,
    OPEN_QUOTE,
    TOO_LONG,
    UNREADABLE_LETTERS,
    read_delimited,
)
from muniment.sheets.lines import FileUnreadable, Line


def read(text: str | bytes, delimiter: str = ",", encoding: str = "utf-8") -> list[Line]:
    data = text.encode(encoding) if isinstance(text, str) else text
    return list(read_delimited(io.BytesIO(data), encoding=encoding, delimiter=delimiter))


def test_every_record_knows_the_line_where_it_begins():
    lines = read('a,b\n"one\ntwo",x\r\nc,d\r')
    assert [(line.number, line.cells) for line in lines] == [
        (1, ("a", "b")),
        (2, ("one\ntwo", "x")),
        (4, ("c", "d")),
    ]


def test_doubled_quotes_and_separators_inside_quotes_are_text():
    assert read('"say ""hi""","x,y"\n')[0].cells == ('say "hi"', "x,y")


def test_an_inch_mark_in_a_plain_cell_is_only_a_mark():
    assert read('pipe 5" long,3\nnext,4\n')[0].cells == ('pipe 5" long', "3")


def test_a_quote_that_never_closes_costs_its_own_line_only():
    lines = read('a,b\n"open,1\n' + "fine,2\n" * 300)
    assert lines[1] == Line(2, (), trouble=OPEN_QUOTE)
    assert [line.number for line in lines] == list(range(1, 303))
    assert lines[2].cells == ("fine", "2")


def test_a_quote_open_at_the_very_end_is_reported():
    assert read('a,b\nc,"d')[-1] == Line(2, (), trouble=OPEN_QUOTE)


def test_a_long_quoted_text_is_still_one_record():
    text = "\n".join(["line"] * (LONGEST_RECORD - 2))
    assert read(f'"{text}",x\ny,z\n')[1].cells == ("y", "z")


def test_a_line_without_end_is_reported_and_skipped():
    lines = read("a,b\n" + "x" * (LONGEST_LINE * 2 + 5) + "\nc,d\n")
    assert [line.trouble for line in lines] == ["", TOO_LONG, ""]
    assert lines[2] == Line(3, ("c", "d"))


def test_a_cell_beyond_all_measure_is_reported():
    lines = read('a,"' + "x" * 140_000 + '"\nc,d\n')
    assert [line.trouble for line in lines] == [TOO_LONG, ""]


def test_letters_that_the_encoding_does_not_know_mark_the_line():
    lines = read(b"a,b\n\xff\xfe,c\nd,e\n")
    assert [line.trouble for line in lines] == ["", UNREADABLE_LETTERS, ""]


@given(st.binary(max_size=500), st.sampled_from(["utf-8", "gb18030", "utf-16", "cp1252", "big5"]))
def test_any_bytes_are_read_to_the_end(data, encoding):
    try:
        lines = read(data, encoding=encoding)
    except FileUnreadable:
        return
    assert [line.number for line in lines] == sorted({line.number for line in lines})


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8),
            min_size=2,
            max_size=4,
        ),
        max_size=6,
    )
)
def test_what_a_proper_writer_wrote_comes_back(rows):
    import csv

    target = io.StringIO(newline="")
    csv.writer(target, quoting=csv.QUOTE_ALL).writerows(rows)
    lines = read(target.getvalue())
    if "\ufffd" not in target.getvalue():
        assert [list(line.cells) for line in lines] == rows
