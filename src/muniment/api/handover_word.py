"""The customers' word: whom was asked, what came back, asking the others."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.handover import READ, READING, WRITE
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import Asked, LongText, Sentence, Shape, Text, WhyAsked, listed
from muniment.handover import confirmations, gate, services
from muniment.handover.domain.states import Answer, AnswerWay
from muniment.handover.errors import HandoverNotFound, PaperUnfit
from muniment.handover.gate import Part
from muniment.handover.letters import address_of, written
from muniment.handover.papers import Paper as Upload
from muniment.handover.prepared import Addressee, read_prepared
from muniment.handover.queries import BoardFilter
from muniment.handover.services.confirmations import LONGEST_WAIT_DAYS
from muniment.vault.domain.duties import KEEPERS

router = Router(tags=["Hand-overs"])
ONE = "/handovers/{handover_id}"
ASKED = f"{ONE}/questions"
QUESTION = f"{ASKED}/{{confirmation_id}}"
_MOST = 10_000
_Ids = Annotated[list[UUID], Field(min_length=1, max_length=2_000)]
File = Annotated[str, Field(max_length=7_000_000, description="The bytes in base64.")]


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
    obstacle: str | None
    address_by: str
    brought_by: str
    is_traced: bool
    reminders: int
    asked_at: datetime
    expires_at: datetime
    mailed_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None


class AddresseeTold(Shape):
    """One customer of a letter; `obstacle` says what is in the way of mail to it, if anything."""

    item_id: UUID
    dossier_id: UUID
    codename: str
    obstacle: str | None


class PreparedSheetTold(Shape):
    """One text and the customers that would get it; “[ … ]” stands for each one’s own link."""

    heir: str
    language: str
    subject: str
    text: LongText
    customers: list[AddresseeTold]


class PreparedTold(Shape):
    """Every text that is prepared and was not sent."""

    rows: list[PreparedSheetTold]


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
    content: File


@reads(router, ASKED, scope=READ, roles=READING, answer=QuestionsTold)
def contact_questions(request: ApiRequest, handover_id: UUID) -> Any:
    """List whom was asked and what came back; heirs see theirs."""
    return {"rows": [_question(row) for row in _asked(request, handover_id)]}


@reads(router, f"{ONE}/letters", scope=READ, roles=READING, answer=PreparedTold)
def prepared_letters(request: ApiRequest, handover_id: UUID) -> Any:
    """Show every text that would leave the house, before it is sent."""
    sheets = read_prepared(reader=request.auth.actor, handover_id=handover_id, at=request.auth.at)
    return {
        "rows": [
            of_row(one, PreparedSheetTold, customers=[_addressee(it) for it in one.customers])
            for one in sheets
        ]
    }


@does(router, ASKED, scope=WRITE, roles=KEEPERS, answer=IdsTold, status=201, apart=True)
def ask_customers(request: ApiRequest, handover_id: UUID, told: SendingAsked) -> Any:
    """Ask customers for their word on their new contact."""
    part_in(request, handover_id)
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
        item_id=item_id, told=words, way=told.way, paper=upload_of(told.content, told.file_name),
        by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip
    return {"id": made}


def part_in(request: ApiRequest, handover_id: UUID) -> Part:
    """What the caller is to a hand-over; no part of hers is no such hand-over."""
    _, part = gate.part_of(reader=request.auth.actor, handover_id=handover_id)
    return part


def _items(request: ApiRequest, handover_id: UUID) -> list[UUID]:
    if part_in(request, handover_id) is Part.HANDS:
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


def upload_of(content: str, name: str) -> Upload:
    """The file that was sent in base64.

    Raises:
        PaperUnfit: it is no base64.
    """
    try:
        return Upload(b64decode(content, validate=True), name)
    except (NotBase64, ValueError):
        raise PaperUnfit(why="it is not written in base64") from None


def _addressee(row: Addressee) -> dict[str, Any]:
    return of_row(row, AddresseeTold, obstacle=row.obstacle.value if row.obstacle else None)


def _question(row: confirmations.ConfirmationRow) -> dict[str, Any]:
    return of_row(
        row, AskedQuestionTold, state=row.state.value,
        obstacle=row.obstacle.value if row.obstacle else None,
        answer=row.answer.value if row.answer else None, way=row.way.value if row.way else None,
    )  # fmt: skip


def _link(made: services.HandedLink) -> Mapping[str, Any]:
    subject, text = written(made)
    return {
        "confirmation_id": made.confirmation_id, "link": address_of(made), "subject": subject,
        "text": text, "expires_at": made.expires_at,
    }  # fmt: skip


def of_row(row: object, shape: type[Shape], **told: object) -> dict[str, Any]:
    """A row as its shape tells it; what is told by name stands for the row’s own."""
    return {name: getattr(row, name) for name in shape.model_fields if name not in told} | told
