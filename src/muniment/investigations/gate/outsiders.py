"""What somebody without an account sees of a case: the one questionnaire her link leads to.

The same order as everywhere: find, put on record, commit – and only then unseal. A link that is
unknown, has run out, was used or revoked, or whose case is closed, is one and the same refusal.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.core.actor import Actor, Door, Place
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.investigations.asking import SEALED
from muniment.investigations.domain.questionnaires import Form, form_of
from muniment.investigations.models import AnswerLink, Case, Questionnaire
from muniment.investigations.sealing import CASE, seal_of
from muniment.keys import ring
from muniment.ledger import health
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.vault.gate.recording import on_record

OPENED = "investigations.questionnaire.opened"
INDEX = "investigations.answer_link"
LONGEST_TOKEN = 100
_LIVING = (Case.State.OPEN, Case.State.DECIDED)


class LinkClosed(MunimentError):
    """The link leads nowhere, or not any more; nothing was read."""

    code = "investigations.questionnaire.link_closed"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("This link is not open.")
    next_step = gettext_noop("Ask whoever sent it to you for a new one.")


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """All that a third party is shown; each word of it was chosen by the sender.

    Attributes:
        company: the house's own name; name: of who is asked; language: chosen by the sender.
    """

    form: Form
    company: str
    name: str
    about: str
    reason: str
    signed_as: str
    language: str
    expires_at: datetime


def open_link(*, token: str, place: Place, at: datetime) -> OpenedForm:
    """Show the questionnaire of a link; the first opening is on record.

    Raises:
        LinkClosed: nobody is told why. LedgerUnavailable: nothing can be put on record.
    """
    row = _found(token, at)
    if row.opened_at is None:
        _record_first(row, place, at)
    else:
        health.require_readable()
    told = seal_of(row.case_id).open(SEALED, row.id, row.sealed)
    return OpenedForm(
        form=form_of(row.form), company=people.company().name, name=told["name"],
        about=told["about"], reason=told["reason"], signed_as=told["signed_as"],
        language=row.language, expires_at=row.expires_at,
    )  # fmt: skip


def locked(token: str, at: datetime) -> tuple[Case, Questionnaire]:
    """Lock case and questionnaire of a link that is still open, for the running transaction.

    Raises:
        LinkClosed: unknown, run out, answered, revoked, or the case is closed.
    """
    found = _found(token, at)
    case = Case.objects.select_for_update(of=("self",)).get(pk=found.case_id)
    row = Questionnaire.objects.select_for_update(of=("self",)).get(pk=found.id)
    if row.state != Questionnaire.State.WAITING or case.state not in _LIVING:
        raise LinkClosed
    return case, row


def digest(token: str) -> bytes:
    """Hash a token under a key that lies outside the database; 16 bytes."""
    return ring.blind(INDEX, token)


def _found(token: str, at: datetime) -> Questionnaire:
    """Find by the keyed hash: how long that takes tells nothing about the token. One query."""
    wanted = digest(token[:LONGEST_TOKEN])
    link = AnswerLink.objects.select_related("questionnaire__case").filter(digest=wanted).first()
    if link is None or not hmac.compare_digest(bytes(link.digest), wanted):
        raise LinkClosed
    row = link.questionnaire
    is_open = row.state == Questionnaire.State.WAITING and row.expires_at > at
    if not is_open or row.case.state not in _LIVING:
        raise LinkClosed
    return row


def _record_first(row: Questionnaire, place: Place, at: datetime) -> None:
    by = Actor(person_id=None, door=Door.PORTAL, place=place)
    with on_record():
        fresh = Questionnaire.objects.filter(pk=row.id, opened_at=None).update(opened_at=at)
        if fresh:
            _append(row.case_id, row.id, by, at)


def _append(case_id: UUID, row_id: UUID, by: Actor, at: datetime) -> None:
    append_entry(
        kind=OPENED, subject=case_id, by=by, at=at, facts={"questionnaire": str(row_id)},
        sealed={"address": by.place.address, "device": by.place.device},
        seal_under=(case_id, CASE),
    )  # fmt: skip
