"""E-mail: the address itself, its domain in the name service, and the mail as it was received."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.known import known_domains
from muniment.investigations.domain.checks import (
    DnsAnswer,
    Found,
    Mode,
    NotReached,
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
from muniment.matching import domains, mails
from muniment.matching.lookalikes import LookAlikes, Trick
from muniment.matching.mailboxes import Fault, Mailbox, read_mailbox

DNS = Source(
    "Domain Name System",
    "https://www.iana.org/domains/root",
    gettext_noop("Public; the name service that is set answers."),
)
_MOST_ADDRESSES = 5


class MailAddress:
    """Can this address exist, whose mailbox is it, and does it fit the website?"""

    id: ClassVar[str] = "email_web.address"
    version: ClassVar[int] = 1
    title: ClassVar[str] = gettext_noop("E-mail address")
    step: ClassVar[Step] = Step.EMAIL_WEB
    mode: ClassVar[Mode] = Mode.OFFLINE
    needs: ClassVar[Sequence[frozenset[str]]] = (frozenset({"contact.email"}),)
    sources: ClassVar[tuple[Source, ...]] = ()
    weight: ClassVar[int] = 2
    timeout_s: ClassVar[float] = 5
    max_age_days: ClassVar[int] = 365
    minutes: ClassVar[int] = 0
    needs_key: ClassVar[tuple[str, ...]] = ()

    def not_applicable(self, subject: Subject) -> str:  # noqa: ARG002 - the contract's
        """Always asked."""
        return ""

    def run(self, subject: Subject, world: World) -> Result:  # noqa: ARG002 - the contract's
        """Look at each address."""
        found = [
            one
            for text in subject.all("contact.email")[:_MOST_ADDRESSES]
            for one in _about_address(text, subject)
        ]
        return Result(Outcome.DONE if found else Outcome.NOTHING_FOUND, tuple(found))


def _about_address(text: str, subject: Subject) -> Iterator[Found]:
    box = read_mailbox(text)
    if isinstance(box, Fault):
        yield Found("email.syntax", text, {"address": text}, confidence=95, fingerprint=box.value)
        return
    if box.odd:
        yield _of(box, "email.odd_letters", confidence=95)
    if domains.is_disposable(box.domain):
        yield _of(box, "email.disposable", confidence=95)
    elif domains.is_free_mail(box.domain):
        yield _of(box, "email.free", confidence=98)
    else:
        yield from _against_site(box, subject)
    if mails.is_role(box.address):
        yield _of(box, "email.role", confidence=95)


def _against_site(box: Mailbox, subject: Subject) -> Iterator[Found]:
    sites = [site for text in subject.all("company.website") if (site := domains.registered(text))]
    own = domains.registered(box.domain)
    if not sites or own is None:
        return
    if any(site.name == own.name for site in sites):
        yield _of(box, "email.domain_is_site", domain=own.name)
    else:
        yield _of(box, "email.domain_not_site", domain=own.name, site=sites[0].name)


def _of(box: Mailbox, signal: str, *, confidence: int = 90, **facts: str) -> Found:
    told = {"address": box.address, **facts}
    return Found(signal, box.address, told, confidence=confidence, fingerprint=_print(told))


def _print(facts: Mapping[str, str | int]) -> str:
    return "|".join(f"{name}={facts[name]}" for name in sorted(facts))


class LookAlike:
    """Is this domain made to be taken for another: the company's own, a customer of ours?"""

    id: ClassVar[str] = "email_web.look_alike"
    version: ClassVar[int] = 1
    title: ClassVar[str] = gettext_noop("Look-alike domains")
    step: ClassVar[Step] = Step.EMAIL_WEB
    mode: ClassVar[Mode] = Mode.OFFLINE
    needs: ClassVar[Sequence[frozenset[str]]] = (frozenset({"contact.email", "company.website"}),)
    sources: ClassVar[tuple[Source, ...]] = ()
    weight: ClassVar[int] = 3
    timeout_s: ClassVar[float] = 20
    max_age_days: ClassVar[int] = 180
    minutes: ClassVar[int] = 0
    needs_key: ClassVar[tuple[str, ...]] = ()

    def not_applicable(self, subject: Subject) -> str:  # noqa: ARG002 - the contract's
        """Always asked."""
        return ""

    def run(self, subject: Subject, world: World) -> Result:
        """Compare the domains with each other, with big mail providers and our own customers."""
        hosts = domains.hosts_in((*subject.all("contact.email"), *subject.all("company.website")))
        strange = [host for host in hosts if not domains.is_free_mail(host)]
        found = [*_like_each_other(subject), *_like_providers(strange)]
        try:
            known = known_domains(world.ask("own_customers"))
        except NotReached as silence:
            return Result(Outcome.UNAVAILABLE, tuple(found), reason=silence.reason)
        found += _like_customers(strange, known)
        return Result(Outcome.DONE if found else Outcome.NOTHING_FOUND, tuple(found))


