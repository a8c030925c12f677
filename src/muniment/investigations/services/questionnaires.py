"""Asking third parties: send a questionnaire, remind, hand the link over, stop waiting."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.ids import new_id, new_token
from muniment.investigations.asking import SEALED
from muniment.investigations.domain import duties
from muniment.investigations.domain.answers import LONGEST_SHORT, cleaned
from muniment.investigations.domain.questionnaires import Form, form_of
from muniment.investigations.gate.outsiders import digest
from muniment.investigations.models import AnswerLink, Case, Questionnaire
from muniment.investigations.sealing import CaseSeal, seal_of
from muniment.investigations.services.common import hand, reason_given, record
from muniment.investigations.services.settling import settle
from muniment.jobs.services import enqueue
from muniment.matching import domains
from muniment.people import queries as people

SENT = "investigations.questionnaire.sent"
LINK_MADE = "investigations.questionnaire.link_made"
REMINDED = "investigations.questionnaire.reminded"
CLOSED = "investigations.questionnaire.closed"
LETTER_JOB = "portal.letter"
"""The job that writes and mails a letter: the portal does it, which knows its own address."""
LONGEST_WAIT_DAYS = 90
MOST_REMINDERS = 3
TOKEN_BYTES = 32
LANGUAGES = ("en", "zh-hans")


class RecipientInvalid(MunimentError):
    """Nobody can be asked like this; nothing was written."""

    code = "investigations.questionnaire.recipient_invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("The questionnaire cannot be sent: {why}.")
    next_step = gettext_noop("Correct the field and send again.")


class QuestionnaireNotFound(MunimentError):
    """The case has no such questionnaire, or it waits no longer; nothing was written."""

    code = "investigations.questionnaire.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("No such questionnaire waits for an answer in this case.")
    next_step = gettext_noop("Open the case again: the answer may have come.")


class RemindersUsedUp(MunimentError):
    """Three reminders are enough; nothing was sent."""

    code = "investigations.questionnaire.reminders_used_up"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This third party was reminded three times.")
    next_step = gettext_noop("Call, or ask somebody else.")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is asked. Either a mail address, or the link is handed over by whoever asks."""

    name: str
    company: str = ""
    email: str = ""
    phone: str = ""
    named_by_buyer: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """All that the third party learns: about whom, why, and who signs. The sender chose it."""

    about: str
    reason: str
    signed_as: str


@dataclass(frozen=True, slots=True)
class Sending:
    """How it is sent.

    Attributes:
        language: of the letter, and of the page until the reader chooses another.
        days: how long the link is open; remind_days: between reminders, 0 for none.
    """

    by_mail: bool = True
    language: str = "en"
    days: int = 14
    remind_days: int = 5


@dataclass(frozen=True, slots=True)
class HandedLink:
    """A fresh one-time link: shown once, kept nowhere."""

    token: str
    expires_at: datetime


