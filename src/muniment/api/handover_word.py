"""The customers' word, the exit and rotation: what the pages of hand-overs do beyond the board."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import get_language
from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.handover import LEADING, READ, READING, WRITE, BegunTold
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import Asked, Code, LongText, Sentence, Shape, Text, WhyAsked, listed
from muniment.handover import confirmations, exits, gate, services
from muniment.handover.domain.states import Answer, AnswerWay, Kind, Paper, ReturnState
from muniment.handover.errors import HandoverNotFound, PaperUnfit
from muniment.handover.gate import Part
from muniment.handover.letters import address_of, written
from muniment.handover.papers import Paper as Upload
from muniment.handover.queries import BoardFilter
from muniment.handover.services.confirmations import LONGEST_WAIT_DAYS
from muniment.people.domain.roles import Role
from muniment.vault.domain.duties import KEEPERS

router = Router(tags=["Hand-overs"])
ONE = "/handovers/{handover_id}"
ASKED = f"{ONE}/questions"
QUESTION = f"{ASKED}/{{confirmation_id}}"
EXIT = f"{ONE}/exit"
EXITING = KEEPERS | {Role.COMPLIANCE}
_MOST = 10_000
_Ids = Annotated[list[UUID], Field(min_length=1, max_length=2_000)]
_File = Annotated[str, Field(max_length=7_000_000, description="The bytes in base64.")]


class SendingAsked(Asked):
    """Which customers are asked, and how. Without `by_mail` links are handed over by somebody.

    `language` "" takes each customer's own.
    """

    items: _Ids
    by_mail: bool = True
    language: Annotated[str, Field(pattern=r"^[a-z-]{0,12}$")] = ""
    days: Annotated[int, Field(ge=1, le=LONGEST_WAIT_DAYS)] = 14
    remind_days: Annotated[int, Field(ge=0, le=LONGEST_WAIT_DAYS)] = 5


class IdsTold(Shape):
    """The ids of what was made."""

    ids: list[UUID]


class AskedQuestionTold(Shape):
    """One question to a customer. `is_traced`: its yes came by a link that nobody here had."""

    id: UUID
    item_id: UUID
    dossier_id: UUID
    heir_id: UUID
    language: str
    state: str
    answer: str | None
    way: str | None
    receipt: str
    by_mail: bool
    is_undelivered: bool
    address_by: str
    brought_by: str
    is_traced: bool
    reminders: int
    asked_at: datetime
    expires_at: datetime
    mailed_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None


class QuestionsTold(Shape):
    """The questions of one board, those of the heaviest customer first."""

    rows: list[AskedQuestionTold]


class SaidTold(Shape):
    """What a customer said; `paper_sha256` names the paper that was filed, or is empty."""

    answer: str
    answered_by: str
    comment: str
    promises: list[str]
    quotations: list[str]
    receipt: str
    is_sound: bool
    paper_sha256: str


class LinksAsked(Asked):
    """The questions for which links are made."""

    confirmations: _Ids


class AskLinkTold(Shape):
    """A one-time link with its letter, shown once; links made before it have ended."""

    confirmation_id: UUID
    link: str
    subject: str
    text: str
    expires_at: datetime


class AskLinksTold(Shape):
    """Fresh links."""

    rows: list[AskLinkTold]


class FiledAsked(Asked):
    """An answer that came by mail or on paper, with the paper."""

    way: Annotated[AnswerWay, listed(AnswerWay)]
    answer: Annotated[Answer, listed(Answer)]
    answered_by: Text
    comment: Sentence = ""
    promises: Sentence = ""
    quotations: Sentence = ""
    file_name: Text = ""
    content: _File


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
    content: _File


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


class ExitTold(Shape):
    """An exit; `unsigned` are the texts that wait for a signature."""

    is_ready: bool
    conditions: list[ExitConditionTold]
    returns: list[ReturnTold]
    statements: list[StatementTold]
    unsigned: dict[str, str]
    doors: list[DoorTold]


class CompleteAsked(Asked):
    """Why something may stay open; only an owner's reason counts."""

    reason: Sentence = ""


class CompletedTold(Shape):
    """Whether everything was done."""

    is_clean: bool


class ExitCountTold(Shape):
    """How many were added."""

    count: int


class PersonsAsked(Asked):
    """Whose customers."""

    persons: Annotated[list[UUID], Field(min_length=1, max_length=200)]


class MarketTold(Shape):
    """Customers in one country; "" is unknown."""

    country: str
    customers: int


class MarketsTold(Shape):
    """Markets, the largest first."""

    rows: list[MarketTold]


class RotationAsked(PersonsAsked):
    """Whose customers of which markets go to whom; nothing given means all."""

    markets: list[str] | None = None
    only: list[UUID] | None = None
    heirs: list[UUID] = []
    capacity: Annotated[int, Field(ge=1, le=10_000)] | None = None


class RotationBegun(RotationAsked):
    """The rotation again, with the fingerprint of the one that was seen."""

    kind: Annotated[Kind, listed(Kind)]
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    reason: Sentence = ""


