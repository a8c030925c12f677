"""A file from a page is loaded by the worker, once, and forgotten."""

import io
from datetime import timedelta
from pathlib import Path

import pytest

from muniment.core.ids import new_id
from muniment.customs_data import queries, services, store, uploads
from muniment.customs_data.domain.layouts import Wishes
from muniment.jobs import queries as jobs
from muniment.jobs.services import work_off
from muniment.keys import ring
from tests.company import NOON, Company, staffed

FILE = b"Import Date,Importer,Supplier,HS Code,Value USD\n2025-03-01,Orion,Foshan,690721,5\n"


@pytest.fixture
def company(settings, tmp_path: Path, db):
    settings.DATA_DIR = tmp_path
    ring.create()
    return staffed()


def worked_off(upload_id, company: Company, name: str):
    job_id = services.queue_load(upload_id=upload_id, by=company.actor(name), at=NOON)
    work_off(at=NOON)
    return jobs.job(job_id)


def test_an_upload_is_loaded_by_the_worker_and_dropped(company):
    upload_id = uploads.keep(io.BytesIO(FILE), name="Kenya Import.csv", provider="Seller")

    job = worked_off(upload_id, company, "mia")

    [load] = queries.loads()
    assert job.result_code == "loaded"
    assert (load.name, load.provider, load.by) == ("Kenya Import.csv", "Seller", company.id("mia"))
    assert uploads.kept(upload_id) is None
    assert store.all_ids() == [str(load.id)]


def test_a_file_that_is_no_table_is_an_answer_and_not_tried_again(company):
    upload_id = uploads.keep(io.BytesIO(b"%PDF-1.7 nothing"), name="a.csv")

    job = worked_off(upload_id, company, "ada")

    assert job.result_code == "intake.file.page"
    assert uploads.kept(upload_id) is None


def test_people_without_the_duty_cannot_queue_a_load(company):
    with pytest.raises(services.LoadNotYours):
        services.queue_load(upload_id=new_id(), by=company.actor("ben"), at=NOON)


WRONG = FILE + b"never,Orion,Foshan,690721,lots\n"


def test_an_upload_that_a_few_words_can_cure_waits_for_them(company):
    upload_id = uploads.keep(io.BytesIO(WRONG), name="a.csv")
    said = {"wishes": Wishes(), "provider": "", "as_of": None, "skip_bad": False}
    uploads.revise(upload_id, **said, accept_guesses=True)

    job = worked_off(upload_id, company, "mia")

    [upload] = uploads.waiting()
    assert job.result_code == "customs_data.load.rows_bad"
    assert upload.trouble == uploads.Trouble("customs_data.load.rows_bad", {"bad": 1})

    uploads.revise(upload_id, **said, accept_guesses=True)
    assert uploads.kept(upload_id).trouble is None


def test_an_upload_that_nobody_loads_is_forgotten(company):
    upload_id = uploads.keep(io.BytesIO(FILE), name="a.csv")

    assert uploads.drop_before(uploads.kept(upload_id).kept_at) == 0
    assert uploads.drop_before(uploads.kept(upload_id).kept_at + timedelta(days=1)) == 1
    assert uploads.waiting() == []


def test_each_load_has_the_tripwire_look_through_it(company, tmp_path):
    file = tmp_path / "Kenya Import.csv"
    file.write_bytes(FILE)

    services.load(path=file, by=company.actor("mia"), at=NOON)

    assert [job.name for job in jobs.open_jobs()] == ["investigations.tripwire"]
