"""The domain of an address in the name service: can it receive mail, and is it guarded?"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.base import LiveCheck
from muniment.investigations.checks.email import marked
from muniment.investigations.domain.checks import (
    DnsAnswer,
    Found,
    Outcome,
    Result,
    Source,
    Step,
    Subject,
    World,
)
from muniment.matching import domains
from muniment.matching.mailboxes import Mailbox, read_mailbox

DNS = Source(
    "Domain Name System",
    "https://www.iana.org/domains/root",
    gettext_noop("Public; the name service that is set answers."),
)


class MailDomain(LiveCheck):
    """Can the domain receive mail, and does its owner guard it against forgers?"""

    id: ClassVar[str] = "email_web.dns"
    title: ClassVar[str] = gettext_noop("Mail domain: MX, SPF, DMARC")
    step: ClassVar[Step] = Step.EMAIL_WEB
    needs: ClassVar[Sequence[frozenset[str]]] = (frozenset({"contact.email"}),)
    sources: ClassVar[tuple[Source, ...]] = (DNS,)
    weight: ClassVar[int] = 3
    max_age_days: ClassVar[int] = 30

    def not_applicable(self, subject: Subject) -> str:
        """A free mailbox tells nothing about a company's own domain."""
        return "" if _own_domains(subject) else "free_mail"

    def run(self, subject: Subject, world: World) -> Result:
        """Ask for MX, SPF and DMARC of each domain.

        Raises:
            NotReached: the name service did not answer.
        """
        found = [one for host in _own_domains(subject)[:3] for one in _about_domain(host, world)]
        return Result(Outcome.DONE, tuple(found))


def _own_domains(subject: Subject) -> tuple[str, ...]:
    boxes = [read_mailbox(text) for text in subject.all("contact.email")]
    hosts = [box.domain for box in boxes if isinstance(box, Mailbox)]
    return tuple(dict.fromkeys(host for host in hosts if not domains.is_free_mail(host)))


def _about_domain(host: str, world: World) -> Iterator[Found]:
    mx = world.resolve(host, "MX")
    if mx.state == "no_name":
        yield _dns("email.no_domain", host, mx, 98)
        return
    exchangers = [record.split()[-1].rstrip(".").lower() for record in mx.records if record.split()]
    if exchangers == [""]:
        yield _dns("email.null_mx", host, mx, 98)
    elif exchangers:
        yield _dns("email.has_mx", host, mx, 95, server=exchangers[0])
    elif world.resolve(host, "A").state != "answer":
        yield _dns("email.no_mx", host, mx, 95)
    yield from _about_spf(host, world)
    yield from _about_dmarc(host, world)


def _about_spf(host: str, world: World) -> Iterator[Found]:
    answer = world.resolve(host, "TXT")
    texts = [text for text in answer.records if text.lower().split(" ")[0] == "v=spf1"]
    if not texts:
        yield _dns("email.no_spf", host, answer, 95)
    elif len(texts) > 1 or "+all" in texts[0].lower().split() or "all" in texts[0].lower().split():
        yield _dns("email.spf_open", host, answer, 90)
    elif texts[0].lower().split()[-1] in {"-all", "~all"} or "redirect=" in texts[0].lower():
        yield _dns("email.spf_set", host, answer, 95)


def _about_dmarc(host: str, world: World) -> Iterator[Found]:
    answer = world.resolve(f"_dmarc.{host}", "TXT")
    policy = _dmarc_policy(answer)
    found = domains.registered(host)
    if not policy and found is not None and found.name != host:
        answer = world.resolve(f"_dmarc.{found.name}", "TXT")
        policy = _dmarc_policy(answer)
    if policy in {"quarantine", "reject"}:
        yield _dns("email.dmarc_strict", host, answer, 95, policy=policy)
    elif not policy:
        yield _dns("email.no_dmarc", host, answer, 95)


def _dmarc_policy(answer: DnsAnswer) -> str:
    """The policy of a DMARC record, "" without one. Source: RFC 7489, section 6.3."""
    for text in answer.records:
        tags = dict(tag.strip().lower().split("=", 1) for tag in text.split(";") if "=" in tag)
        if {key.strip(): value.strip() for key, value in tags.items()}.get("v") == "dmarc1":
            return tags.get("p", "none").strip()
    return ""


def _dns(signal: str, host: str, answer: DnsAnswer, confidence: int, **facts: str) -> Found:
    told = {"domain": domains.shown(host), **facts}
    return Found(
        signal,
        host,
        told,
        excerpt="; ".join(answer.records)[:300],
        confidence=confidence,
        evidence=(answer.evidence,),
        fingerprint=marked(told),
        valid_days=90,
    )
