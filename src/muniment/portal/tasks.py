"""Background work of the portal: letters out, reminders when their day has come."""

from datetime import timedelta
from smtplib import SMTPException
from uuid import UUID

import structlog
from django.conf import settings
from django.core.mail import EmailMessage

from muniment.core import clock
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.handover.letters import written
from muniment.handover.services import confirmations_letters as contacts
from muniment.investigations import services
from muniment.investigations.sealing import CaseErased
from muniment.jobs.registry import job, periodic
from muniment.jobs.running import Run
from muniment.portal.letters import letter_of

ATTEMPTS = 4
log = structlog.get_logger(__name__)


class LetterNotSent(MunimentError):
    """No mail server took the letter; it is tried again."""

    code = "portal.letter.not_sent"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("No mail server took the letter.")
    next_step = gettext_noop("Look at the mail settings, or hand the link over yourself.")


@job("portal.letter", attempts=ATTEMPTS)
def letter(run: Run, *, questionnaire_id: str) -> str:
    """Write and mail one letter; the link in it is made here and kept nowhere."""
    wanted, at = UUID(questionnaire_id), clock.now()
    if not settings.CONFIG.mail_url:
        services.note_letter(questionnaire_id=wanted, is_sent=False, at=at)
        return "no_mail_server"
    try:
        told = services.write_letter(questionnaire_id=wanted, at=at)
    except CaseErased:
        return "erased"
    if told is None:
        return "not_wanted"
    if not _send(told):
        if run.attempt < ATTEMPTS:
            raise LetterNotSent
        services.note_letter(questionnaire_id=wanted, is_sent=False, at=at)
        return "not_sent"
    services.note_letter(questionnaire_id=wanted, is_sent=True, at=at)
    return "sent"


@periodic(every=timedelta(hours=1))
@job("portal.chase")
def chase(run: Run) -> str:  # noqa: ARG001 - every handler takes its run
    """Remind those whose day has come; say in the cases what is overdue."""
    return f"chased_{services.chase(at=clock.now())}"


@job("portal.contact_letter", attempts=ATTEMPTS)
def contact_letter(run: Run, *, confirmation_id: str) -> str:
    """Write and mail one letter to a customer; its link and its address are kept nowhere."""
    wanted, at = UUID(confirmation_id), clock.now()
    if not settings.CONFIG.mail_url:
        contacts.note_letter(confirmation_id=wanted, is_sent=False, at=at)
        return "no_mail_server"
    told = contacts.write_letter(confirmation_id=wanted, at=at)
    if told is None:
        contacts.note_letter(confirmation_id=wanted, is_sent=False, at=at)
        return "no_address"
    subject, text = written(told.link, reminder=told.reminder)
    sent = _mailed(EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [told.to]))
    if not sent and run.attempt < ATTEMPTS:
        raise LetterNotSent
    contacts.note_letter(confirmation_id=wanted, is_sent=sent, at=at)
    return "sent" if sent else "not_sent"


@periodic(every=timedelta(hours=1))
@job("portal.chase_contacts")
def chase_contacts(run: Run) -> str:  # noqa: ARG001 - every handler takes its run
    """Remind the customers whose day has come; say on the boards what is overdue."""
    return f"chased_{contacts.chase(at=clock.now())}"


def _send(told: services.Letter) -> bool:
    return _mailed(letter_of(told))


def _mailed(letter: EmailMessage) -> bool:
    try:
        return bool(letter.send())
    except (OSError, SMTPException) as error:
        log.warning("portal.letter.not_sent", reason=type(error).__name__)
        return False
