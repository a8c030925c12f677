"""How old is the buyer's domain? Three witnesses: its register, certificates, the archive."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final
from urllib.parse import quote, urlencode

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.base import ReadingCheck
from muniment.investigations.domain.checks import (
    Found,
    NotReached,
    Outcome,
    Result,
    Source,
    Step,
    Subject,
    World,
)
from muniment.investigations.domain.registries import bootstrap, crtsh, rdap, wayback, whois
from muniment.investigations.domain.registries.rdap import DomainRecord
from muniment.investigations.outside.asking import body_of
from muniment.matching import domains

YOUNG_DAYS, OLD_DAYS = 365, 5 * 365
_SITE = (frozenset({"company.website", "contact.email"}),)
_PASTE_WHOIS = gettext_noop(
    "No register could be asked about this domain by program. Ask its WHOIS service in your own "
    "browser and add the whole answer to what is known, as “WHOIS answer”; then run this again."
)

_LINES: Final = {"whois.denic.de": "-T dn,ace {}", "whois.jprs.jp": "{}/e"}
"""Servers that want more than the bare name: for all that they know, in English."""


def own_domain(subject: Subject) -> str:
    """The registrable domain of the site, else of a mail address that is no free one; or ""."""
    mails = (mail.rpartition("@")[2] for mail in subject.all("contact.email"))
    for text in (*subject.all("company.website"), *mails):
        found = domains.registered(text)
        if found and not (domains.is_free_mail(found.name) or domains.is_shared_site(found.name)):
            return found.name
    return ""


class _DomainCheck(ReadingCheck):
    """What the three have in common."""

    step: ClassVar[Step] = Step.EMAIL_WEB
    needs: ClassVar[Sequence[frozenset[str]]] = _SITE
    max_age_days: ClassVar[int] = 30

    def not_applicable(self, subject: Subject) -> str:
        """A free mailbox without a site has no domain of its own."""
        return "" if own_domain(subject) else "no_own_domain"


class Registration(_DomainCheck):
    """Since when is the domain registered, and does it stand?"""

    id: ClassVar[str] = "email_web.registration"
    version: ClassVar[int] = 3
    title: ClassVar[str] = gettext_noop("Registration of the domain (RDAP, WHOIS)")
    sources: ClassVar[tuple[Source, ...]] = (
        Source("RDAP", "https://about.rdap.org",
               gettext_noop("Free; each register sets its own limit and hides private persons.")),
        Source("WHOIS", "https://www.iana.org/whois",
               gettext_noop("Free, for endings without RDAP; one question to each register.")),
    )  # fmt: skip
    needs: ClassVar[Sequence[frozenset[str]]] = (_SITE[0] | {"web.whois"},)
    weight: ClassVar[int] = 4

    def read(self, subject: Subject, world: World) -> Result:
        """Ask the register; a WHOIS answer that a person pasted counts where there is no RDAP."""
        name = own_domain(subject)
        if pasted := subject.one("web.whois"):
            return self._pasted(subject, world, name, pasted)
        return self._asked(subject, world, name)

    def _asked(self, subject: Subject, world: World, name: str) -> Result:
        """The register's own server by the operator's file, else the guide, else WHOIS."""
        own = _own_server(world, name, file=world.setting("rdap.bootstrap"))
        base = (own or world.setting("rdap.url") or "https://rdap.org").rstrip("/")
        fetched = world.fetch(
            f"{base}/domain/{quote(name, safe='')}", headers={"accept": "application/rdap+json"}
        )
        body = body_of(fetched)
        if body is not None:
            return _registered(subject, rdap.parse(body), (fetched.evidence,))
        if own or domains.host_of(fetched.url) != domains.host_of(base):  # the register says no
            return _registered(subject, DomainRecord(name, registered=False), (fetched.evidence,))
        try:  # the guide knows no RDAP server for this ending
            return self._by_whois(subject, world, name)
        except (NotReached, whois.NotAnswered) as silence:
            return Result(Outcome.NEEDS_PERSON, reason=str(silence), task=_PASTE_WHOIS)

    def _by_whois(self, subject: Subject, world: World, name: str) -> Result:
        """Ask IANA who keeps the ending, then that register: one referral and no more."""
        guide = world.whois(world.setting("whois.guide") or "whois.iana.org", name)
        server = bootstrap.referral(guide.text)
        if not server:
            raise NotReached("no_data")
        told = world.whois(server, _LINES.get(server, "{}").format(name))
        return _read(subject, name, told.text, (guide.evidence, told.evidence))

    def _pasted(self, subject: Subject, world: World, name: str, text: str) -> Result:
        evidence = world.keep(text.encode(), kind="paste", source="WHOIS")
        try:
            return _read(subject, name, text, (evidence,))
        except whois.NotAnswered as silence:
            raise NotReached(str(silence)) from None


class FirstCertificate(_DomainCheck):
    """Since when have there been certificates for the domain, and who stands on them beside it?"""

    id: ClassVar[str] = "email_web.certificates"
    title: ClassVar[str] = gettext_noop("First certificate of the site (crt.sh)")
    sources: ClassVar[tuple[Source, ...]] = (
        Source("crt.sh", "https://crt.sh",
               gettext_noop("Free and often slow; one question at a time.")),
    )  # fmt: skip
    weight: ClassVar[int] = 1
    timeout_s: ClassVar[float] = 35

    def read(self, subject: Subject, world: World) -> Result:
        """Ask once; the service is slow by nature."""
        name, base = own_domain(subject), world.setting("crtsh.url") or "https://crt.sh"
        asked = urlencode({"q": name, "output": "json"})
        fetched = world.fetch(f"{base}/?{asked}", timeout_s=30, limit_bytes=8_000_000)
        found = crtsh.parse(body_of(fetched) or b"")
        if found.first_on is None:
            return Result(Outcome.NOTHING_FOUND)
        seen = _since(
            found.first_on, subject, name, young="certificate.young", known="certificate.known",
            evidence=(fetched.evidence,), confidence=70, count=found.count,
        )  # fmt: skip
        others = [host for host in found.names if not domains.same_owner(host.lstrip("*."), name)]
        learnt = {"web.certificate_name": tuple(others[:20])} if others else {}
        return Result(Outcome.DONE, (seen,), learnt=learnt)


class FirstCapture(_DomainCheck):
    """Since when does the archive know the site?"""

    id: ClassVar[str] = "email_web.archive"
    title: ClassVar[str] = gettext_noop("First capture of the site (Wayback Machine)")
    sources: ClassVar[tuple[Source, ...]] = (
        Source("Internet Archive", "https://web.archive.org",
               gettext_noop("Free; slow down when it asks for it.")),
    )  # fmt: skip
    weight: ClassVar[int] = 1

    def read(self, subject: Subject, world: World) -> Result:
        """Ask for the captures of the first page, contents counted once."""
        name, base = own_domain(subject), world.setting("wayback.url") or "https://web.archive.org"
        asked = urlencode({"url": name, "output": "json", "fl": wayback.FIELDS,
                           "collapse": "digest", "limit": "2000"})  # fmt: skip
        fetched = world.fetch(f"{base}/cdx/search/cdx?{asked}", timeout_s=30)
        found = wayback.parse_cdx(body_of(fetched) or b"")
        if found.first_on is None:
            never = Found("archive.never", key=name, facts={"domain": name}, confidence=60,
                          evidence=(fetched.evidence,))  # fmt: skip
            return Result(Outcome.NOTHING_FOUND, (never,))
        seen = _since(
            found.first_on, subject, name, young="archive.young", known="archive.known",
            evidence=(fetched.evidence,), confidence=70, versions=found.versions,
        )  # fmt: skip
        return Result(Outcome.DONE, (seen,))


def _own_server(world: World, name: str, *, file: str) -> str:
    """The register's own server by the operator's file; a file that cannot be read is said."""
    try:
        return str(world.ask("rdap_server", domain=name, file=file) or "")
    except NotReached as silence:
        if silence.reason == "malformed":
            raise
        return ""


def _read(subject: Subject, name: str, text: str, evidence: tuple[str, ...]) -> Result:
    """Read a WHOIS answer, whoever brought it.

    Raises:
        whois.NotAnswered: it makes no sense. NotReached: `no_data`, it says nothing.
    """
    record = whois.parse(text, name)
    if record.registered and not _says_anything(record):
        raise NotReached("no_data")
    return _registered(subject, record, evidence)


def _says_anything(record: DomainRecord) -> bool:
    dates = (record.created_on, record.expires_on, record.changed_on)
    return any((*dates, record.registrar, record.nameservers, record.holds))


def _registered(subject: Subject, record: DomainRecord, evidence: tuple[str, ...]) -> Result:
    """What a registration says, whoever told it."""
    name = own_domain(subject)
    if not record.registered:
        none = Found("domain.unregistered", key=name, facts={"domain": name}, confidence=90,
                     evidence=evidence)  # fmt: skip
        return Result(Outcome.NOTHING_FOUND, (none,))
    found = [*_age(subject, record, name, evidence)]
    for status in record.holds:
        facts = {"domain": name, "status": status}
        found.append(Found("domain.on_hold", key=name, facts=facts, confidence=90,
                           evidence=evidence, fingerprint=status))  # fmt: skip
    learnt = {
        "web.registrar": (record.registrar,),
        "web.registrant": (record.registrant,),
        "web.nameserver": record.nameservers,
        "web.registered_on": (record.created_on.isoformat() if record.created_on else "",),
    }
    kept = {code: tuple(filter(None, values)) for code, values in learnt.items()}
    return Result(Outcome.DONE, tuple(found), learnt={c: v for c, v in kept.items() if v})


def _age(
    subject: Subject, record: DomainRecord, name: str, evidence: tuple[str, ...]
) -> list[Found]:
    if record.created_on is None:
        return []
    is_old = (subject.today - record.created_on).days >= OLD_DAYS
    age = _since(
        record.created_on, subject, name, young="domain.young",
        known="domain.old" if is_old else "domain.known", evidence=evidence, confidence=90,
    )  # fmt: skip
    return [age]


def _since(
    day: date, subject: Subject, name: str, *, young: str, known: str,
    evidence: tuple[str, ...], confidence: int, **counted: int,
) -> Found:  # fmt: skip
    """Since when a witness knows the domain: `young` within a year, else `known`."""
    days = (subject.today - day).days
    facts: dict[str, str | int] = {"domain": name, "day": day.isoformat(), "days": days, **counted}
    return Found(young if days < YOUNG_DAYS else known, key=name, facts=facts,
                 confidence=confidence, evidence=evidence, fingerprint=day.isoformat())  # fmt: skip
