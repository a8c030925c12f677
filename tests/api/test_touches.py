"""Contact with customers through the API: all that the pages do."""

from dataclasses import replace

from muniment.touches import services
from muniment.touches.models import Touch
from tests.api.conftest import program_of
from tests.app.touches.letters import SERVER, answer, mail
from tests.world import NOON

CALL = {"kind": "call", "happened_on": "2026-05-04", "contacts": "Maria Lund", "note": "prices"}


def _of(dossier_id):
    return f"/customers/{dossier_id}/contact"


def test_a_program_notes_reads_and_takes_back_a_touch(ada, world):
    heron = world.dossier()
    promise = {"kind": "quotation", "words": "FOB 3.10", "due_on": "2026-05-30"}

    made = ada.post(f"{_of(heron)}/touches", {**CALL, "promise": promise})
    told = ada.get(_of(heron)).json()

    assert made.status_code == 201
    [touch] = told["touches"]
    assert (touch["trace"], touch["happened_on"]) == ("", "2026-05-04")
    [due] = told["promises"]
    assert due["due_on"] == "2026-05-30"
    assert ada.post(f"/promises/{due['id']}/keep").status_code == 204
    assert ada.post(f"/touches/{touch['id']}/withdraw").status_code == 204
    told = ada.get(_of(heron)).json()
    assert (told["touches"], told["promises"]) == ([], [])


def test_visits_promises_and_duties_are_set_by_programs(ada, world):
    heron, mia = world.dossier(), program_of(world, "mia")

    visit = ada.post(f"{_of(heron)}/visits", {"planned_on": "2026-06-02"}).json()
    promise = ada.post(f"{_of(heron)}/promises", {"words": "samples"}).json()
    assert mia.put(f"{_of(heron)}/duties/keeper", {"days": 9}).status_code == 204
    assert ada.put(f"{_of(heron)}/duties/keeper", {"days": 90}).status_code == 403
    assert mia.put("/contact/defaults/deputy", {"days": 45}).status_code == 204

    [owed] = ada.get("/contact/owed").json()["rows"]
    assert (owed["part"], owed["days"]) == ("keeper", 9)
    assert ada.get("/contact/defaults").json()["deputy"] == 45
    assert ada.post(f"/visits/{visit['id']}/cancel").status_code == 204
    assert ada.post(f"/promises/{promise['id']}/drop").status_code == 204


def test_the_coverage_names_single_threads_to_those_who_lead(ada, world):
    heron = world.dossier()
    for _ in range(6):
        ada.post(f"{_of(heron)}/touches", CALL)

    told = program_of(world, "mia").get("/contact/coverage?only=no_deputy").json()

    assert (told["customers"], told["without_deputy"]) == (1, 1)
    assert told["rows"][0]["single_thread"]["percent"] == 100
    assert told["single_threads"] is None
    only = program_of(world, "mia").get("/contact/coverage?only=thread").json()
    assert (only["single_threads"], len(only["rows"])) == (1, 1)
    assert ada.get("/contact/coverage?only=thread").json()["rows"] == []
    assert ada.get("/contact/coverage").json()["rows"][0]["single_thread"] is None
    assert program_of(world, "cy").get("/contact/coverage").status_code == 403


def test_a_feed_is_made_and_ended(ada, world):
    made = ada.post("/contact/feed")

    assert made.json()["link"].endswith(".ics")
    assert ada.delete("/contact/feed").status_code == 204
    assert ada.delete("/contact/feed").status_code == 404


def test_the_tray_is_settled_by_a_program(ada, world):
    heron = world.dossier()
    for key, who in (("1", "ben"), ("2", "ben")):
        raw = mail(sender=f"{who}@house.example", key=key)
        services.take_mail(raw=raw, envelope_from="", at=NOON)
    ben = program_of(world, "ben")

    first, second = ben.get("/contact/tray").json()["rows"]
    told = {"dossier_id": str(heron)}
    assert ben.post(f"/contact/tray/{first['id']}/assign", told).status_code == 204
    assert ben.post(f"/contact/tray/{second['id']}/discard").status_code == 204

    assert ben.get("/contact/tray").json() == {"rows": []}
    assert Touch.objects.count() == 1


def test_a_mailbox_is_checked_and_loaded(ada, world, settings):
    settings.CONFIG = replace(settings.CONFIG, mail_in_authserv=SERVER)
    world.dossier()
    box = b"".join(b"From x Mon May  4 09:00:00 2026\n" + it + b"\n" for it in (mail(), answer()))
    send = {
        "data": box + b"From x Mon May  4 09:00:00 2026\nno mail\n",
        "content_type": "application/octet-stream",
        "headers": {"Authorization": f"Bearer {ada.secret}"},
    }

    told = ada.client.post("/api/v1/contact/imports", **send)

    assert told.status_code == 201
    row = told.json()
    assert (row["seen"], row["matched"], row["bad"]) == (3, 2, 1)
    assert row["unusable"][0]["where"].startswith("mail 3")
    assert ada.get(f"/contact/imports/{row['id']}").json()["state"] == "checked"
    assert ada.post(f"/contact/imports/{row['id']}/load").json()["new"] == 2
    assert ada.post(f"/contact/imports/{row['id']}/give-up").status_code == 404
