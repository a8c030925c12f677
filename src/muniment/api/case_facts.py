"""What a case knows: facts with their history, and evidence in its chain."""

import hashlib
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from muniment.api.bearer import ApiRequest, declared
from muniment.api.cases import READ, WITH_CASES, WRITE, Facts, FactValue
from muniment.api.once import done_once, mark_of
from muniment.api.operations import does, reads, streams_in, written
from muniment.api.problems import BodyTooLarge
from muniment.api.shapes import Asked, Sentence, Shape, WhyAsked
from muniment.investigations import gate, services
from muniment.investigations.domain.search import Goal
from muniment.investigations.evidence import LARGEST
from muniment.investigations.services import Bearing

router = Router(tags=["Facts and evidence"])
SOURCE_HEADER = "X-Muniment-Source"
ANY_FILE = "application/octet-stream"
CASE = "/cases/{case_id}"
_CHUNK = 64 * 1024
Ids = Annotated[list[UUID], Field(max_length=500)]


class EvidenceKind(StrEnum):
    """What a person brings in."""

    UPLOAD = "upload"
    PASTE = "paste"
    SCREENSHOT = "screenshot"
    LINK = "link"
    LETTER = "letter"
    CALL = "call"


class FactsAsked(Asked):
    """Facts by code, adopted at once; `note` says where they are from."""

    facts: Facts
    note: Sentence = ""


class FactIds(Asked):
    """Which proposed facts to adopt, all of them or none."""

    fact_ids: Ids


class Correct(Asked):
    """The better value; `note` says where it is from."""

    value: FactValue
    note: Sentence = ""


class FactsMade(Shape):
    """The new facts; values that stood there already are not among them."""

    ids: list[UUID]


class FactMade(Shape):
    """The new fact; null when that very value stands there already."""

    id: UUID | None


class EvidenceAsked(Schema):
    """What the bytes are, for which search they are the capture, which piece they replace."""

    kind: EvidenceKind = EvidenceKind.UPLOAD
    goal: Goal | None = None
    supersedes: UUID | None = None


class EvidenceMade(Shape):
    """A piece of evidence just kept; SHA-256 of its bytes, hexadecimal."""

    id: UUID
    number: int
    sha256: str


class BearingAsked(Asked):
    """Whether a piece is about this customer, or about somebody of the same name."""

    bearing: Bearing
    reason: Sentence


class ChainTold(Shape):
    """What a look through the chain of evidence showed; `broken` names links that do not hold."""

    count: int
    broken: list[int]
    is_whole: bool


@does(router, f"{CASE}/facts", scope=WRITE, answer=FactsMade, roles=WITH_CASES)
def add_facts(request: ApiRequest, case_id: UUID, told: FactsAsked) -> object:
    """Add what the caller knows; checks rest on it at once."""
    caller = request.auth
    made = services.add_facts(
        case_id=case_id, facts=told.facts, note=told.note, by=caller.actor, at=caller.at
    )
    return {"ids": made}


@does(router, f"{CASE}/facts/adopt", scope=WRITE, roles=WITH_CASES)
def adopt_facts(request: ApiRequest, case_id: UUID, told: FactIds) -> None:
    """Let checks rest on proposed facts, all of them or none."""
    caller = request.auth
    services.adopt_facts(case_id=case_id, fact_ids=told.fact_ids, by=caller.actor, at=caller.at)


