"""Search on the page of a case: queries go out by hand, captures come back as evidence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from muniment.investigations import gate, services
from muniment.investigations.checks.search import CAPTURED
from muniment.investigations.domain.search import Goal
from muniment.investigations.errors import EvidenceNotFound
from tests.app.investigations.cases import opened
from tests.web.investigations.conftest import text
from tests.world import NOON

PAGE = """Nordlicht Handels GmbH
Contact: Anna Vogt
Tel +49 40 5550111
info@nordlicht-handel.example
"""
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 3_000_000


@pytest.fixture
def case_id(world):
    facts = {
        "company.name": ["Nordlicht Handels GmbH"],
        "company.country": ["DE"],
        "contact.phone": ["+49 40 5550199"],
    }
    return opened(world, facts=facts)


def brought_back(reader, case_id, **told):
    told = {"goal": "official_site", "text": PAGE, "link": "https://nordlicht.example/k", **told}
    return reader.does(case_id, "bring_back", **told)


def read(world, case_id, name="ada"):
    return gate.read_case(reader=world.actor(name), case_id=case_id, at=NOON)


def test_queries_open_in_a_new_tab_that_learns_nothing_of_the_house(as_, case_id):
    page = text(as_("ada").case(case_id, "goal", "complaints"))
    links = [line for line in page.split("<a ") if "google.com/search" in line]
    assert links
    assert all('target="_blank" rel="noopener noreferrer"' in link for link in links)
    assert any("Nordlicht+Handels+GmbH" in link for link in links)


def test_a_goal_that_is_none_has_no_page(as_, case_id):
    assert as_("ada").case(case_id, "goal", "treasure").status_code == 404


def test_a_paste_comes_back_as_evidence_and_is_compared_with_the_case(world, as_, case_id):
    ada = as_("ada")
    answer = brought_back(ada, case_id)
    page = text(ada.get(answer["Location"]))
    assert "contradicts the case" in page
    assert "+49405550111" in page
    assert "Anna Vogt" in page
    (kept,) = read(world, case_id).evidence
    assert (kept.kind, kept.source) == ("paste", "https://nordlicht.example/k")
    assert services.goal_of(kept) is Goal.OFFICIAL_SITE


def test_a_large_screenshot_is_kept_and_shown(world, as_, case_id):
    ada = as_("ada")
    file = SimpleUploadedFile("seen.png", PNG, "image/png")
    answer = brought_back(ada, case_id, text="", file=file)
    (kept,) = read(world, case_id).evidence
    assert (kept.kind, kept.size) == ("screenshot", len(PNG))
    assert "This file is no text" in text(ada.get(answer["Location"]))


def test_nothing_at_all_is_asked_for_again(world, as_, case_id):
    answer = brought_back(as_("ada"), case_id, text=" ", link="")
    assert answer.status_code == 422
    assert "Paste the text, give the address, or choose a screenshot." in text(answer)
    assert read(world, case_id).evidence == ()


def test_a_goal_counts_as_looked_for_once_something_or_nothing_came_back(world, as_, case_id):
    ada = as_("ada")
    brought_back(ada, case_id)
    ada.does(case_id, "nothing_found", "court")
    assert set(read(world, case_id).known(CAPTURED)) == {"official_site", "court"}
    page = text(ada.case(case_id))
    assert "2 of 12 looked for" in page
    assert "looked, nothing found" in page


def test_what_is_new_in_a_capture_becomes_a_fact(world, as_, case_id):
    ada = as_("ada")
    piece = brought_back(ada, case_id)["Location"].rstrip("/").rpartition("/")[2]
    ada.does(case_id, "keep", piece, what="fact", code="person.name", value="Anna Vogt")
    assert read(world, case_id).known("person.name") == ("Anna Vogt",)


def test_what_contradicts_becomes_a_finding_that_rests_on_the_capture(world, as_, case_id):
    ada = as_("ada")
    brought_back(ada, case_id)
    (kept,) = read(world, case_id).evidence
    told = {"value": "+49405550111", "known": "+49405550199"}
    ada.does(case_id, "keep", kept.id, what="finding", code="search.phone_contradicts", **told)
    (finding,) = read(world, case_id).findings
    assert (finding.signal, finding.evidence) == ("search.phone_contradicts", (kept.id,))
    assert "noted" in text(ada.case(case_id, "capture", kept.id))


@pytest.mark.parametrize(
    ("what", "code"), [("fact", "bank.account"), ("finding", "lists.hit"), ("fact", "x")]
)
def test_a_capture_gives_nothing_else(world, as_, case_id, what, code):
    ada = as_("ada")
    brought_back(ada, case_id)
    (kept,) = read(world, case_id).evidence
    answer = ada.does(case_id, "keep", kept.id, what=what, code=code, value="DE99")
    assert answer.status_code == 422
    assert read(world, case_id).findings == ()


def test_not_the_same_party_is_a_note_in_the_chain_and_the_newest_counts(world, as_, case_id):
    ada = as_("ada")
    brought_back(ada, case_id)
    (kept,) = read(world, case_id).evidence
    for bearing in ("relevant", "other_party"):
        ada.does(case_id, "mark", kept.id, bearing=bearing, reason="another town")
    case = read(world, case_id)
    assert [row.kind for row in case.evidence] == ["paste", "note", "note"]
    assert services.bearings(case.evidence) == {1: services.Bearing.OTHER_PARTY}
    assert "not the same party" in text(ada.case(case_id))


def test_evidence_of_another_case_cannot_be_marked(world, case_id):
    other = opened(world)
    kept = services.add_evidence(
        case_id=other, content=b"x", kind="upload", source="", by=world.actor("ada"), at=NOON
    )
    with pytest.raises(EvidenceNotFound):
        services.mark_evidence(
            case_id=case_id, evidence_id=kept.id, bearing=services.Bearing.RELEVANT,
            reason="the same name", by=world.actor("ada"), at=NOON,
        )  # fmt: skip


def test_a_stranger_to_the_case_brings_nothing_in(world, as_, case_id):
    assert brought_back(as_("ben"), case_id).status_code == 404
    assert as_("cy").case(case_id, "goal", "court").status_code == 403
    assert read(world, case_id).evidence == ()


def test_without_a_name_there_is_nothing_to_search_for(world, as_):
    case_id = opened(world, facts={"bank.account": ["DE02120300000000202051"]})
    assert "No name to search for" in text(as_("ada").case(case_id))
