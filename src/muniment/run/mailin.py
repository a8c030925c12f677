"""The mail-in child: `python -m muniment.run.mailin` takes mail about customers in.

It stands behind the company's own mail server, on loopback: LMTP (RFC 2033) or SMTP. What is
kept of a mail is decided by `touches.services.take_mail`; whoever sends learns no more than
whether she is known here, never whether a customer was.
"""

import asyncio
import os
import signal
from typing import Any

import structlog
from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from muniment.core import clock, logs
from muniment.core import config as configuration
from muniment.core.config import Config
from muniment.core.errors import ErrorKind, MunimentError
from muniment.run import beats, preparing
from muniment.run.parenthood import die_with_parent

NAME = "mailin"
BEAT_SECONDS = 5.0
log = structlog.get_logger(__name__)

TAKEN = "250 2.0.0 taken"
UNKNOWN = "550 5.7.1 not from anybody known here"
UNUSABLE = "250 2.0.0 taken, nothing to note"
LATER = "451 4.3.0 try again later"
ONE = "452 4.5.3 one recipient at a time"
ELSEWHERE = "550 5.1.1 no such address here"


class Handler:
    """Answers the mail server; one mail at a time, in a thread that may wait for the database."""

    def __init__(self, address: str) -> None:
        self._address = address.lower()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names and arguments
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take mail for the house's own address alone, and one answer a mail (RFC 2033, 4.2)."""
        del server, session, options
        if envelope.rcpt_tos:
            return ONE
        if self._address and address.strip("<>").lower() != self._address:
            return ELSEWHERE
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Have one mail taken in."""
        del server, session
        raw = envelope.content or b""
        raw = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogateescape")
        return await asyncio.to_thread(take, raw, envelope.mail_from or "")

    async def handle_exception(self, error: Exception) -> str:
        """Ask for the mail again; what went wrong may hold words of it, so its type is logged."""
        log.error("mail.failed", error=type(error).__name__)
        return LATER


def take(raw: bytes, envelope_from: str) -> str:
    """Take one mail in and say so in the words of SMTP; the log holds codes, never the mail."""
    from django.db import DatabaseError, close_old_connections

    from muniment.touches.domain.noted import Unfit
    from muniment.touches.services import take_mail

    close_old_connections()
    try:
        done = take_mail(raw=raw, envelope_from=envelope_from, at=clock.now())
        log.info("mail.taken", touches=done.touches, waiting=done.waiting)
    except Unfit as error:
        log.info("mail.unusable", why=str(error))
        return UNUSABLE
    except MunimentError as error:
        log.info("mail.refused", code=error.code)
        return UNKNOWN if error.kind is ErrorKind.REFUSED else LATER
    except DatabaseError as error:
        log.warning("mail.database", error=type(error).__name__)
        return LATER
    finally:
        close_old_connections()
    return TAKEN


class Server(Controller):
    """The listener; its size limit and its protocol are settings."""

    def __init__(self, config: Config) -> None:
        super().__init__(
            Handler(config.mail_in_address), hostname=config.mail_in_host, port=config.mail_in_port
        )
        self._speaks = LMTP if config.mail_in_protocol == "lmtp" else SMTP
        self._largest = config.mail_in_max_kb * 1024

    def factory(self) -> Any:
        """Make the protocol of one connection; the greeting tells no version."""
        return self._speaks(self.handler, data_size_limit=self._largest, ident="Muniment")


def main() -> None:
    """Take mail in until SIGTERM."""
    die_with_parent()
    config = configuration.load()
    logs.configure(config.data / "logs", process=NAME, level=config.log_level, console=False)
    preparing.set_up_django()
    server = Server(config)
    server.start()
    log.info("mail.listening", port=config.mail_in_port, protocol=config.mail_in_protocol)
    asyncio.run(_until_told(beats.beat_file(config.data, NAME)))
    server.stop()
    os._exit(0)  # a mail that waits for the database is sent again by the mail server


async def _until_told(beat: Any) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    while not stop.is_set():
        beat.touch()
        try:
            await asyncio.wait_for(stop.wait(), BEAT_SECONDS)
        except TimeoutError:
            continue


if __name__ == "__main__":
    main()
