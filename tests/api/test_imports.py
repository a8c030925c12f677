"""An import through the API: send, correct, rehearse, load, read the report."""

import pytest

from muniment.intake import spool
from muniment.jobs import services as jobs
from muniment.keys import ring
from tests.api.conftest import Program, program_of
from tests.world import NOON
from tests.world import world as build

BOOK = """\
Customer Code,Company Name,Country,Contact Person,E-mail,Salesperson
C1,Nordic Lamp ApS,Denmark,Maja Lund,maja@nordic-lamp.example,Ada
C2,Blue Door Gifts Ltd,United Kingdom,Tom Pike,not an address,
"""


@pytest.fixture
def mia(settings, tmp_path, db) -> Program:
    settings.DATA_DIR = tmp_path
    ring.create()
    return program_of(build(), "mia")


def _send(program, text=BOOK, kind="customers", **headers):
    sent = {"Authorization": f"Bearer {program.secret}", **headers}
    return program.client.generic(
        "POST", f"/api/v1/imports?kind={kind}", text.encode(), content_type="text/csv",
        headers=sent,
    )  # fmt: skip


def _spooled():
    return list(spool.strays(before=NOON.replace(year=9998)))


def test_a_file_becomes_customers_step_by_step(mia):
    made = _send(mia, **{"X-Muniment-File-Name": "%E5%AE%A2%E6%88%B7.csv"})
    assert made.status_code == 201
    run = f"/imports/{made.json()['id']}"
    assert mia.get(run).json()["name"] == "客户.csv"

    understood = mia.get(f"{run}/mapping").json()
    assert understood["columns"][1]["target"] == "identity.legal_name"
    assert mia.put(f"{run}/mapping", {"choices": {"column_5": ""}}).status_code == 204
    assert mia.post(f"{run}/rehearsal").status_code == 202
    assert mia.get(f"{run}/progress").json()["job"]["state"] == "waiting"
    jobs.work_off(at=NOON)

    told = mia.get(run).json()
    assert (told["state"], told["counts"]["new"], told["counts"]["refused"]) == ("checked", 1, 1)
    refused = mia.post(f"{run}/load", {"good_rows_only": False})
    assert refused.json()["code"] == "intake.run.bad_rows_left"
    assert mia.post(f"{run}/load", {"good_rows_only": True}).status_code == 202
    jobs.work_off(at=NOON)

    assert mia.get(run).json()["loaded"]["new"] == 1
    report = mia.get(f"{run}/report")
    assert report["Content-Type"].startswith("text/csv")
    assert "\n3,E,E-mail" in report.getvalue().decode()
    [row] = mia.get("/dossiers?columns=identity.customer_code").json()["rows"]
    assert [cell["text"] for cell in row["cells"]] == ["C1"]


def test_a_file_sent_twice_with_a_key_is_received_once(mia):
    key = {"Idempotency-Key": "file-7"}

    first, second = _send(mia, **key), _send(mia, **key)
    other = _send(mia, BOOK + "C3,Other,DE,,,\n", **key)

    assert first.json() == second.json()
    assert other.json()["code"] == "api.key.used_before"
    assert len(mia.get("/imports").json()["rows"]) == 1
    assert len(_spooled()) == 1


def test_a_file_that_is_no_table_is_refused_and_not_kept(mia):
    answer = _send(mia, "")

    assert (answer.status_code, answer.json()["code"]) == (422, "intake.file.empty")
    assert _spooled() == []


def test_an_import_is_given_up_with_its_file(mia):
    run = f"/imports/{_send(mia).json()['id']}"

    assert mia.post(f"{run}/give-up").status_code == 204
    assert mia.get(f"{run}/mapping").json()["code"] == "intake.spool.missing"
    assert _spooled() == []


def test_a_choice_that_is_not_offered_is_refused(mia):
    run = f"/imports/{_send(mia).json()['id']}"

    answer = mia.put(f"{run}/mapping", {"choices": {"column_0": "pricing.nothing"}})

    assert (answer.status_code, answer.json()["code"]) == (422, "intake.plan.invalid")


@pytest.mark.parametrize(("kind", "ending"), [("customers", "csv"), ("orders", "xlsx")])
def test_templates_are_handed_out(mia, kind, ending):
    answer = mia.get(f"/imports/templates/{kind}/{ending}")

    assert answer.status_code == 200
    assert len(answer.content) > 50
