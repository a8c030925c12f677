"""Masks show enough to recognise and nothing of what they hide."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.vault.domain.catalogue import by_code
from muniment.vault.domain.contacts import Contact, contacts_text
from muniment.vault.domain.fields import MaskKind
from muniment.vault.domain.masks import DOTS, hidden_parts, mask
from muniment.vault.domain.values import ValueInvalid, parse


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        (MaskKind.HIDDEN, "anything", "•••"),
        (MaskKind.TEXT, "Nordic Lamp", "N•••"),
        (MaskKind.TEXT, "王伟", "•••"),
        (MaskKind.TEXT, "First name\nSecond name", "F•••"),
        (MaskKind.EMAIL, "maria@nordic-lamp.dk", "m•••@•••.dk"),
        (MaskKind.EMAIL, "ml@nordic-lamp.dk", "•••@•••.dk"),
        (MaskKind.EMAIL, "mcom@x.com", "•••"),
        (MaskKind.PHONE, "+8613800138000", "+86 •••"),
        (MaskKind.PHONE, "+4930901820;ext=12", "+49 •••"),
        (MaskKind.URL, "https://www.nordic-lamp.dk/shop", "•••.dk"),
        (MaskKind.MONEY, "950.00 USD", "USD •"),
        (MaskKind.MONEY, "12500.00 USD", "USD ••k"),
        (MaskKind.MONEY, "99000000 JPY", "JPY ••M"),
        (MaskKind.YEAR, "2026-05-03", "2026-••-••"),
        (MaskKind.ADDRESS, "1 Quay Street\nAarhus", "•••, •••"),
        (MaskKind.TEXT, "", ""),
    ],
)
def test_each_kind_leaves_one_trace(kind, text, shown):
    assert mask(text, kind) == shown


def test_masks_of_people_show_their_posts():
    people = [Contact("Maria Lund", "Buyer"), Contact("Ole Lund", ""), Contact("Kim", "CEO")]
    assert mask(contacts_text(people), MaskKind.CONTACTS) == "Buyer •••\n•••\nCEO •••"


def test_a_post_that_tells_a_name_is_hidden():
    people = [Contact("Maria Lund", "Maria's desk"), Contact("Kim", "assistant of lund")]
    assert mask(contacts_text(people), MaskKind.CONTACTS) == "•••\n•••"


def test_a_mask_that_would_show_a_single_hidden_letter_is_dots_alone():
    people = [Contact("B", "Buyer")]
    assert mask(contacts_text(people), MaskKind.CONTACTS) == DOTS


LETTERS = string.ascii_letters + string.digits + " .-王伟张ñé"
SAMPLES = {
    MaskKind.TEXT: st.text(LETTERS, min_size=1),
    MaskKind.HIDDEN: st.text(LETTERS, min_size=1),
    MaskKind.ADDRESS: st.text(LETTERS + "\n", min_size=1),
    MaskKind.EMAIL: st.builds("{}@{}.{}".format, *[st.text("abcom", min_size=1, max_size=6)] * 3),
    MaskKind.PHONE: st.text(string.digits, min_size=8, max_size=10).map("+493{}".format),
    MaskKind.URL: st.builds(
        "https://{}.{}/{}".format, *[st.text("abc", min_size=1, max_size=5)] * 3
    ),
    MaskKind.MONEY: st.builds("{}.00 USD".format, st.integers(0, 10**9)),
    MaskKind.YEAR: st.dates().map(str),
    MaskKind.CONTACTS: st.lists(
        st.builds(Contact, *[st.text(LETTERS, max_size=8)] * 2, note=st.text(LETTERS, max_size=8))
    ).map(contacts_text),
}


@given(st.sampled_from(sorted(SAMPLES)).flatmap(lambda k: st.tuples(st.just(k), SAMPLES[k])))
def test_the_hidden_part_never_stands_in_the_mask(sample):
    kind, text = sample
    shown = mask(text, kind)
    assert not any(part in shown for part in hidden_parts(text, kind))


@given(st.text(string.ascii_lowercase, min_size=4), st.text(string.ascii_lowercase, min_size=4))
def test_a_mask_does_not_tell_how_long_the_value_is(one, other):
    assert len(mask(one, MaskKind.TEXT)) == len(mask(other, MaskKind.TEXT))


@given(st.sampled_from(list(by_code().values())), st.text())
def test_every_value_that_can_be_kept_can_be_masked(spec, raw):
    try:
        value = parse(raw, spec)
    except ValueInvalid:
        return
    assert "•" in mask(value.text, spec.mask)