@does(router, f"{CASE}/facts/{{fact_id}}/correct", scope=WRITE, answer=FactMade, roles=WITH_CASES)
def correct_fact(request: ApiRequest, case_id: UUID, fact_id: UUID, told: Correct) -> object:
    """Put a better value in the place of a fact; the old one stays as history."""
    caller = request.auth
    made = services.correct_fact(
        case_id=case_id, fact_id=fact_id, value=told.value, note=told.note, by=caller.actor,
        at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(router, f"{CASE}/facts/{{fact_id}}/withdraw", scope=WRITE, roles=WITH_CASES)
def withdraw_fact(request: ApiRequest, case_id: UUID, fact_id: UUID, told: WhyAsked) -> None:
    """Take a fact back, proposed or adopted; it stays as history."""
    caller = request.auth
    services.withdraw_fact(
        case_id=case_id, fact_id=fact_id, reason=told.reason, by=caller.actor, at=caller.at
    )


@streams_in(
    router, f"{CASE}/evidence", scope=WRITE, answer=EvidenceMade, roles=WITH_CASES, media=ANY_FILE
)
def add_evidence(
    request: ApiRequest, case_id: UUID, asked: Query[EvidenceAsked]
) -> HttpResponseBase:
    """Keep a file, a screenshot or a paste as evidence: the body as it is, at most 25 MB.

    The header X-Muniment-Source says where it was seen, percent-encoded: an address must hold no
    customer. With `goal` it is the capture of a search, and the goal counts as looked for.
    """
    content = _body(request)
    mark = mark_of(request, hashlib.sha256(content).digest() + _source(request).encode())

    def keep() -> HttpResponse:
        kept = _keep(request, case_id, content, asked)
        return written(kept, EvidenceMade, 201)

    return done_once(request, keep, mark=mark)


@reads(router, f"{CASE}/evidence/{{evidence_id}}", scope=READ, answer=None, media=ANY_FILE)
def read_evidence(request: ApiRequest, case_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Hand out the bytes of one piece of evidence as they were kept; each reading is on record."""
    caller = request.auth
    found = gate.read_evidence(
        reader=caller.actor, case_id=case_id, evidence_id=evidence_id, at=caller.at
    )
    return attached(found.content, f"evidence-{found.row.number}.bin")


@reads(router, f"{CASE}/evidence-chain", scope=READ, answer=ChainTold)
def verify_evidence(request: ApiRequest, case_id: UUID) -> object:
    """Look through the chain of evidence: is every piece the one that was kept?"""
    caller = request.auth
    return gate.verify_evidence(reader=caller.actor, case_id=case_id, at=caller.at)


@does(
    router, f"{CASE}/evidence/{{evidence_id}}/bearing", scope=WRITE, answer=EvidenceMade,
    roles=WITH_CASES,
)  # fmt: skip
def mark_evidence(
    request: ApiRequest, case_id: UUID, evidence_id: UUID, told: BearingAsked
) -> object:
    """Say what a piece has to do with the customer; the newest word counts, all are kept."""
    caller = request.auth
    return services.mark_evidence(
        case_id=case_id, evidence_id=evidence_id, bearing=told.bearing, reason=told.reason,
        by=caller.actor, at=caller.at,
    )  # fmt: skip


def attached(content: bytes, name: str) -> HttpResponse:
    """Hand bytes out so that nothing opens them by itself."""
    answer = HttpResponse(content, content_type=ANY_FILE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _keep(request: ApiRequest, case_id: UUID, content: bytes, asked: EvidenceAsked) -> object:
    caller, source = request.auth, _source(request)
    if asked.goal is not None:
        return services.capture_search(
            case_id=case_id, goal=asked.goal, content=content, kind=asked.kind.value, source=source,
            by=caller.actor, at=caller.at,
        )  # fmt: skip
    return services.add_evidence(
        case_id=case_id, content=content, kind=asked.kind.value, source=source,
        supersedes=asked.supersedes, by=caller.actor, at=caller.at,
    )  # fmt: skip


def _source(request: ApiRequest) -> str:
    return declared(request, SOURCE_HEADER)


def _body(request: ApiRequest) -> bytes:
    """Read the body whole, and no more of it than evidence may hold.

    Raises:
        BodyTooLarge: nothing of it is kept.
    """
    parts, size = [], 0
    while chunk := request.read(_CHUNK):
        size += len(chunk)
        if size > LARGEST:
            raise BodyTooLarge(limit=LARGEST)
        parts.append(chunk)
    return b"".join(parts)