def ask_third_party(
    *, case_id: UUID, form: str, recipient: Recipient, telling: Telling, sending: Sending,
    by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Put a questionnaire on its way; by mail, the letter is queued in the same transaction.

    Raises:
        FormUnknown, RecipientInvalid: nothing was written.
        CaseNotFound, CaseNotYours, CaseClosed, CaseErased: see `common.hand`.
    """
    known = form_of(form)
    told = _checked(recipient, telling, sending)
    with transaction.atomic():
        held = hand(by, case_id, duties.may_ask_third_party, at)
        seal = seal_of(case_id)
        row = _insert(held.case, seal, known, told, sending, asked_by=held.reader.id, at=at)
        if sending.by_mail:
            queue_letter(row.id, at)
        record(
            SENT, case_id, by=by, at=at,
            facts={
                "questionnaire": str(row.id), "number": row.number, "form": form,
                "version": known.version, "by_mail": sending.by_mail, "days": sending.days,
            },
            sealed={"recipient": told["name"], "about": told["about"]},
        )  # fmt: skip
        settle(held.case, seal, known.check, by=by, at=at)
    return row.id


def remind_third_party(*, case_id: UUID, questionnaire_id: UUID, by: Actor, at: datetime) -> None:
    """Send a reminder now, with a fresh link; the old ones stay good.

    Raises:
        QuestionnaireNotFound: not waiting, run out, or not sent by mail.
        RemindersUsedUp: three were sent. Otherwise as `ask_third_party`.
    """
    with transaction.atomic():
        hand(by, case_id, duties.may_ask_third_party, at)
        row = waiting(case_id, questionnaire_id, at)
        if not row.by_mail:
            raise QuestionnaireNotFound
        if row.reminders >= MOST_REMINDERS:
            raise RemindersUsedUp
        queue_letter(row.id, at)
        record(REMINDED, case_id, by=by, at=at, facts={"questionnaire": str(row.id)})


def hand_over_link(*, case_id: UUID, questionnaire_id: UUID, by: Actor, at: datetime) -> HandedLink:
    """Make a link for somebody to hand over herself; all links before it end, and reminders.

    Praise by such a link counts little: nobody knows who opened it.

    Raises:
        QuestionnaireNotFound: not waiting, or run out. Otherwise as `ask_third_party`.
    """
    with transaction.atomic():
        hand(by, case_id, duties.may_ask_third_party, at)
        row = waiting(case_id, questionnaire_id, at)
        AnswerLink.objects.filter(questionnaire=row).delete()
        row.by_mail, row.remind_at = False, None  # whoever answers now had it from a person
        row.save(update_fields=["by_mail", "remind_at"])
        made = HandedLink(new_link(row, at), row.expires_at)
        record(LINK_MADE, case_id, by=by, at=at, facts={"questionnaire": str(row.id)})
    return made


def close_questionnaire(
    *, case_id: UUID, questionnaire_id: UUID, reason: str, by: Actor, at: datetime
) -> None:
    """Stop waiting: every link ends, nobody is reminded any more.

    Raises:
        QuestionnaireNotFound: it waits no longer. ReasonMissing: say why.
        Otherwise as `ask_third_party`.
    """
    told = reason_given(reason)
    with transaction.atomic():
        held = hand(by, case_id, duties.may_ask_third_party, at)
        row = waiting(case_id, questionnaire_id)
        seal = seal_of(case_id)
        content = seal.open(SEALED, row.id, row.sealed) | {"closed_because": told}
        end(row, Questionnaire.State.CLOSED, seal, content, at)
        record(
            CLOSED, case_id, by=by, at=at, facts={"questionnaire": str(row.id)},
            sealed={"reason": told},
        )  # fmt: skip
        settle(held.case, seal, form_of(row.form).check, by=by, at=at)


def queue_letter(questionnaire_id: UUID, at: datetime) -> None:
    """Have the portal write and mail a letter after the commit."""
    once = f"{LETTER_JOB}:{questionnaire_id}"
    enqueue(LETTER_JOB, {"questionnaire_id": questionnaire_id}, at, once=once, priority=20)


def waiting(case_id: UUID, questionnaire_id: UUID, at: datetime | None = None) -> Questionnaire:
    """Lock one questionnaire that waits, and whose links are still open when `at` is given.

    Raises:
        QuestionnaireNotFound: there is none.
    """
    found = Questionnaire.objects.select_for_update(of=("self",)).filter(
        pk=questionnaire_id, case=case_id, state=Questionnaire.State.WAITING
    )
    row = (found.filter(expires_at__gt=at) if at else found).first()
    if row is None:
        raise QuestionnaireNotFound
    return row


def new_link(row: Questionnaire, at: datetime) -> str:
    """Make a link; only the keyed hash of its token is written."""
    token = new_token(TOKEN_BYTES)
    AnswerLink.objects.create(questionnaire=row, digest=digest(token), made_at=at)
    return token


def end(
    row: Questionnaire, state: Questionnaire.State, seal: CaseSeal, content: dict[str, Any],
    at: datetime,
) -> None:  # fmt: skip
    """Close a questionnaire for good, and every way to it."""
    row.sealed = seal.seal(SEALED, row.id, content)
    row.state, row.ended_at, row.remind_at = state, at, None
    row.save(update_fields=["sealed", "state", "ended_at", "remind_at"])
    AnswerLink.objects.filter(questionnaire=row).delete()


def _insert(
    case: Case, seal: CaseSeal, form: Form, told: dict[str, Any], sending: Sending, *,
    asked_by: UUID, at: datetime,
) -> Questionnaire:  # fmt: skip
    before = Questionnaire.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    row_id = new_id()
    reminds = sending.by_mail and sending.remind_days
    return Questionnaire.objects.create(
        id=row_id, case=case, number=before + 1, form=form.code, form_version=form.version,
        language=sending.language, sealed=seal.seal(SEALED, row_id, told),
        by_mail=sending.by_mail, asked_by_id=asked_by, asked_at=at,
        expires_at=at + timedelta(days=sending.days), remind_days=sending.remind_days,
        remind_at=at + timedelta(days=sending.remind_days) if reminds else None,
    )  # fmt: skip


def _checked(recipient: Recipient, telling: Telling, sending: Sending) -> dict[str, Any]:
    told = {name: _line(value) for name, value in (asdict(recipient) | asdict(telling)).items()}
    for name, why in (
        ("name", gettext_noop("say who is asked")),
        ("about", gettext_noop("say about whom")),
        ("signed_as", gettext_noop("say who signs")),
    ):
        if not told[name]:
            raise RecipientInvalid(why=why)
    if told["email"] or sending.by_mail:
        _require_mail(str(told["email"]))
        told["own_provider"] = _is_at_our_provider(str(told["email"]))
    if not 1 <= sending.days <= LONGEST_WAIT_DAYS or not 0 <= sending.remind_days <= sending.days:
        raise RecipientInvalid(why=gettext_noop("the days do not fit"))
    if sending.language not in LANGUAGES:
        raise RecipientInvalid(why=gettext_noop("there is no letter in this language"))
    return told


def _line(value: Any) -> Any:
    """One line, short, without control signs: it stands in the head of a letter."""
    if not isinstance(value, str):
        return value
    return " ".join(cleaned(value).split())[:LONGEST_SHORT]


def _require_mail(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise RecipientInvalid(why=gettext_noop("the mail address is no address")) from None


def _is_at_our_provider(address: str) -> bool:
    """Whether a mailbox lies at a free provider that people of the house use too.

    Raises:
        RecipientInvalid: it lies at a domain of the house itself.
    """
    ours = {*people.mail_domains(), parseaddr(settings.CONFIG.mail_from)[1].rpartition("@")[2]}
    host = domains.host_of(address)
    if not any(host == one or domains.same_owner(host, one) for one in ours if one):
        return False
    if not domains.is_free_mail(host):
        raise RecipientInvalid(why=gettext_noop("the mail address belongs to this house"))
    return True
