"""The mail as it was received: the journey in its headers, and its signature."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.base import HouseCheck, LiveCheck
from muniment.investigations.checks.email import marked
from muniment.investigations.checks.mail_domain import DNS
from muniment.investigations.domain.checks import (
    Found,
    Outcome,
    Result,
    Source,
    Step,
    Subject,
    World,
)
from muniment.investigations.domain.dkim import Signature, Verdict, verify
from muniment.investigations.domain.mailhead import MailHead, oddities, read_head
from muniment.investigations.domain.zones import zone_fits
from muniment.matching import domains


class MailJourney(HouseCheck):
    """What do the headers of the received mail tell about where it comes from?"""

    id: ClassVar[str] = "email_web.journey"
    version: ClassVar[int] = 2
    title: ClassVar[str] = gettext_noop("Headers of the received mail")
    step: ClassVar[Step] = Step.EMAIL_WEB
    needs: ClassVar[Sequence[frozenset[str]]] = (frozenset({"mail.raw"}),)
    weight: ClassVar[int] = 2
    timeout_s: ClassVar[float] = 10
    max_age_days: ClassVar[int] = 3650

    def not_applicable(self, subject: Subject) -> str:
        """A text without headers has no journey to tell of."""
        return "" if any(read_head(raw) for raw in subject.all("mail.raw")[:1]) else "no_headers"

    def run(self, subject: Subject, world: World) -> Result:
        """Read the path, the answers' address, the name tricks and the zone of the clock."""
        raw = subject.one("mail.raw")
        head = read_head(raw)
        if head is None:
            return Result(Outcome.NOT_APPLICABLE, reason="no_headers")
        evidence = (world.keep(raw.encode("utf-8"), kind="mail", source="inquiry"),)
        found = [
            Found(one.code, _key(head), one.facts, evidence=evidence, fingerprint=marked(one.facts))
            for one in oddities(head)
        ]
        found += [*_zone(head, subject, evidence), *_passed(head, evidence)]
        origin = head.origin
        learnt = {"mail.ip": (origin.address,)} if origin else {}
        return Result(Outcome.DONE, tuple(found), learnt=learnt, detail=_path(head))


def _key(head: MailHead) -> str:
    return head.sender.address.lower() if head.sender else "mail"


def _zone(head: MailHead, subject: Subject, evidence: tuple[str, ...]) -> Iterator[Found]:
    country = subject.one("company.country")
    if head.date is None or not country or zone_fits(head.date, country) is not False:
        return
    facts = {"zone": f"{head.date:%z}", "country": country}
    yield Found("mail.zone_elsewhere", _key(head), facts, confidence=60, evidence=evidence,
                fingerprint=marked(facts))  # fmt: skip


def _passed(head: MailHead, evidence: tuple[str, ...]) -> Iterator[Found]:
    """DMARC passed for the very domain of the sender: the address is not forged."""
    for one in head.auth:
        own = head.sender.domain if head.sender else ""
        if one.method == "dmarc" and one.result == "pass" and own:
            yield Found("mail.auth_passed", _key(head), {"domain": own}, evidence=evidence)


def _path(head: MailHead) -> dict[str, object]:
    origin, handed = head.origin, head.handed_over
    return {
        "hops": [
            {"from": hop.helo, "address": hop.address, "by": hop.by, "at": _written(hop.at),
             "private": hop.private}
            for hop in head.hops
        ],
        "begins": origin.address if origin else "",
        "handed_over_by": handed.address if handed else "",
        "auth": [f"{one.method}={one.result} {one.domain}".strip() for one in head.auth],
        "reply_to": head.reply_to,
        "return_path": head.return_path,
    }  # fmt: skip


def _written(at: datetime | None) -> str:
    return at.isoformat() if at else ""


class MailSignature(LiveCheck):
    """Did the domain of the sender really sign this mail?"""

    id: ClassVar[str] = "email_web.dkim"
    title: ClassVar[str] = gettext_noop("DKIM signature of the received mail")
    step: ClassVar[Step] = Step.EMAIL_WEB
    needs: ClassVar[Sequence[frozenset[str]]] = (frozenset({"mail.raw"}),)
    sources: ClassVar[tuple[Source, ...]] = (DNS,)
    weight: ClassVar[int] = 1
    max_age_days: ClassVar[int] = 3650

    def not_applicable(self, subject: Subject) -> str:
        """A mail without a signature cannot be asked for one."""
        signed = "dkim-signature:" in subject.one("mail.raw").lower()
        return "" if signed else "not_signed"

    def run(self, subject: Subject, world: World) -> Result:
        """Fetch the keys from the name service and verify up to three signatures.

        Raises:
            NotReached: the name service did not answer.
        """
        head = read_head(subject.one("mail.raw"))
        own = head.sender.domain if head and head.sender else ""
        signatures = verify(subject.one("mail.raw"), lambda name: _key_text(name, world))
        found = [_signed(signature, own) for signature in signatures]
        return Result(Outcome.DONE if found else Outcome.NOTHING_FOUND, tuple(found))


def _key_text(name: str, world: World) -> tuple[str, str]:
    answer = world.resolve(name, "TXT")
    return next(iter(answer.records), ""), answer.evidence


def _signed(signature: Signature, own: str) -> Found:
    signal = {
        Verdict.VALID: "dkim.other_domain",
        Verdict.NO_KEY: "dkim.no_key",
        Verdict.BROKEN: "dkim.broken",
    }[signature.verdict]
    if signature.verdict is Verdict.VALID and domains.same_owner(signature.domain, own):
        signal = "dkim.valid"
    facts = {"domain": signature.domain, "sender": own or "?"}
    evidence = tuple(filter(None, (signature.evidence,)))
    return Found(signal, signature.domain, facts, evidence=evidence, fingerprint=marked(facts))
