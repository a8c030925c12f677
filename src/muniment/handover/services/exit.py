"""The exit: what comes back, what is signed, and the form that closes it all."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from muniment.core import canonical
from muniment.core.actor import Actor
from muniment.core.clock import rfc3339
from muniment.core.errors import gettext_noop
from muniment.core.ids import new_id
from muniment.handover import exits, papers, planning, queries, sealing, statements
from muniment.handover.domain.exits import KINDS, OTHER, RETURNS
from muniment.handover.domain.states import ConfirmationState, Kind, Paper, ReturnState, Stage
from muniment.handover.errors import (
    ExitNotReady,
    NotYoursToHand,
    NotYoursToSign,
    ReturnNotFound,
    ReturnsFull,
    StatementUnfit,
)
from muniment.handover.models import Handover, ReturnItem, Statement
from muniment.handover.papers import Paper as Upload
from muniment.handover.services.locking import locked_leaving, locked_running
from muniment.handover.services.preparing import close_open
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.submissions import services as credit

LISTED = "handover.return.listed"
SETTLED = "handover.return.settled"
SIGNED = "handover.statement.signed"
COMPLETED = "handover.handover.completed"
RETURN, STATEMENT = "return", "statement"
FORMAT = "muniment/statement/v1"
LONGEST = 200
MOST_RETURNS = 60
"""Things on one list, all kinds together."""


def list_returns(*, handover_id: UUID, by: Actor, at: datetime) -> int:
    """Lay the usual list of things out; what stands on it already stays.

    Returns:
        How many things were added.

    Raises:
        HandoverNotFound, HandoverOver, NotYoursToHand: nothing was written.
    """
    with transaction.atomic():
        row = locked_leaving(handover_id)
        planning.require_lead(by, row.person_id)
        asked = row.returns.filter(is_required=True)
        had = set(asked.values_list("kind", flat=True))
        fresh = [kind for kind in RETURNS if kind not in had]
        for kind in fresh:
            _add(row, kind, "")
        if fresh:
            _tell(LISTED, row, by, at, count=len(fresh))
    return len(fresh)


def add_return(*, handover_id: UUID, kind: str, name: str, by: Actor, at: datetime) -> UUID:
    """Put one more thing on the list, by whoever leads the leaver, or by herself.

    What she adds herself is settled like the rest and keeps no form open.

    Raises:
        ReturnsFull: 60 stand on it.
        ReturnNotFound: no such kind, or something else without a name.
        HandoverNotFound, HandoverOver, NotYoursToHand: nothing was written.
    """
    told = " ".join(name.split())[:LONGEST]
    if kind not in KINDS or (kind == OTHER and not told):
        raise ReturnNotFound
    with transaction.atomic():
        row = locked_leaving(handover_id)
        if by.person_id != row.person_id:
            planning.require_lead(by, row.person_id)
        if row.returns.count() >= MOST_RETURNS:
            raise ReturnsFull(most=MOST_RETURNS)
        made = _add(row, kind, told, is_required=by.person_id != row.person_id)
        _tell(LISTED, row, by, at, count=1)
    return made


def settle_return(
    *, return_id: UUID, state: ReturnState, note: str, by: Actor, at: datetime
) -> None:
    """Tick a thing off: it came back, was never held, or is missing; or open it again.

    The leaver cannot tick for herself.

    Raises:
        ReturnNotFound, HandoverOver, NotYoursToHand: nothing was written.
    """
    with transaction.atomic():
        item = ReturnItem.objects.select_for_update().filter(pk=return_id).first()
        if item is None:
            raise ReturnNotFound
        row = locked_leaving(item.handover_id)
        planning.require_lead(by, row.person_id)
        is_open = state is ReturnState.OPEN
        told = sealing.unseal(row.id, RETURN, item.id, item.sealed)
        told["note"] = note.strip()[:LONGEST]
        item.sealed = sealing.seal(row.id, RETURN, item.id, told)
        item.state = state
        item.settled_by_id = None if is_open else by.person_id
        item.settled_at = None if is_open else at
        item.save(update_fields=["sealed", "state", "settled_by", "settled_at"])
        _tell(SETTLED, row, by, at, item=str(item.id), state=state.value)


def sign_statement(
    *, handover_id: UUID, paper: Paper, language: str, name: str, by: Actor, at: datetime
) -> str:
    """Sign on the page, by typing one's own name below the text; only the leaver does.

    Returns:
        The SHA-256 of what was signed, which stands in the ledger.

    Raises:
        NotYoursToSign: somebody else. StatementUnfit: another name, or signed already.
        HandoverNotFound, HandoverOver: nothing was written.
    """
    with transaction.atomic():
        row = locked_leaving(handover_id)
        if by.person_id != row.person_id:
            raise NotYoursToSign
        who = people.names([row.person_id])[row.person_id]
        if " ".join(name.split()).casefold() != " ".join(who.split()).casefold():
            raise StatementUnfit(why=gettext_noop("the name is not the one of the account"))
        return _sign(row, paper, language, None, by, at)


def file_statement(
    *, handover_id: UUID, paper: Paper, language: str, upload: Upload, by: Actor, at: datetime
) -> str:
    """File a statement that was signed on paper, with the scan as evidence.

    Raises:
        PaperUnfit, StatementUnfit: nothing was kept.
        HandoverNotFound, HandoverOver, NotYoursToHand: nothing was written.
    """
    checked = papers.checked(upload)
    with transaction.atomic():
        row = locked_leaving(handover_id)
        planning.require_lead(by, row.person_id)
        return _sign(row, paper, language, checked, by, at)


def complete_handover(*, handover_id: UUID, reason: str, by: Actor, at: datetime) -> bool:
    """Complete the form: all is done, or an owner says why what is open may stay open.

    On the clean board of a leaver the commission tail of the customers whose yes counts begins.

    Args:
        reason: needed, and an owner needed, when something is open.

    Returns:
        Whether it was clean.

    Raises:
        ExitNotReady: something is open, and no owner gave a reason.
        HandoverNotFound, HandoverOver, NotYoursToHand: nothing was written.
    """
    with transaction.atomic():
        row = locked_running(handover_id)
        planning.require_lead(by, row.person_id)
        still = [one for one in exits.conditions_of(row.id) if not one.is_met]
        if still and not (reason.strip() and _is_owner(by)):
            raise ExitNotReady(count=len(still))
        row.stage, row.ended_at, row.ended_by_id = Stage.COMPLETE, at, by.person_id
        row.overridden = bool(still)
        row.save(update_fields=["stage", "ended_at", "ended_by", "overridden"])
        unsent = [ConfirmationState.PREPARED]  # nobody can send them any more
        close_open(list(row.items.values_list("id", flat=True)), at, states=unsent)
        is_earned = row.kind == Kind.LEAVER and not still
        tails = _start_tails(row, by, at) if is_earned else ()
        append_entry(
            kind=COMPLETED, subject=row.id, by=by, at=at,
            facts={
                "person": str(row.person_id), "kind": row.kind, "overridden": bool(still),
                "open": [one.code for one in still], "tails": len(tails),
            },
            sealed={"reason": reason.strip()} if reason.strip() else {}, refs=[row.person_id],
        )  # fmt: skip
    return not still


def _start_tails(row: Handover, by: Actor, at: datetime) -> tuple[UUID, ...]:
    ids = queries.counted(row.id)
    return credit.start_tail(person_id=row.person_id, dossier_ids=ids, by=by, at=at)


def _sign(  # noqa: PLR0917 - a signature is all of this
    row: Handover, paper: Paper, language: str, upload: Upload | None, by: Actor, at: datetime
) -> str:
    if paper not in statements.SIGNED_ON_PAGE and upload is None:
        raise StatementUnfit(why=gettext_noop("this is signed on paper"))
    version = statements.version()
    if row.statements.filter(paper=paper, version=version).exists():
        raise StatementUnfit(why=gettext_noop("it is signed already"))
    statement_id = new_id()
    told = {
        "v": FORMAT, "paper": paper.value, "version": version, "language": language,
        "text": exits.words_of(row, paper, language), "person": str(row.person_id),
        "upload": upload.sha256 if upload else "", "at": rfc3339(at),
    }  # fmt: skip
    copy = canonical.dump(told)
    digest = hashlib.sha256(copy).hexdigest()
    content = {"copy": canonical.b64(copy)} | ({"paper": papers.told(upload)} if upload else {})
    Statement.objects.create(
        id=statement_id, handover=row, paper=paper, version=version, language=language,
        sealed=sealing.seal(row.id, STATEMENT, statement_id, content), hash=digest,
        on_paper=upload is not None, signed_by_id=row.person_id, signed_at=at,
    )  # fmt: skip
    _tell(SIGNED, row, by, at, paper=paper.value, version=version, hash=digest,
          on_paper=upload is not None)  # fmt: skip
    return digest


def _add(row: Handover, kind: str, name: str, *, is_required: bool = True) -> UUID:
    made = new_id()
    last = row.returns.aggregate(last=Max("position"))["last"] or 0
    ReturnItem.objects.create(
        id=made, handover=row, kind=kind, position=last + 1, is_required=is_required,
        sealed=sealing.seal(row.id, RETURN, made, {"name": name, "note": ""}),
    )  # fmt: skip
    return made


def _is_owner(by: Actor) -> bool:
    if by.person_id is None:
        raise NotYoursToHand
    who = people.reader(by.person_id)
    return who is not None and who.role is Role.OWNER


def _tell(kind: str, row: Handover, by: Actor, at: datetime, **facts: object) -> None:
    told = {"person": str(row.person_id), **facts}
    append_entry(kind=kind, subject=row.id, by=by, at=at, facts=told, refs=[row.person_id])