_PROVIDERS = LookAlikes(
    [
        "gmail.com",
        "outlook.com",
        "hotmail.com",
        "yahoo.com",
        "icloud.com",
        "protonmail.com",
        "googlemail.com",
        "foxmail.com",
        "yandex.ru",
        "mail.ru",
        "alibaba.com",
        "made-in-china.com",
        "dhl.com",
        "maersk.com",
        "paypal.com",
    ]
)


def _like_each_other(subject: Subject) -> Iterator[Found]:
    """A mail domain that is not the website's, but looks like it."""
    sites = [text for text in subject.all("company.website") if not domains.is_shared_site(text)]
    known = LookAlikes(sites)
    for host in domains.hosts_in(subject.all("contact.email")):
        for like in known.of(host):
            if like.trick is not Trick.OTHER_ENDING:
                yield _alike("email.like_site", host, like.known, like.trick, like.confidence)


def _like_providers(hosts: Sequence[str]) -> Iterator[Found]:
    for host in hosts:
        for like in _PROVIDERS.of(host)[:1]:
            if like.trick in {Trick.LOOKS_EQUAL, Trick.INNER, Trick.ONE_EDIT, Trick.ADDED_WORD}:
                yield _alike("email.like_provider", host, like.known, like.trick, like.confidence)


def _like_customers(hosts: Sequence[str], known: Mapping[str, str]) -> Iterator[Found]:
    """Our own customers are named by their codename only: not every reader may know them."""
    alike = LookAlikes(known)
    for host in hosts:
        for like in alike.of(host):
            codename = known.get(like.known, "")
            yield _alike("email.like_customer", host, codename, like.trick, like.confidence)


def _alike(signal: str, host: str, known: str, trick: Trick, confidence: int) -> Found:
    facts = {"domain": domains.shown(host), "known": known or "?", "trick": trick.value}
    key = f"{host}~{known}"
    return Found(signal, key, facts, confidence=confidence, fingerprint=_print(facts))


class MailDomain:
    """Can the domain receive mail, and does its owner guard it against forgers?"""

    id: ClassVar[str] = "email_web.dns"
    version: ClassVar[int] = 1
    title: ClassVar[str] = gettext_noop("Mail domain: MX, SPF, DMARC")
    step: ClassVar[Step] = Step.EMAIL_WEB
    mode: ClassVar[Mode] = Mode.LIVE
    needs: ClassVar[Sequence[frozenset[str]]] = (frozenset({"contact.email"}),)
    sources: ClassVar[tuple[Source, ...]] = (DNS,)
    weight: ClassVar[int] = 3
    timeout_s: ClassVar[float] = 40
    max_age_days: ClassVar[int] = 30
    minutes: ClassVar[int] = 0
    needs_key: ClassVar[tuple[str, ...]] = ()

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
        fingerprint=_print(told),
        valid_days=90,
    )


class MailJourney:
    """What do the headers of the received mail tell about where it comes from?"""

    id: ClassVar[str] = "email_web.journey"
    version: ClassVar[int] = 2
    title: ClassVar[str] = gettext_noop("Headers of the received mail")
    step: ClassVar[Step] = Step.EMAIL_WEB
    mode: ClassVar[Mode] = Mode.OFFLINE
    needs: ClassVar[Sequence[frozenset[str]]] = (frozenset({"mail.raw"}),)
    sources: ClassVar[tuple[Source, ...]] = ()
    weight: ClassVar[int] = 2
    timeout_s: ClassVar[float] = 10
    max_age_days: ClassVar[int] = 3650
    minutes: ClassVar[int] = 0
    needs_key: ClassVar[tuple[str, ...]] = ()

    def not_applicable(self, subject: Subject) -> str:
        """A text without headers has no journey to tell of."""
        return "" if any(read_head(raw) for raw in subject.all("mail.raw")[:1]) else "no_headers"

    def run(self, subject: Subject, world: World) -> Result:
        """Read the path, the answers' address, the name tricks and the zone of the clock."""
        raw = subject.one("mail.raw")
        head = read_head(raw)
        if head is None:
            return Result(Outcome.NOT_APPLICABLE, reason="no_headers")
        evidence = (world.keep(raw.encode("utf-8"), kind="mail", source="mail.raw"),)
        found = [
            Found(one.code, _key(head), one.facts, evidence=evidence, fingerprint=_print(one.facts))
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
                fingerprint=_print(facts))  # fmt: skip


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


class MailSignature:
    """Did the domain of the sender really sign this mail?"""

    id: ClassVar[str] = "email_web.dkim"
    version: ClassVar[int] = 1
    title: ClassVar[str] = gettext_noop("DKIM signature of the received mail")
    step: ClassVar[Step] = Step.EMAIL_WEB
    mode: ClassVar[Mode] = Mode.LIVE
    needs: ClassVar[Sequence[frozenset[str]]] = (frozenset({"mail.raw"}),)
    sources: ClassVar[tuple[Source, ...]] = (DNS,)
    weight: ClassVar[int] = 1
    timeout_s: ClassVar[float] = 40
    max_age_days: ClassVar[int] = 3650
    minutes: ClassVar[int] = 0
    needs_key: ClassVar[tuple[str, ...]] = ()

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
    return Found(signal, signature.domain, facts, evidence=evidence, fingerprint=_print(facts))
