"""Same hands, watch and report on the page of a case."""

import hashlib

import pytest

from muniment.investigations import gate, services
from muniment.investigations.runner import run_checks
from muniment.screening.domain.parties import PartyKind
from muniment.screening.queries import screen
from tests.app.investigations.cases import opened
from tests.web.investigations.conftest import text
from tests.world import NOON

SHARED = {"contact.phone": ["+49 40 5550199"], "bank.account": ["DE02120300000000202051"]}


@pytest.fixture
def tied(world):
    """Two companies behind one telephone and one bank account; the second is compared."""
    opened(world, facts={"company.name": ["Elbe Import Kontor GmbH"], **SHARED})
    case_id = opened(world, facts={"company.name": ["Alster Trading UG"], **SHARED})
    run_checks(case_id=case_id, ids=["hands.same"], by=world.actor("ada"), at=NOON)
    return case_id


def link_of(world, case_id):
    (row,) = gate.read_case(reader=world.actor("kai"), case_id=case_id, at=NOON).links
    return row


def test_a_tied_company_is_shown_tie_by_tie_and_drawn(world, as_, tied):
    page = text(as_("kai").case(tied))
    assert "The same bank account" in page
    assert "The same telephone" in page
    assert "Companies tied to this case" in page
    assert link_of(world, tied).other_name in page


def test_only_those_who_may_accuse_are_offered_to(world, as_, tied):
    page = text(as_("ada").case(tied))
    assert "confirm-" not in page
    row = link_of(world, tied)
    answer = as_("ada").does(tied, "judge_link", row.id, "confirm", reason="I know them")
    assert answer.status_code == 403
    assert link_of(world, tied).state == "open"


@pytest.mark.parametrize(("what", "state"), [("confirm", "confirmed"), ("deny", "denied")])
def test_a_tie_is_judged_with_a_reason(world, as_, tied, what, state):
    row, kai = link_of(world, tied), as_("kai")
    assert kai.does(tied, "judge_link", row.id, what, reason="").status_code == 422
    kai.does(tied, "judge_link", row.id, what, reason="same signature on both contracts")
    assert link_of(world, tied).state == state
    assert "same signature on both contracts" in text(kai.case(tied))


def test_nothing_else_can_be_said_of_a_tie(world, as_, tied):
    answer = as_("kai").does(tied, "judge_link", link_of(world, tied).id, "praise", reason="nice")
    assert answer.status_code == 422


def test_not_compared_and_nothing_shared_read_differently(world, as_):
    case_id = opened(world, facts={"company.name": ["Alster Trading UG"], **SHARED})
    assert "Not compared yet" in text(as_("ada").case(case_id))
    run_checks(case_id=case_id, ids=["hands.same"], by=world.actor("ada"), at=NOON)
    assert "No known company shares anything telling" in text(as_("ada").case(case_id))


def test_the_company_goes_on_our_own_list(world, as_, tied):
    as_("kai").does(tied, "blacklist", reason="refused goods twice")
    hits = screen(["Alster Trading UG"], PartyKind.ENTITY, at=NOON).hits
    assert hits
    assert as_("ada").does(tied, "blacklist", reason="me too").status_code == 403


def test_the_watch_is_set_and_ended(world, as_, tied):
    ada = as_("ada")
    ada.does(tied, "watch", every_days="14", checks=["hands.same"])
    watch = gate.read_case(reader=world.actor("ada"), case_id=tied, at=NOON).watch
    assert watch is not None
    assert (watch.every_days, watch.checks) == (14, ("hands.same",))
    assert "Checked again every 14 days" in text(ada.case(tied))
    ada.does(tied, "end_watch")
    assert gate.read_case(reader=world.actor("ada"), case_id=tied, at=NOON).watch is None


@pytest.mark.parametrize("days", ["0", "10000", "soon"])
def test_a_watch_of_no_days_is_asked_for_again(as_, tied, days):
    assert as_("ada").does(tied, "watch", every_days=days).status_code == 422


@pytest.mark.parametrize(("kind", "start"), [("html", b"<!doctype html>"), ("pdf", b"%PDF")])
def test_a_report_is_a_numbered_file_whose_hash_is_on_record_first(world, as_, tied, kind, start):
    ada = as_("ada")
    answer = ada.does(tied, "make_report", form="short", language="en", kind=kind)
    assert answer.content.lower().startswith(start.lower())
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    (entry,) = world.entries("investigations.report.made")
    assert entry.facts["sha256"] == hashlib.sha256(answer.content).hexdigest()
    copies = text(ada.case(tied, "copies"))
    assert entry.facts["sha256"] in copies
    assert "Ada" in copies


def test_a_report_of_no_form_is_asked_for_again(as_, tied):
    answer = as_("ada").does(tied, "make_report", form="long", language="en", kind="pdf")
    assert answer.status_code == 422


def test_others_get_no_copy_and_no_list_of_copies(world, as_, tied):
    ben = as_("ben")
    told = {"form": "full", "language": "en", "kind": "html"}
    assert ben.does(tied, "make_report", **told).status_code == 404
    assert ben.case(tied, "copies").status_code == 404
    assert world.entries("investigations.report.made") == []


def test_the_case_is_left_as_it_is_when_a_due_one_was_looked_at(world, as_, tied):
    services.watch_case(case_id=tied, every_days=30, by=world.actor("ada"), at=NOON)
    assert as_("ada").does(tied, "settle_due").status_code == 302
