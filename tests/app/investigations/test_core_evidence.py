"""The evidence chain: it verifies, and whoever touches it is noticed."""

import hashlib

import pytest

from muniment.investigations import evidence, gate, services
from muniment.investigations.errors import EvidenceNotFound, EvidenceUnfit
from muniment.investigations.models import Case, Evidence, EvidenceContent
from muniment.investigations.sealing import seal_of
from tests.app.investigations.cases import opened
from tests.world import NOON, World


@pytest.fixture
def case_id(world: World):
    made = opened(world)
    for number in range(3):
        keep(world, made, f"page {number}".encode())
    return made


def keep(world: World, case_id, content: bytes, **told):
    return services.add_evidence(
        case_id=case_id, content=content, kind="paste", source="https://x.example",
        by=world.actor("ada"), at=NOON, **told,
    )  # fmt: skip


def test_a_chain_verifies_and_tells_the_hash_of_the_plain_bytes(world: World, case_id) -> None:
    report = gate.verify_evidence(reader=world.actor("kai"), case_id=case_id, at=NOON)
    file = gate.read_case(reader=world.actor("kai"), case_id=case_id, at=NOON)

    assert (report.count, report.broken, report.is_whole) == (3, (), True)
    assert file.evidence[0].sha256 == hashlib.sha256(b"page 0").hexdigest()
    assert file.evidence[-1].chain == Case.objects.get().evidence_head


def test_changed_bytes_are_noticed(case_id) -> None:
    row = Evidence.objects.get(number=2)
    sealed = seal_of(case_id).seal_bytes("content", row.id, b"forged")
    EvidenceContent.objects.filter(pk=row.id).update(sealed=sealed)

    assert evidence.verify_chain(case_id).broken == (2,)


def test_a_link_forged_with_the_key_is_noticed(case_id) -> None:
    """Whoever has the database and the key can rewrite a link, but not the ledger's memory."""
    rows = list(Evidence.objects.order_by("number"))
    seal = seal_of(case_id)
    told = evidence.meta_of(seal, rows[2]) | {"sha256": hashlib.sha256(b"forged").hexdigest()}
    chain = evidence.link(rows[1].chain, told)
    from muniment.core import canonical

    rows[2].sealed = seal.seal_bytes("evidence", rows[2].id, canonical.dump(told))
    rows[2].chain = chain
    rows[2].save()
    EvidenceContent.objects.filter(pk=rows[2].id).update(
        sealed=seal.seal_bytes("content", rows[2].id, b"forged")
    )
    Case.objects.update(evidence_head=chain)

    report = evidence.verify_chain(case_id)
    assert (report.broken, report.is_whole) == ((3,), False)


def test_a_piece_cut_off_at_the_end_is_noticed(case_id) -> None:
    row = Evidence.objects.get(number=3)
    EvidenceContent.objects.filter(pk=row.id).delete()
    row.delete()
    before = Evidence.objects.get(number=2)
    Case.objects.update(evidence_head=before.chain, evidence_count=2)

    assert evidence.verify_chain(case_id).broken == (3,)


def test_a_piece_moved_to_another_case_is_noticed(world: World, case_id) -> None:
    other = opened(world)
    keep(world, other, b"theirs")
    theirs = Evidence.objects.get(case=other)
    mine = Evidence.objects.get(case=case_id, number=1)
    mine.sealed = theirs.sealed
    mine.save()

    assert evidence.verify_chain(case_id).broken == (1,)


def test_evidence_is_superseded_never_replaced(world: World, case_id) -> None:
    first = Evidence.objects.get(number=1)

    keep(world, case_id, b"page 0, whole", supersedes=first.id)

    file = gate.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON)
    assert [row.supersedes for row in file.evidence] == [None, None, None, first.id]
    assert evidence.verify_chain(case_id).is_whole


def test_evidence_is_neither_empty_nor_endless_nor_of_another_case(world: World, case_id) -> None:
    other = opened(world)
    theirs = keep(world, other, b"theirs")

    with pytest.raises(EvidenceUnfit):
        keep(world, case_id, b"")
    with pytest.raises(EvidenceUnfit):
        keep(world, case_id, bytes(evidence.LARGEST + 1))
    with pytest.raises(EvidenceNotFound):
        keep(world, case_id, b"x", supersedes=theirs.id)
    with pytest.raises(EvidenceNotFound):
        gate.read_evidence(
            reader=world.actor("ada"), case_id=case_id, evidence_id=theirs.id, at=NOON
        )


def test_an_empty_answer_of_a_source_is_evidence_too(world: World, case_id) -> None:
    evidence.keep(
        case_id=case_id, content=b"", kind="http", source="https://x.example", status=204,
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip

    assert evidence.verify_chain(case_id).is_whole