class MovedTold(Shape):
    """One customer of a rotation."""

    person_id: UUID
    dossier_id: UUID
    codename: str
    heir_id: UUID | None


class RotationTold(Shape):
    """What would be done; nothing was."""

    rows: list[MovedTold]
    unplaced: int
    fingerprint: str


class RotatedTold(Shape):
    """The boards that were begun, one a person."""

    rows: list[BegunTold]


@reads(router, ASKED, scope=READ, roles=READING, answer=QuestionsTold)
def contact_questions(request: ApiRequest, handover_id: UUID) -> Any:
    """List whom was asked and what came back; heirs see theirs."""
    return {"rows": [_question(row) for row in _asked(request, handover_id)]}


@does(router, ASKED, scope=WRITE, roles=KEEPERS, answer=IdsTold, status=201, apart=True)
def ask_customers(request: ApiRequest, handover_id: UUID, told: SendingAsked) -> Any:
    """Ask customers for their word on their new contact."""
    _part(request, handover_id)
    sending = services.Sending(told.by_mail, told.language, told.days, told.remind_days)
    made = services.ask_customers(
        item_ids=told.items, sending=sending, by=request.auth.actor, at=request.auth.at
    )
    return {"ids": made}


@does(router, f"{ONE}/links", scope=WRITE, roles=KEEPERS, answer=AskLinksTold, status=201)
def contact_links(request: ApiRequest, handover_id: UUID, told: LinksAsked) -> Any:
    """Make links to hand over, with their letters; links made before them end."""
    _require_asked(request, handover_id, *told.confirmations)
    made = services.hand_over_links(
        confirmation_ids=told.confirmations, by=request.auth.actor, at=request.auth.at
    )
    return {"rows": [_link(one) for one in made]}


@does(router, f"{QUESTION}/remind", scope=WRITE, roles=KEEPERS)
def remind_customer(request: ApiRequest, handover_id: UUID, confirmation_id: UUID) -> None:
    """Send a reminder now; at most three."""
    _require_asked(request, handover_id, confirmation_id)
    services.remind_customer(
        confirmation_id=confirmation_id, by=request.auth.actor, at=request.auth.at
    )


@does(router, f"{QUESTION}/close", scope=WRITE, roles=KEEPERS)
def close_question(
    request: ApiRequest, handover_id: UUID, confirmation_id: UUID, told: WhyAsked
) -> None:
    """Stop waiting; every link ends."""
    _require_asked(request, handover_id, confirmation_id)
    services.close_confirmation(
        confirmation_id=confirmation_id, reason=told.reason, by=request.auth.actor,
        at=request.auth.at,
    )  # fmt: skip


@reads(router, f"{QUESTION}/answer", scope=READ, roles=KEEPERS, answer=SaidTold)
def contact_answer(request: ApiRequest, handover_id: UUID, confirmation_id: UUID) -> Any:
    """Open what a customer said; the reading is on record first."""
    _require_asked(request, handover_id, confirmation_id)
    said = confirmations.read_answer(
        reader=request.auth.actor, confirmation_id=confirmation_id, at=request.auth.at
    )
    return {
        "answer": said.row.answer.value if said.row.answer else "",
        "answered_by": said.answered_by, "comment": said.comment, "promises": said.promises,
        "quotations": said.quotations, "receipt": said.row.receipt, "is_sound": said.is_sound,
        "paper_sha256": said.paper.sha256 if said.paper else "",
    }  # fmt: skip


@does(
    router, f"{ONE}/customers/{{item_id}}/answer", scope=WRITE, roles=KEEPERS, answer=Made,
    status=201,
)  # fmt: skip
def file_contact_answer(
    request: ApiRequest, handover_id: UUID, item_id: UUID, told: FiledAsked
) -> Any:
    """File an answer that came by mail or on paper."""
    confirmations.require_item(reader=request.auth.actor, handover_id=handover_id, item_id=item_id)
    names = ("answered_by", "comment", "promises", "quotations")
    words = {name: str(getattr(told, name)) for name in names} | {"answer": told.answer.value}
    made = services.file_answer(
        item_id=item_id, told=words, way=told.way, paper=_upload(told.content, told.file_name),
        by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip
    return {"id": made}


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
        "returns": [_of(one, ReturnTold, state=one.state.value) for one in found.returns],
        "statements": [_of(one, StatementTold, paper=one.paper.value) for one in found.statements],
        "unsigned": {paper.value: text for paper, text in found.unsigned.items()},
        "doors": found.doors,
    }


@does(router, f"{EXIT}/list", scope=WRITE, roles=LEADING, answer=ExitCountTold)
def list_returns(request: ApiRequest, handover_id: UUID) -> Any:
    """Lay the usual list of returns out."""
    _part(request, handover_id)
    count = services.list_returns(
        handover_id=handover_id, by=request.auth.actor, at=request.auth.at
    )
    return {"count": count}


