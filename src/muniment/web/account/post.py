"""Sending the house's own mail: at once, or after the answer is on its way."""

from concurrent.futures import Future, ThreadPoolExecutor
from smtplib import SMTPException

import structlog
from django.core.mail import EmailMessage

log = structlog.get_logger()
_postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="post")


def now(letter: EmailMessage) -> bool:
    """Send one letter; say whether a mail server took it."""
    try:
        return bool(letter.send())
    except (OSError, SMTPException) as error:
        log.warning("web.mail.not_sent", reason=type(error).__name__)
        return False


def later(letter: EmailMessage) -> "Future[bool]":
    """Send one letter in the background, in the order asked for."""
    return _postman.submit(now, letter)
