"""Evidence on the page of a case: listed with hashes, verified, handed out as files only."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from muniment.investigations import gate, services
from muniment.investigations.evidence import LARGEST
from muniment.investigations.models import Evidence
from tests.app.investigations.cases import opened
from tests.web.investigations.conftest import text
from tests.world import NOON

HTML = b"<html><script>alert(1)</script></html>"


@pytest.fixture
def case_id(world):
    return opened(world)


def kept(world, case_id, content=HTML, count=1):
    return [
        services.add_evidence(
            case_id=case_id, content=content, kind="upload", source="a stranger",
            by=world.actor("ada"), at=NOON,
        )
        for _ in range(count)
    ]  # fmt: skip


def test_any_file_is_taken_in_with_where_it_is_from(world, as_, case_id):
    file = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 letter")
    answer = as_("ada").does(case_id, "add_evidence", kind="letter", source="the fair", file=file)
    assert answer["Location"].endswith("#evidence")
    (row,) = gate.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON).evidence
    assert (row.kind, row.source) == ("letter", "the fair")
    assert row.sha256 == hashlib.sha256(b"%PDF-1.7 letter").hexdigest()


def test_a_file_without_a_source_is_asked_for_again(as_, case_id):
    file = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 letter")
    answer = as_("ada").does(case_id, "add_evidence", kind="letter", source="", file=file)
    assert answer.status_code == 422


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(world, as_, case_id):
    file = SimpleUploadedFile("huge.bin", b"0" * (LARGEST + 2_000_000))
    answer = as_("ada").does(case_id, "add_evidence", kind="upload", source="x", file=file)
    assert answer.status_code == 422
    assert "between 1 byte and 25 MB" in text(answer)
    assert gate.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON).evidence == ()


def test_a_file_goes_out_as_an_attachment_that_can_run_nothing_and_is_on_record(
    world, as_, case_id
):
    (piece,) = kept(world, case_id)
    answer = as_("ada").case(case_id, "evidence_file", piece.id)
    assert answer.content == HTML
    assert answer["Content-Disposition"] == 'attachment; filename="evidence-1.txt"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    told = answer["Content-Security-Policy"]
    assert told == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert len(world.entries("investigations.evidence.read")) == 1


def test_what_a_stranger_wrote_is_text_on_the_page(world, as_, case_id):
    (piece,) = kept(world, case_id)
    page = text(as_("ada").case(case_id, "capture", piece.id))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_the_chain_is_verified_with_a_plain_answer(world, as_, case_id):
    kept(world, case_id, count=2)
    ada = as_("ada")
    page = text(ada.does(case_id, "check_chain", swap=True))
    assert "The chain is whole: 2 pieces, byte for byte as they were kept." in page
    row = Evidence.objects.get(case=case_id, number=2)
    Evidence.objects.filter(pk=row.pk).update(chain="00" * 32)
    page = text(ada.does(case_id, "check_chain", swap=True))
    assert "The chain does not hold at no. 2." in page
    assert "do not rest a verdict on these pieces" in page


def test_without_scripts_the_answer_stands_above_the_page(world, as_, case_id):
    kept(world, case_id)
    ada = as_("ada")
    assert ada.does(case_id, "check_chain").status_code == 302
    assert "The chain is whole: 1 piece" in text(ada.case(case_id))


def test_each_piece_has_an_anchor_and_the_list_has_pages(world, as_, case_id):
    kept(world, case_id, content=b"x", count=52)
    ada = as_("ada")
    page = text(ada.case(case_id))
    assert 'id="evidence-52"' in page
    assert 'id="evidence-1"' in page
    first = text(ada.case(case_id, "evidence"))
    assert 'id="evidence-3"' in first
    assert 'id="evidence-2"' not in first
    assert 'id="evidence-2"' in text(ada.case(case_id, "evidence", before="3"))
    assert ada.case(case_id, "evidence", before="many").status_code == 200


def test_others_get_neither_list_nor_file(world, as_, case_id):
    (piece,) = kept(world, case_id)
    for name in ("ben", "cy", "eve"):
        for page, rest in (
            ("evidence", []),
            ("capture", [piece.id]),
            ("evidence_file", [piece.id]),
        ):
            answer = as_(name).case(case_id, page, *rest)
            assert answer.status_code in {403, 404}
            assert b"alert(1)" not in answer.content
