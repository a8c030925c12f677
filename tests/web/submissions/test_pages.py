"""Handing in, report, settings, credit and origin on their pages."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse

from muniment.core.clock import frozen
from muniment.submissions import queries, services
from muniment.submissions.services import Found
from muniment.vault import queries as dossiers
from muniment.vault import services as vault
from muniment_verify.cli import main as verify
from tests.world import NOON

HOME = reverse("submissions:index")


@pytest.fixture(autouse=True)
def _noon():
    with frozen(NOON):
        yield


@pytest.fixture
def weekly(world):
    services.set_rhythm(weeks=1, weekday=4, by=world.actor("mia"), at=NOON)


def codename(dossier_id):
    return dossiers.codenames_of([dossier_id])[dossier_id]


def test_a_salesperson_sees_what_wants_a_word_and_hands_in_with_one_button(world, as_, weekly):
    heron = world.dossier()
    ada = as_("ada")

    page = ada.get(HOME).content.decode()
    assert codename(heron) in page
    assert "Contacts" in page
    assert "Nordlicht" not in page
    answer = ada.post(reverse("submissions:hand_in"), {"confirmed": [str(heron), "nonsense"]})

    assert answer.status_code == 302
    assert "1 customer is confirmed" in ada.get(HOME).content.decode()
    assert queries.submissions_of(world.id("ada"))[0].customers_confirmed == 1
    assert ada.post(reverse("submissions:hand_in"), {}).status_code == 409


def test_nobody_hands_in_for_a_customer_of_somebody_else(world, as_, weekly):
    heron = world.dossier()
    world.dossier("ben")

    assert (
        as_("ben").post(reverse("submissions:hand_in"), {"confirmed": [heron]}).status_code == 403
    )


def test_the_report_is_for_those_who_lead_and_each_view_is_on_record(world, as_, weekly):
    heron = world.dossier()
    url = reverse("submissions:report")

    page = as_("mia").get(url).content.decode()

    assert "Ada" in page
    assert codename(heron) in page
    assert "Nordlicht" not in page
    assert [row.actor for row in world.entries("submissions.report.read")] == [str(world.id("mia"))]
    assert as_("ada").get(url).status_code == 404
    assert as_("kai").get(url).status_code == 200


def test_the_report_shows_more_customers_on_the_next_page(world, as_, weekly, monkeypatch):
    monkeypatch.setattr("muniment.web.submissions.reports._SHOWN", 1)
    world.dossier(), world.dossier()
    page = reverse("submissions:report")
    first, second = (as_("mia").get(page, {"page": at}).content.decode() for at in (1, 2))

    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second


def test_leaders_set_rhythm_and_limits_and_the_owner_sets_the_tail(world, as_):
    mia, olga = as_("mia"), as_("olga")

    mia.post(reverse("submissions:set_rhythm"), {"scope": "role:salesperson", "weeks": 2,
                                                 "weekday": 0})  # fmt: skip
    mia.post(reverse("submissions:set_threshold"), {"code": "pricing", "days": 45})
    olga.post(reverse("submissions:set_tail"), {"percent": "1.5", "months": 12})

    page = olga.get(reverse("submissions:settings")).content.decode()
    assert "every 2 weeks, due on Monday" in page
    assert "after 45 days" in page
    assert "1.5 % of each order for 12 months" in page
    assert mia.post(reverse("submissions:set_tail"), {"percent": 1, "months": 1}).status_code == 403
    assert as_("ada").get(reverse("submissions:settings")).status_code == 403
    wrong = mia.post(reverse("submissions:set_rhythm"), {"scope": "", "weeks": 9, "weekday": 0})
    assert wrong.status_code == 422


def test_who_found_a_customer_is_written_and_confirmed_by_another(world, as_):
    heron = world.dossier()
    url = reverse("submissions:origin", args=[heron])
    ada, mia = as_("ada"), as_("mia")

    answer = ada.post(url, {
        "found_by": str(world.id("ada")), "first_contact_on": "2026-05-01", "channel": "fair",
        "cost": "USD 1,200", "proof": "invoice of the fair", "file": io.BytesIO(b"the invoice"),
    })  # fmt: skip

    assert answer.status_code == 302
    assert "Confirm the origin" not in ada.get(url).content.decode()
    assert "invoice of the fair" not in ada.get(url).content.decode()
    assert mia.post(reverse("submissions:confirm_origin", args=[heron])).status_code == 302
    assert "Mia" in ada.get(url).content.decode()
    assert as_("ben").get(url).status_code == 403


def test_credit_is_ones_own_and_leaders_read_it_on_record(world, as_):
    heron = world.dossier()
    world.order(heron)
    services.record_origin(
        dossier_id=heron, found=Found(world.id("ada"), NOON.date()), by=world.actor("ada"), at=NOON
    )
    of_ada = reverse("submissions:credit_of", args=[world.id("ada")])

    page = as_("ada").get(reverse("submissions:credit")).content.decode()

    assert codename(heron) in page
    assert "waits for confirmation" in page
    assert "12,500" not in page
    assert as_("mia").get(of_ada).status_code == 200
    assert len(world.entries("submissions.credit.read")) == 1
    assert as_("ben").get(of_ada).status_code == 404
    assert as_("fin").get(of_ada).status_code == 404


def test_a_statement_holds_proofs_that_a_stranger_checks(world, as_, tmp_path, capsys):
    heron = world.dossier()
    services.record_origin(
        dossier_id=heron, found=Found(world.id("ada"), NOON.date()), by=world.actor("ada"), at=NOON
    )

    answer = as_("ada").post(reverse("submissions:statement"))

    with zipfile.ZipFile(io.BytesIO(answer.content)) as bundle:
        bundle.extractall(tmp_path)
    told = json.loads((tmp_path / "statement.json").read_text())
    (customer,) = told["customers"]
    assert customer["codename"] == codename(heron)
    assert {fact["kind"] for fact in customer["facts"]} == {"found", "kept", "told"}
    assert "Nordlicht" not in "".join(
        path.read_text() for path in tmp_path.rglob("*") if path.suffix in {".json", ".txt"}
    )
    key = (tmp_path / "key.txt").read_text().strip()
    for fact in customer["facts"]:
        proof = tmp_path / "proofs" / f"{fact['entry']}.tlog-proof"
        assert verify([str(proof), "--entry", str(proof.with_suffix(".json")), "--key", key]) == 0


def test_today_reminds_two_days_before_and_after_the_day(world, as_, weekly):
    world.dossier()
    ada = as_("ada")
    today = reverse("today:index")

    assert "Your submission" not in ada.get(today).content.decode()
    with frozen(NOON + timedelta(days=3)):
        assert "Your submission is due" in ada.get(today).content.decode()
    with frozen(NOON + timedelta(days=12)):
        assert "Your submission is late" in ada.get(today).content.decode()


def test_a_pasted_card_is_looked_over_and_saved_beside_what_stands(world, as_):
    heron = world.dossier()
    vault.add_contacts(
        dossier_id=heron, entries={"contacts.people": "Jo Ray; jo@x.example"},
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    ada = as_("ada")
    text = "Maria Lund\nBuyer\nNew Name GmbH\n+49 40 555 0123\nmaria@nordlicht-handel.example"

    page = ada.post(reverse("submissions:card", args=[heron]), {"text": text}).content.decode()
    assert 'value="Maria Lund"' in page
    assert "jo@x.example" not in page
    answer = ada.post(reverse("submissions:save_card", args=[heron]), {
        "name": "Maria Lund", "post": "Buyer", "email": "maria@nordlicht-handel.example",
        "phone": "+49 40 555 0123", "company": "New Name GmbH",
    })  # fmt: skip

    assert answer.status_code == 302
    shown = {one.spec.code: one.text for one in world.look("ada", heron, "contacts").fields}
    assert "Maria Lund" in shown["contacts.people"]
    assert "Jo Ray" in shown["contacts.people"]
    names = {one.spec.code: one.text for one in world.look("ada", heron).fields}
    assert names["identity.legal_name"] == "Nordlicht Handels GmbH"


def test_a_wrong_number_on_a_card_is_said_in_the_form(world, as_):
    heron = world.dossier()
    ada = as_("ada")

    wrong = ada.post(reverse("submissions:save_card", args=[heron]), {"name": "M", "phone": "12"})
    assert wrong.status_code == 422
    assert 'value="12"' in wrong.content.decode()
    assert ada.post(reverse("submissions:card", args=[heron]), {"text": " "}).status_code == 422
    assert as_("ben").get(reverse("submissions:card", args=[heron])).status_code == 403


def test_a_vcard_comes_as_a_file(world, as_):
    heron = world.dossier()
    file = io.BytesIO(b"BEGIN:VCARD\nVERSION:3.0\nFN:Ana Ruiz\nEND:VCARD\n")
    file.name = "ana.vcf"

    page = as_("ada").post(reverse("submissions:card", args=[heron]), {"file": file})

    assert 'value="Ana Ruiz"' in page.content.decode()
