"""The fields page: the catalogue grows and changes, and nothing new is open to anybody."""

import pytest
from django.urls import reverse

from muniment.vault import queries
from muniment.vault.catalogue import current
from muniment.vault.domain.fields import FieldType, IndexKind, MaskKind

INDEX = "fields:index"
NEW = {
    "label_en": "Sample policy", "label_zh": "样品政策", "compartment": "pricing", "type": "text",
    "level": "secret", "part": "on", "searched": "on",
}  # fmt: skip


def post(browser, name: str, *args, **told):
    return browser.post(reverse(f"fields:{name}", args=args), told)


def spec(code: str):
    return next(row for row in queries.fields() if row.spec.code == code)


@pytest.mark.parametrize("name", ["olga", "mia", "kai", "cus"])
def test_those_who_work_with_the_catalogue_read_it(enters, name):
    page = enters(name).get(reverse(INDEX)).content.decode()

    assert "Legal name" in page
    assert "客户身份" in page


@pytest.mark.parametrize("name", ["ada", "sam", "eve"])
def test_nobody_else_does(enters, name):
    browser = enters(name)

    assert browser.get(reverse(INDEX)).status_code == 403
    assert browser.get(reverse("fields:field", args=["identity.legal_name"])).status_code == 403
    assert post(browser, "add", **NEW).status_code == 403


def test_a_custodian_reads_without_verbs(enters):
    cus = enters("cus")

    assert reverse("fields:add") not in cus.get(reverse(INDEX)).content.decode()
    assert post(cus, "retire", "identity.legal_name").status_code == 403
    assert spec("identity.legal_name").retired_at is None


def test_a_new_field_is_shut_to_everybody_and_says_so(enters):
    mia = enters("mia")
    page = mia.post(reverse("fields:add"), NEW, follow=True).content.decode()

    assert "Shut to everybody." in page
    assert reverse("access:draft") + "?field=pricing.sample_policy" in page
    assert {cell.value for cell in current().table.row("pricing.sample_policy")} == {"shut"}
    assert "1 field is shut to everybody" in mia.get(reverse(INDEX)).content.decode()


def test_mask_and_index_follow_from_the_type(enters):
    mia = enters("mia")
    post(mia, "add", **{**NEW, "type": "phone", "code": "hotline"})
    post(mia, "add", **{k: v for k, v in NEW.items() if k not in {"part", "searched"}})

    hotline, policy = spec("pricing.hotline").spec, spec("pricing.sample_policy").spec
    assert (hotline.mask, hotline.index) == (MaskKind.PHONE, IndexKind.EXACT_PHONE)
    assert (policy.mask, policy.index) == (MaskKind.HIDDEN, IndexKind.NONE)


def test_a_choice_brings_its_answers(enters):
    mia = enters("mia")
    told = {
        **NEW,
        "type": "choice",
        "searched": "",
        "choices": "fair, Met at a fair, 展会\nweb, Web",
    }
    del told["searched"]
    assert post(mia, "add", **{**told, "choices": ""}).status_code == 422
    post(mia, "add", **told)

    found = spec("pricing.sample_policy").spec
    assert found.type is FieldType.CHOICE
    assert [(one.code, one.label_en, one.label_zh) for one in found.choices] == [
        ("fair", "Met at a fair", "展会"),
        ("web", "Web", ""),
    ]


def test_what_does_not_fit_is_said_beside_the_box(enters):
    mia = enters("mia")
    date = post(mia, "add", **{**NEW, "type": "date"})
    twice = post(mia, "add", **{**NEW, "label_en": "Payment terms", "code": "payment_terms"})
    nameless = post(mia, "add", **{**NEW, "label_en": "", "label_zh": ""})

    assert "cannot be searched" in date.content.decode()
    assert "was used before" in twice.content.decode()
    assert [one.status_code for one in (date, twice, nameless)] == [422, 422, 422]


def test_a_renamed_field_keeps_its_code_and_shows_its_earlier_names(enters):
    mia = enters("mia")
    named = {"label_en": "Registered name", "label_zh": "注册名称"}
    url = reverse("fields:rename", args=["identity.legal_name"])
    page = mia.post(url, named, follow=True).content.decode()

    assert "Registered name" in page
    assert "Legal name" in page
    assert "Mia" in page
    assert spec("identity.legal_name").spec.label_zh == "注册名称"


def test_a_name_is_needed(enters):
    mia = enters("mia")
    empty = {"label_en": "", "label_zh": ""}

    assert post(mia, "rename", "identity.legal_name", **empty).status_code == 422
    assert post(mia, "rename", "identity", **empty).status_code == 422


def test_a_retired_field_leaves_the_sheet_and_comes_back(enters):
    mia = enters("mia")
    post(mia, "retire", "identity.website")
    assert "identity.website" not in current().fields
    assert "out of use" in mia.get(reverse(INDEX)).content.decode()

    post(mia, "restore", "identity.website")
    assert "identity.website" in current().fields


def test_a_compartment_is_added_renamed_retired_and_restored(enters):
    olga = enters("olga")
    post(olga, "add_compartment", label_en="Travel notes", about_en="Visits and gifts.")
    post(olga, "rename", "travel_notes", label_en="Visits", label_zh="拜访")
    assert "拜访" in olga.get(reverse(INDEX)).content.decode()

    post(olga, "retire", "travel_notes")
    assert current().compartment("travel_notes") is None
    post(olga, "restore", "travel_notes")
    assert current().compartment("travel_notes") is not None


def test_a_code_that_was_used_stays_used(enters):
    answer = post(enters("olga"), "add_compartment", label_en="Identity")

    assert answer.status_code == 422


def test_a_field_that_never_was_is_not_found(enters):
    mia = enters("mia")

    assert mia.get(reverse("fields:field", args=["identity.nickname"])).status_code == 404
    assert post(mia, "retire", "identity.nickname").status_code == 404


def test_the_pages_take_few_queries(enters, django_assert_max_num_queries):
    mia = enters("mia")
    for address in (reverse(INDEX), reverse("fields:field", args=["identity.legal_name"])):
        with django_assert_max_num_queries(15):
            mia.get(address)
