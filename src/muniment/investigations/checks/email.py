"""E-mail addresses: the address itself, and domains made to be taken for others."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.base import HouseCheck
from muniment.investigations.checks.known import known_domains
from muniment.investigations.domain.checks import (
    Found,
    NotReached,
    Outcome,
    Result,
    Step,
    Subject,
    World,
)
from muniment.matching import domains, mails
from muniment.matching.lookalikes import LookAlikes, Trick
from muniment.matching.mailboxes import Fault, Mailbox, read_mailbox

_MOST_ADDRESSES = 5


class MailAddress(HouseCheck):
    """Can this address exist, whose mailbox is it, and does it fit the website?"""

    id: ClassVar[str] = "email_web.address"
    title: ClassVar[str] = gettext_noop("E-mail address")
    step: ClassVar[Step] = Step.EMAIL_WEB
    needs: ClassVar[Sequence[frozenset[str]]] = (frozenset({"contact.email"}),)
    weight: ClassVar[int] = 2
    timeout_s: ClassVar[float] = 5
    max_age_days: ClassVar[int] = 365

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
    return Found(signal, box.address, told, confidence=confidence, fingerprint=marked(told))


def marked(facts: Mapping[str, str | int]) -> str:
    """The fingerprint of facts, in an order that does not depend on who told them."""
    return "|".join(f"{name}={facts[name]}" for name in sorted(facts))


class LookAlike(HouseCheck):
    """Is this domain made to be taken for another: the company's own, a customer of ours?"""

    id: ClassVar[str] = "email_web.look_alike"
    title: ClassVar[str] = gettext_noop("Look-alike domains")
    step: ClassVar[Step] = Step.EMAIL_WEB
    needs: ClassVar[Sequence[frozenset[str]]] = (frozenset({"contact.email", "company.website"}),)
    weight: ClassVar[int] = 3
    timeout_s: ClassVar[float] = 20
    max_age_days: ClassVar[int] = 180

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
    return Found(signal, key, facts, confidence=confidence, fingerprint=marked(facts))
