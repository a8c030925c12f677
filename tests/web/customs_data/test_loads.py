"""Bringing a provider's file in: columns confirmed once, loaded by the worker, removable."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from muniment.customs_data import queries, store, uploads
from muniment.jobs.services import work_off
from muniment.web.customs_data import uploading
from tests.web.customs_data.conftest import records

UNSURE = (
    "Date,Party One,Importer,Shipper,HS Code,Value\n"
    + "".join(
        f"0{n}/0{n}/2025,x,Orion Trading LLC,Foshan Tiles,690721,{n}00\n" for n in range(1, 8)
    )
)  # fmt: skip


def uploaded(browser, text: str | bytes, name: str = "Kenya Import 2025.csv"):
    data = text.encode() if isinstance(text, str) else text
    return browser.post(
        reverse("customs_data:upload"), {"file": SimpleUploadedFile(name, data), "provider": "S"}
    )


def kept(answer) -> UUID:
    return UUID(answer["Location"].rstrip("/").rpartition("/")[2])


def page_of(upload_id: UUID) -> str:
    return reverse("customs_data:mapping", args=[upload_id])


def said(upload_id: UUID, **other: str) -> dict[str, str]:
    """The form as the browser would send it: every column as it was found."""
    from muniment.customs_data.loading import examine, open_source

    upload = uploads.kept(upload_id)
    layout = examine(open_source(upload.path, upload.name), upload.wishes, queries.remembered())
    columns = {f"column_{it.column}": role.value for role, it in layout.choices.items()}
    return {**columns, **other}


def test_a_file_goes_from_upload_to_profile_in_a_few_clicks(world, enters):
    browser = enters("mia")
    upload_id = kept(uploaded(browser, records()))

    page = browser.get(page_of(upload_id)).content.decode()
    assert "Orion Trading LLC" in page
    assert "by its heading" in page

    loading = browser.post(page_of(upload_id), said(upload_id))["Location"]
    assert "Waits for the worker" in browser.get(loading).content.decode()
    assert browser.get(f"{loading}progress/").status_code == 200
    work_off()

    assert "The file is loaded" in browser.get(loading).content.decode()
    assert browser.get(f"{loading}progress/")["HX-Refresh"] == "true"
    assert "Kenya Import 2025.csv" in browser.get(reverse("customs_data:loads")).content.decode()


def test_what_is_not_plain_is_asked_once_and_remembered(world, enters):
    browser = enters("mia")
    upload_id = kept(uploaded(browser, UNSURE))
    page = browser.get(page_of(upload_id)).content.decode()
    assert "before it is loaded" in page

    unanswered = browser.post(page_of(upload_id), said(upload_id))
    assert unanswered.status_code == 422
    assert "which part is the day" in unanswered.content.decode()
    told = said(upload_id, date_form="day_first", currency="eur")
    assert browser.post(page_of(upload_id), told).status_code == 302
    work_off()

    [load] = queries.loads()
    assert load.rows == 7
    again = kept(uploaded(browser, UNSURE.replace("x,", "y,")))
    assert "were confirmed before" in browser.get(page_of(again)).content.decode()


def test_a_remembered_order_of_dates_is_shown_and_asked_again_when_the_file_contradicts_it(
    world, enters
):
    browser = enters("mia")
    first = kept(uploaded(browser, records().replace("2025-", "03/").replace("-09", "/25")))
    assert "which part is the day" in browser.get(page_of(first)).content.decode()
    browser.post(page_of(first), said(first, date_form="month_first"))
    work_off()

    header, row = records().splitlines()[:2]
    _, rest = row.split(",", 1)
    lines = [f"03/04/25,{rest}"] * 1100 + [f"25/04/25,{rest}"]
    later = kept(uploaded(browser, "\n".join([header, *lines]) + "\n"))
    page = browser.get(page_of(later)).content.decode()
    assert "as confirmed before" in page
    assert "which part is the day" not in page
    browser.post(page_of(later), said(later))
    work_off()

    page = browser.get(page_of(later)).content.decode()
    assert "contradict how files with these headings were read" in page
    assert "which part is the day" in page


def test_a_corrected_column_stands_and_one_role_is_for_one_column(world, enters):
    browser = enters("mia")
    upload_id = kept(uploaded(browser, records()))
    wrong = said(upload_id) | {"column_2": "buyer"}

    twice = browser.post(page_of(upload_id), wrong)
    assert twice.status_code == 422
    assert "only one can be" in twice.content.decode()

    swapped = said(upload_id) | {"column_1": "seller", "column_2": "buyer", "read_again": "1"}
    assert browser.post(page_of(upload_id), swapped)["Location"] == page_of(upload_id)
    assert "your choice" in browser.get(page_of(upload_id)).content.decode()


def test_rows_that_cannot_be_read_come_back_with_a_report_and_a_way_on(world, enters):
    browser = enters("mia")
    upload_id = kept(uploaded(browser, records() + "never,Orion,Foshan,,690721,x,1,M2,lots,CN\n"))
    loading = browser.post(page_of(upload_id), said(upload_id))["Location"]
    work_off()

    assert browser.get(loading)["Location"] == page_of(upload_id)
    page = browser.get(page_of(upload_id)).content.decode()
    assert "1 rows cannot be read" in page
    report = browser.get(reverse("customs_data:report", args=[upload_id]))
    assert b"never" in b"".join(report.streaming_content)

    browser.post(page_of(upload_id), said(upload_id, skip_bad="on"))
    work_off()
    assert [load.left_out for load in queries.loads()] == [1]


def test_a_file_without_headings_shows_how_it_begins(world, enters):
    browser = enters("mia")
    upload_id = kept(uploaded(browser, "a,b\n1,2\n3,4\n"))

    page = browser.get(page_of(upload_id)).content.decode()

    assert "How the file begins" in page
    assert "Load the file" not in page


def test_what_is_no_table_is_refused_at_once_and_not_kept(world, enters):
    answer = uploaded(enters("mia"), b"%PDF-1.7 nothing")

    assert answer.status_code == 422
    assert uploads.waiting() == []


def test_a_file_of_no_sensible_size_is_cut_off(world, enters, monkeypatch):
    monkeypatch.setattr(uploading, "LARGEST", 10)

    answer = uploaded(enters("mia"), records())

    assert answer.status_code in {400, 422}
    assert uploads.waiting() == []


def test_an_upload_given_up_is_forgotten(world, enters):
    browser = enters("mia")
    upload_id = kept(uploaded(browser, records()))

    browser.post(reverse("customs_data:give_up", args=[upload_id]))

    assert browser.get(page_of(upload_id)).status_code == 404


def test_only_owner_and_compliance_remove_a_load(loaded, enters):
    [load] = queries.loads()
    url = reverse("customs_data:remove", args=[load.id])

    assert enters("mia").post(url).status_code == 403
    assert enters("kai").post(url).status_code == 302

    assert queries.loads() == []
    assert store.all_ids() == []


@pytest.mark.parametrize("name", ["ada", "fin"])
def test_who_only_reads_sees_the_loads_and_no_form(loaded, enters, name):
    browser = enters(name)

    page = browser.get(reverse("customs_data:loads")).content.decode()

    assert "Kenya Import 2025.csv" in page
    assert 'type="file"' not in page
    assert uploaded(browser, records()).status_code == 403


def test_an_upload_without_the_form_token_is_refused(world, enters):
    browser = enters("mia")
    browser.handler.enforce_csrf_checks = True

    with override_settings(DEBUG=False):
        assert uploaded(browser, records()).status_code == 403


def test_a_seller_that_is_only_guessed_does_not_stand_for_the_missing_buyer(world, enters):
    guessed = (
        "Empresa;Compania 2;Codigo;Cuando;Cuanto;Moneda\n"
        "ACME SA;FOO LTD;340600;03/04/2025;1.234,50;USD\n"
        "BETA SA;BAR LTD;340600;05/06/2025;2.000,00;USD\n"
        "BETA SA;BAR LTD;340600;25/06/2025;3.000,00;USD\n"
    )
    browser = enters("mia")

    page = browser.get(page_of(kept(uploaded(browser, guessed, "records.csv")))).content.decode()

    assert "No column was found for “Buyer”" in page