@does(router, f"{EXIT}/returns", scope=WRITE, roles=KEEPERS, answer=Made, status=201)
def add_return(request: ApiRequest, handover_id: UUID, told: ReturnAsked) -> Any:
    """Put one more thing on the list."""
    _part(request, handover_id)
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
    _part(request, handover_id)
    digest = services.sign_statement(
        handover_id=handover_id, paper=told.paper, language=get_language() or "en",
        name=told.name, by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip
    return {"hash": digest}


@does(router, f"{EXIT}/papers", scope=WRITE, roles=LEADING, answer=HashTold, status=201)
def file_statement(request: ApiRequest, handover_id: UUID, told: PaperAsked) -> Any:
    """File a statement that was signed on paper."""
    _part(request, handover_id)
    digest = services.file_statement(
        handover_id=handover_id, paper=told.paper, language=get_language() or "en",
        upload=_upload(told.content, told.file_name), by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip
    return {"hash": digest}


@does(router, f"{EXIT}/complete", scope=WRITE, roles=LEADING, answer=CompletedTold)
def complete_handover(request: ApiRequest, handover_id: UUID, told: CompleteAsked) -> Any:
    """Complete the form; what is open may stay open only by an owner's reason."""
    _part(request, handover_id)
    clean = services.complete_handover(
        handover_id=handover_id, reason=told.reason, by=request.auth.actor, at=request.auth.at
    )
    return {"is_clean": clean}


@reads(router, "/rotations/markets", scope=READ, roles=LEADING, answer=MarketsTold, asks=True)
def rotation_markets(request: ApiRequest, told: PersonsAsked) -> Any:
    """Count the customers of people by country."""
    rows = services.markets_of(person_ids=told.persons, by=request.auth.actor, at=request.auth.at)
    return {"rows": rows}


@reads(router, "/rotations/plan", scope=READ, roles=LEADING, answer=RotationTold, asks=True)
def plan_rotation(request: ApiRequest, told: RotationAsked) -> Any:
    """Say which customers would go to which heirs; nothing is changed."""
    planned = _planned(request, told)
    rows = [
        {
            "person_id": plan.person_id, "dossier_id": item.dossier_id,
            "codename": item.codename, "heir_id": item.fit.heir_id if item.fit else None,
        }
        for plan in planned.plans
        for item in plan.items
    ]  # fmt: skip
    return {"rows": rows, "unplaced": planned.unplaced, "fingerprint": planned.fingerprint}


@does(router, "/rotations", scope=WRITE, roles=LEADING, answer=RotatedTold, status=201, apart=True)
def begin_rotation(request: ApiRequest, told: RotationBegun) -> Any:
    """Do what a plan showed, for all people of it or for none."""
    begun = services.begin_rotation(
        kind=told.kind, rotation=_planned(request, told), fingerprint=told.fingerprint,
        reason=told.reason, by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip
    rows = [
        {"id": one.handover_id, "before": one.before.facts, "after": one.after.facts}
        for one in begun
    ]
    return {"rows": rows}


def _planned(request: ApiRequest, told: RotationAsked) -> services.Rotation:
    return services.plan_rotation(
        person_ids=told.persons, markets=told.markets, heirs=told.heirs, only=told.only,
        capacity=told.capacity, by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip


def _part(request: ApiRequest, handover_id: UUID) -> Part:
    _, part = gate.part_of(reader=request.auth.actor, handover_id=handover_id)
    return part


def _items(request: ApiRequest, handover_id: UUID) -> list[UUID]:
    if _part(request, handover_id) is Part.HANDS:
        raise HandoverNotFound
    board = gate.read_board(
        reader=request.auth.actor, handover_id=handover_id, filters=BoardFilter(),
        at=request.auth.at, size=_MOST,
    )  # fmt: skip
    return [row.item_id for row in board.rows]


def _asked(request: ApiRequest, handover_id: UUID) -> list[confirmations.ConfirmationRow]:
    items = _items(request, handover_id)
    asked = confirmations.confirmations_of(items)
    return [row for item in items for row in asked.get(item, [])]


def _require_asked(request: ApiRequest, handover_id: UUID, *ids: UUID) -> None:
    confirmations.require_asked(
        reader=request.auth.actor, handover_id=handover_id, confirmation_ids=ids
    )


def _upload(content: str, name: str) -> Upload:
    try:
        return Upload(b64decode(content, validate=True), name)
    except (NotBase64, ValueError):
        raise PaperUnfit(why="it is not written in base64") from None


def _question(row: confirmations.ConfirmationRow) -> dict[str, Any]:
    return _of(
        row, AskedQuestionTold, state=row.state.value,
        answer=row.answer.value if row.answer else None, way=row.way.value if row.way else None,
    )  # fmt: skip


def _link(made: services.HandedLink) -> Mapping[str, Any]:
    subject, text = written(made)
    return {
        "confirmation_id": made.confirmation_id, "link": address_of(made), "subject": subject,
        "text": text, "expires_at": made.expires_at,
    }  # fmt: skip


def _of(row: object, shape: type[Shape], **told: object) -> dict[str, Any]:
    return {name: getattr(row, name) for name in shape.model_fields if name not in told} | told
