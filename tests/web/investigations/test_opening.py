"""Opening a case: paste, correct, open; or from a customer, an order, a dispute."""

import re

from muniment.core.money import Money
from muniment.investigations import gate, queries
from tests.web.investigations.conftest import text
from tests.world import NOON

MAIL = """Received: from mail.nordlicht-handel.example by ours.example; Mon, 4 May 2026 09:12 +0000
Date: Mon, 4 May 2026 11:11:40 +0200
Message-ID: <1@nordlicht-handel.example>
From: "Maria Lund" <maria@nordlicht-handel.example>
Reply-To: lund@freemail.example
To: sales@ours.example
Subject: Inquiry porcelain tiles

Dear Sirs,
we are Nordlicht Handels GmbH, Hamburg, Germany, and need 3200 m2 of porcelain tiles,
total USD 17,920.00, CIF Hamburg.

Maria Lund
Nordlicht Handels GmbH
Tel. +49 40 5550199
"""


def newest(world, name="ada"):
    head = queries.cases(reader=world.actor(name), at=NOON).rows[0]
    return gate.read_case(reader=world.actor(name), case_id=head.id, at=NOON)


def fields_of(page):
    """What a browser would send back."""
    told = {}
    for name, value in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.S):
        told[name] = value.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">")
    for name, value in re.findall(r'<input type="text" name="([^"]+)" value="([^"]*)"', page):
        told[name] = value
    return {**told, "trigger": "inquiry"}


def test_a_pasted_mail_is_read_first_and_shown_for_correction(world, as_):
    page = text(as_("ada").post("/cases/new/", {"mail": MAIL, "step": "read"}))

    assert "Nordlicht Handels GmbH" in page
    assert "maria@nordlicht-handel.example" in page
    assert 'value="17920.00"' in page
    assert queries.cases(reader=world.actor("ada"), at=NOON).rows == []


def test_what_was_corrected_is_adopted_and_the_mail_is_evidence(world, as_):
    ada = as_("ada")
    told = fields_of(text(ada.post("/cases/new/", {"mail": MAIL, "step": "read"})))

    answer = ada.post(
        "/cases/new/",
        {**told, "company-name": "Nordlicht Handel GmbH", "company-country": "Germany"},
    )

    assert answer.status_code == 302
    case = newest(world)
    assert case.known("company.name") == ("Nordlicht Handel GmbH",)
    assert case.known("company.country") == ("DE",)
    assert case.known("mail.raw") != ()
    assert case.at_risk == Money("USD", 1_792_000)
    assert [row.kind for row in case.evidence] == ["mail"]
    assert [row.state for row in case.facts if row.value == "Nordlicht Handels GmbH"] == [
        "proposed"
    ]


def test_a_mail_comes_as_a_file_too(world, as_):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("inquiry.eml", MAIL.encode(), "message/rfc822")

    page = text(as_("ada").post("/cases/new/", {"file": file, "step": "read"}))

    assert "Nordlicht Handels GmbH" in page


def test_a_case_opens_from_typed_fields_with_an_order_number(world, as_):
    told = {
        "company-name": "Tessera Import SA", "company-country": "Spain", "trigger": "dispute",
        "order": "PO-77", "amount": "12,500.00", "currency": "usd", "about": "Refused at the port.",
    }  # fmt: skip

    answer = as_("ada").post("/cases/new/", told)

    assert answer.status_code == 302
    case = newest(world)
    assert (case.head.trigger, case.order) == ("dispute", "PO-77")
    assert case.at_risk == Money("USD", 1_250_000)
    assert case.about == "Refused at the port."


def test_nothing_known_a_strange_country_and_no_money_are_said_in_the_form(world, as_):
    ada = as_("ada")

    empty = ada.post("/cases/new/", {"trigger": "inquiry"})
    country = ada.post("/cases/new/", {"company-country": "Atlantis", "trigger": "inquiry"})
    money = ada.post(
        "/cases/new/", {"company-name": "X Ltd", "amount": "much", "trigger": "inquiry"}
    )

    assert [one.status_code for one in (empty, country, money)] == [422, 422, 422]
    assert "There is nothing to investigate yet." in text(empty)
    assert "No country of this name is known." in text(country)
    assert "Write it like 12500.00" in text(money)


def test_a_customer_is_checked_from_the_dossier_with_the_looks_on_record(world, as_):
    dossier_id, ada = world.dossier("ada"), as_("ada")
    assert "Check this customer" in text(ada.get(f"/customers/{dossier_id}/"))
    page = text(ada.get(f"/cases/about/{dossier_id}/"))
    assert "both looks are on record" in page
    assert "Nordlicht" not in page

    answer = ada.post(f"/cases/about/{dossier_id}/", {"trigger": "order", "order": "PO-77"})

    assert answer.status_code == 302
    assert newest(world).known("company.name") == ("Nordlicht Handels GmbH",)
    assert len(world.entries("vault.consultation.given")) == 2
    assert "Cases so far" in text(ada.get(f"/cases/about/{dossier_id}/"))


def test_a_customer_is_put_on_a_schedule_without_waiting_for_an_inquiry(world, as_):
    dossier_id, ada = world.dossier("ada"), as_("ada")

    answer = ada.post(f"/cases/about/{dossier_id}/", {"trigger": "schedule"})

    assert answer.status_code == 302
    case = newest(world)
    assert case.head.trigger == "schedule"
    assert case.watch is not None
    assert case.watch.every_days == 90
    assert case.head.due_because == "schedule"


def test_a_customer_whose_identity_is_shut_is_not_checked(world, as_):
    dossier_id = world.dossier("ada")

    answer = as_("ben").post(f"/cases/about/{dossier_id}/", {"trigger": "dossier"})

    assert answer.status_code == 403
    assert queries.cases(reader=world.actor("mia"), at=NOON).rows == []


def test_the_dossier_offers_the_check_only_to_who_may_open_cases(world, as_):
    dossier_id = world.dossier("ada")

    assert "Check this customer" not in text(as_("cus").get(f"/customers/{dossier_id}/"))


def test_without_a_sum_the_amount_at_risk_is_quantity_times_price(world, as_):
    mail = MAIL.replace("total USD 17,920.00", "1 x 40HQ, at USD 5.60 per m2")

    page = text(as_("ada").post("/cases/new/", {"mail": mail, "step": "read"}))

    assert 'value="17920.00"' in page


def test_reading_nothing_says_what_to_paste(as_):
    answer = as_("ada").post("/cases/new/", {"mail": "  \n", "step": "read"})

    assert answer.status_code == 422
    assert "Paste the mail here, or choose it as a file below." in text(answer)
