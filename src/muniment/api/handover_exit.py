"""The exit of a leaver: what comes back, what is signed, which doors are open."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import get_language
from ninja import Router

from muniment.api.bearer import ApiRequest
from muniment.api.handover import LEADING, READ, WRITE
from muniment.api.handover_word import ONE, File, of_row, part_in, upload_of
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import Asked, Code, LongText, Sentence, Shape, Text, listed
from muniment.handover import exits, services
from muniment.handover.domain.states import Paper, ReturnState
from muniment.people.domain.roles import Role
from muniment.vault.domain.duties import KEEPERS

router = Router(tags=["Hand-overs"])
EXIT = f"{ONE}/exit"
EXITING = KEEPERS | {Role.COMPLIANCE}


class ReturnAsked(Asked):
    """One more thing to come back."""

    kind: Code
    name: Text = ""


class SettledAsked(Asked):
    """What became of a thing."""

    state: Annotated[ReturnState, listed(ReturnState)]
    note: Text = ""


class SignedAsked(Asked):
    """A signature on the page: one's own name."""

    paper: Annotated[Paper, listed(Paper)]
    name: Text


class PaperAsked(Asked):
    """A statement that was signed on paper."""

    paper: Annotated[Paper, listed(Paper)]
    file_name: Text = ""
    content: File


class HashTold(Shape):
    """The SHA-256 of what was signed."""

    hash: str


class ExitConditionTold(Shape):
    """One thing that must be so before the form is complete."""

    code: str
    done: int
    total: int
    is_met: bool


class ReturnTold(Shape):
    """One thing on the list."""

    id: UUID
    kind: str
    name: str
    note: str
    state: str
    settled_at: datetime | None


class StatementTold(Shape):
    """One text that was signed."""

    id: UUID
    paper: str
    version: str
    text: LongText
    hash: str
    on_paper: bool
    signed_at: datetime
    is_sound: bool


class DoorTold(Shape):
    """One way into the house, and how much of it is open."""

    code: str
    open: int


class MissingTold(Shape):
    """One main customer without a word that counts, and why."""

    item_id: UUID
    dossier_id: UUID
    codename: str
    heir: str
    why: str


class ExitTold(Shape):
    """An exit; `unsigned` are the texts that wait for a signature."""

    is_ready: bool
    conditions: list[ExitConditionTold]
    returns: list[ReturnTold]
    statements: list[StatementTold]
    unsigned: dict[str, str]
    doors: list[DoorTold]
    missing: list[MissingTold]


class CompleteAsked(Asked):
    """Why something may stay open; only an owner's reason counts."""

    reason: Sentence = ""


class CompletedTold(Shape):
    """Whether everything was done."""

    is_clean: bool


class ExitCountTold(Shape):
    """How many were added."""

    count: int


@reads(router, EXIT, scope=READ, roles=EXITING, answer=ExitTold)
def handover_exit(request: ApiRequest, handover_id: UUID) -> Any:
    """Show an exit: what came back, what is signed, what is open; on record first."""
    found = exits.read_exit(
        reader=request.auth.actor, handover_id=handover_id, language=get_language() or "en",
        at=request.auth.at,
    )  # fmt: skip
    return {
        "is_ready": found.is_ready,
        "conditions": found.conditions,
        "returns": [of_row(one, ReturnTold, state=one.state.value) for one in found.returns],
        "statements": [
            of_row(one, StatementTold, paper=one.paper.value) for one in found.statements
        ],
        "unsigned": {paper.value: text for paper, text in found.unsigned.items()},
        "doors": found.doors,
        "missing": [of_row(one, MissingTold, why=one.why.value) for one in found.missing],
    }


@does(router, f"{EXIT}/list", scope=WRITE, roles=LEADING, answer=ExitCountTold)
def list_returns(request: ApiRequest, handover_id: UUID) -> Any:
    """Lay the usual list of returns out."""
    part_in(request, handover_id)
    count = services.list_returns(
        handover_id=handover_id, by=request.auth.actor, at=request.auth.at
    )
    return {"count": count}


@does(router, f"{EXIT}/returns", scope=WRITE, roles=KEEPERS, answer=Made, status=201)
def add_return(request: ApiRequest, handover_id: UUID, told: ReturnAsked) -> Any:
    """Put one more thing on the list."""
    part_in(request, handover_id)
    made = services.add_return(
        handover_id=handover_id, kind=told.kind, name=told.name, by=request.auth.actor,
        at=request.auth.at,
    )  # fmt: skip
    return {"id": made}


@does(router, f"{EXIT}/returns/{{return_id}}", scope=WRITE, roles=LEADING)
def settle_return(
    request: ApiRequest, handover_id: UUID, return_id: UUID, told: SettledAsked
) -> None:
    """Tick a thing off, or open it again."""
    exits.require_return(reader=request.auth.actor, handover_id=handover_id, return_id=return_id)
    services.settle_return(
        return_id=return_id, state=told.state, note=told.note, by=request.auth.actor,
        at=request.auth.at,
    )  # fmt: skip


@does(router, f"{EXIT}/sign", scope=WRITE, roles=KEEPERS, answer=HashTold)
def sign_statement(request: ApiRequest, handover_id: UUID, told: SignedAsked) -> Any:
    """Sign a text by one's own name; only the leaver does."""
    part_in(request, handover_id)
    digest = services.sign_statement(
        handover_id=handover_id, paper=told.paper, language=get_language() or "en",
        name=told.name, by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip
    return {"hash": digest}


@does(router, f"{EXIT}/papers", scope=WRITE, roles=LEADING, answer=HashTold, status=201)
def file_statement(request: ApiRequest, handover_id: UUID, told: PaperAsked) -> Any:
    """File a statement that was signed on paper."""
    part_in(request, handover_id)
    digest = services.file_statement(
        handover_id=handover_id, paper=told.paper, language=get_language() or "en",
        upload=upload_of(told.content, told.file_name), by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip
    return {"hash": digest}


@does(router, f"{EXIT}/complete", scope=WRITE, roles=LEADING, answer=CompletedTold)
def complete_handover(request: ApiRequest, handover_id: UUID, told: CompleteAsked) -> Any:
    """Complete the form; what is open may stay open only by an owner's reason."""
    part_in(request, handover_id)
    clean = services.complete_handover(
        handover_id=handover_id, reason=told.reason, by=request.auth.actor, at=request.auth.at
    )
    return {"is_clean": clean}
