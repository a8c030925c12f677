"""Form fields made from the company's own fields."""

import pytest

from muniment.vault.domain.fields import Choice, FieldSpec, FieldType, MaskKind
from muniment.web.vault.values import ValuesForm, changed, mark, versions


def spec(kind: FieldType, **told) -> FieldSpec:
    return FieldSpec("extra.thing", "extra", "Thing", "", kind, mask=MaskKind.HIDDEN, **told)


def form(kind: FieldType, **told) -> str:
    return str(ValuesForm(specs=[spec(kind, **told)])["extra.thing"].as_field_group())


@pytest.mark.parametrize(
    ("kind", "sign"),
    [
        (FieldType.TEXT, '<input type="text"'),
        (FieldType.LONG_TEXT, "<textarea"),
        (FieldType.EMAIL, '<input type="email"'),
        (FieldType.PHONE, '<input type="tel"'),
        (FieldType.ADDRESS, "<textarea"),
        (FieldType.DATE, '<input type="date"'),
        (FieldType.COUNTRY, '<option value="DK">Denmark</option>'),
        (FieldType.MONEY, "Like 1234.50 USD."),
        (FieldType.CONTACTS, 'name="extra.thing:email"'),
    ],
)
def test_each_type_has_its_own_box(kind, sign):
    assert sign in form(kind)


def test_several_entries_get_a_box_with_lines():
    assert "<textarea" in form(FieldType.EMAIL, several=True)


def test_choices_are_offered_by_their_words():
    assert '<option value="a">First</option>' in form(
        FieldType.CHOICE, choices=(Choice("a", "First", "第一"),)
    )


def test_a_register_has_no_box():
    assert "extra.thing" not in ValuesForm(specs=[spec(FieldType.REGISTER)]).fields


def test_words_of_the_company_are_never_markup():
    page = form(FieldType.TEXT, help_en="<script>alert(1)</script>")

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_mark_tells_version_and_change_without_the_text():
    marks = {"extra.thing": mark(3, "Nordlicht")}

    assert "Nordlicht" not in marks["extra.thing"]
    assert versions(marks) == {"extra.thing": 3}
    assert changed({"extra.thing": "Nordlicht"}, marks) == {}
    assert changed({"extra.thing": "Ostsee"}, marks) == {"extra.thing": "Ostsee"}


def test_a_mark_that_nobody_made_counts_as_none():
    assert versions({"extra.thing": "x.y", "extra.other": ""}) == {}
