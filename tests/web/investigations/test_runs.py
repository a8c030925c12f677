"""Running checks from the page: one, or all that have no fresh answer, with a bar."""

from muniment.investigations import queries
from muniment.jobs.services import work_off
from tests.app.investigations.cases import Scripted, opened
from tests.web.investigations.conftest import SWAP, text


def test_all_checks_run_in_the_background_and_the_page_shows_how_far(world, as_, installed):
    case_id, ada = opened(world), as_("ada")
    installed(Scripted())

    begun = ada.does(case_id, "run", swap=True)
    again = ada.does(case_id, "run", swap=True)

    assert "Running checks" in text(begun)
    assert "Waits for the worker." in text(again)
    assert "m-progress" in text(ada.case(case_id))
    work_off()
    ended = ada.get(f"/cases/{case_id}/run/progress/", headers=SWAP)
    assert ended["HX-Refresh"] == "true"
    page = text(ada.case(case_id))
    assert "m-progress-title" not in page
    assert "Everything that applies was checked." in page


def test_one_check_is_tried_again_also_without_scripts(world, as_, installed):
    case_id, ada = opened(world), as_("ada")
    check = Scripted()
    installed(check, Scripted(id="test.other"))

    assert ada.does(case_id, "run", check="test.scripted").status_code == 302
    work_off()

    assert len(check.asked) == 1
    assert ada.does(case_id, "run", check="no.such").status_code == 404


def test_the_progress_of_a_case_is_for_those_who_may_know_of_it(world, as_):
    case_id = opened(world)

    assert as_("ben").case(case_id, "progress").status_code == 404
    assert queries.running(case_id) is None
