"""The deal itself, without asking anybody: route, parties, terms of payment."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from muniment.core.errors import gettext_noop
from muniment.core.money import Money, NotMoney
from muniment.customs_data.domain.parties import party_of
from muniment.customs_data.domain.shipments import PartyRole
from muniment.investigations.checks.base import HouseCheck
from muniment.investigations.domain import numbers, payment, ports
from muniment.investigations.domain.checks import (
    Found,
    Outcome,
    Result,
    Step,
    Subject,
    World,
)
from muniment.investigations.domain.coverage import UNKNOWN_AMOUNT_FLOOR, floor
from muniment.investigations.domain.payment import Safety
from muniment.matching import domains, mails, names, phones

_BUYER_PICKS = frozenset({"EXW", "FCA", "FAS", "FOB"})
"""Incoterms under which the buyer chooses who carries the goods."""
SMALL_DEPOSIT = 20
YOUNG_DAYS, OLD_YEARS = 365, 5


class _DealCheck(HouseCheck):
    """What the checks of the deal have in common."""

    step: ClassVar[Step] = Step.DEAL
    timeout_s: ClassVar[float] = 5.0
    max_age_days: ClassVar[int] = 90


class RouteCheck(_DealCheck):
    """Hold port, destination and telephone against the country of the buyer."""

    id: ClassVar[str] = "deal.route"
    title: ClassVar[str] = gettext_noop("Route, port and telephone against the buyer's country")
    needs: ClassVar[tuple[frozenset[str], ...]] = (
        frozenset({"company.country"}),
        frozenset({"deal.port", "deal.destination", "contact.phone"}),
    )
    weight: ClassVar[int] = 2

    def run(self, subject: Subject, world: World) -> Result:  # noqa: ARG002 - asks nobody
        """Compare countries; a place whose country is not clear says nothing."""
        country = subject.one("company.country")
        return _result((*_ports(subject, country), *_destination(subject, country),
                        *_phones(subject, country), *_return(subject)))  # fmt: skip


def _ports(subject: Subject, country: str) -> Iterator[Found]:
    for port in _arriving_at(subject)[:1]:
        where = ports.country_of(port)
        facts: dict[str, str | int] = {"port": port, "port_country": where, "country": country}
        if where:
            fits = ports.is_usual(where, country)
            signal = "deal.port_fits" if fits else "deal.route_odd"
            yield _found(signal, port, facts, confidence=80)


def _arriving_at(subject: Subject) -> tuple[str, ...]:
    """Ports where the goods arrive; under FOB and its like the port is where they leave.

    A port of the buyer's own country is where they arrive, whatever the term: goods are
    imported, and who writes “FOB” beside it mistook the term.
    """
    named = subject.all("deal.port")
    if not _buyer_picks(subject):
        return named
    country = subject.one("company.country")
    return tuple(port for port in named if country and ports.country_of(port) == country)


def _destination(subject: Subject, country: str) -> Iterator[Found]:
    for place in subject.all("deal.destination")[:1]:
        where = place if len(place) == 2 and place.isupper() else ports.country_of(place)
        if where and not ports.is_usual(where, country):
            yield _found("deal.destination_elsewhere", place, {"destination": where,
                         "country": country}, confidence=75)  # fmt: skip


def _phones(subject: Subject, country: str) -> Iterator[Found]:
    arriving = next(iter(_arriving_at(subject)), "")
    going_to = ports.country_of(subject.one("deal.destination") or arriving)
    for number in subject.all("contact.phone"):
        where = phones.country_of(phones.e164(number))  # only a number with its country code
        if where and where == country:
            yield _found("deal.phone_fits", number, {"number": number}, confidence=80)
        elif where and where != going_to:
            facts: dict[str, str | int] = {"phone_country": where, "country": country}
            yield _found("deal.phone_elsewhere", number, facts, confidence=70)


def _return(subject: Subject) -> Iterator[Found]:
    place = next(iter(_arriving_at(subject)), "") or subject.one("deal.destination")
    where = ports.country_of(place) or subject.one("company.country")
    if ports.return_needs_consent(where):
        yield _found("deal.return_needs_consent", where, {"country": where}, confidence=80)


class PartiesCheck(_DealCheck):
    """Hold consignee, notify party, payer, bank and forwarder against the buyer."""

    id: ClassVar[str] = "deal.parties"
    title: ClassVar[str] = gettext_noop("Consignee, payer, bank and forwarder against the buyer")
    needs: ClassVar[tuple[frozenset[str], ...]] = (
        frozenset({"company.name"}),
        frozenset(
            {
                "deal.consignee",
                "deal.notify",
                "deal.payer",
                "deal.forwarder",
                "bank.holder",
                "bank.country",
                "bank.account",
                "bank.bic",
            }
        ),
    )
    weight: ClassVar[int] = 3

    def run(self, subject: Subject, world: World) -> Result:  # noqa: ARG002 - asks nobody
        """Compare names in every spelling, and countries."""
        return _result((*_consignee(subject), *_notify(subject), *_payer(subject),
                        *_bank(subject), *_forwarder(subject)))  # fmt: skip


def _consignee(subject: Subject) -> Iterator[Found]:
    for consignee in subject.all("deal.consignee")[:1]:
        role, _ = party_of(consignee)
        signal = {
            PartyRole.FORWARDER: "deal.consignee_forwarder",
            PartyRole.BANK: "deal.consignee_bank",
            PartyRole.TO_ORDER: "",
            PartyRole.MISSING: "",
        }.get(role, "deal.consignee_other")
        if _is_buyer(consignee, subject):
            signal = "deal.consignee_same"
        if signal:
            yield _found(signal, consignee, {"consignee": consignee}, confidence=75)


def _notify(subject: Subject) -> Iterator[Found]:
    for notify in subject.all("deal.notify")[:1]:
        role, _ = party_of(notify)
        if role is PartyRole.PARTY and not _is_buyer(notify, subject):
            yield _found("deal.notify_other", notify, {"notify": notify}, confidence=70)


def _payer(subject: Subject) -> Iterator[Found]:
    for payer in dict.fromkeys((*subject.all("deal.payer"), *subject.all("bank.holder"))):
        if not _is_buyer(payer, subject):
            yield _found("deal.third_party_payer", payer, {"payer": payer}, confidence=75)


def _bank(subject: Subject) -> Iterator[Found]:
    country = subject.one("company.country")
    accounts = (numbers.of_account(one).country for one in subject.all("bank.account"))
    codes = (numbers.of_bic(one).country for one in subject.all("bank.bic"))
    for where in dict.fromkeys((*subject.all("bank.country"), *accounts, *codes)):
        if where and country:
            facts: dict[str, str | int] = {"bank_country": where, "country": country}
            signal = "deal.bank_fits" if where == country else "deal.bank_elsewhere"
            yield _found(signal, where, facts, confidence=80)


def _forwarder(subject: Subject) -> Iterator[Found]:
    incoterm = subject.one("deal.incoterm")[:3].upper()
    for forwarder in subject.all("deal.forwarder")[:1]:
        if _buyer_picks(subject):
            facts: dict[str, str | int] = {"incoterm": incoterm, "forwarder": forwarder}
            yield _found("deal.forwarder_of_buyer", forwarder, facts, confidence=80)


def _buyer_picks(subject: Subject) -> bool:
    return subject.one("deal.incoterm")[:3].upper() in _BUYER_PICKS


def _is_buyer(name: str, subject: Subject) -> bool:
    strict = names.Strictness.MERGING
    spellings = subject.all("company.name")
    return any(names.compare(name, one, strictness=strict).is_match for one in spellings)


class TermsCheck(_DealCheck):
    """Read the terms of payment, and hold the size of the order against who orders."""

    id: ClassVar[str] = "deal.terms"
    title: ClassVar[str] = gettext_noop("Terms of payment, size of the order, age of the company")
    needs: ClassVar[tuple[frozenset[str], ...]] = (
        frozenset({"deal.payment", "deal.amount", "company.founded_on"}),
    )
    weight: ClassVar[int] = 2

    def run(self, subject: Subject, world: World) -> Result:  # noqa: ARG002 - asks nobody
        """Judge what is known; terms that cannot be read say nothing."""
        return _result((*_payment(subject), *_age(subject), *_free_mail(subject)))


def _payment(subject: Subject) -> Iterator[Found]:
    """The newest terms count; that they were safer before is a finding of its own."""
    terms = subject.all("deal.payment")
    read = [payment.read(one) for one in terms]
    if not read:
        return
    now, words = read[0], terms[0]
    if signal := _BY_SAFETY.get(now.safety, ""):
        told = {"words": words} if now.safety is Safety.ODD else {"payment": words}
        yield _found(signal, "terms", told, confidence=75, fingerprint=words)
    if now.safety is not Safety.SAFE and now.deposit and now.deposit < SMALL_DEPOSIT:
        yield _found("deal.deposit_small", "deposit", {"percent": now.deposit}, confidence=85)
    if any(_SAFER.index(one.safety) < _SAFER.index(now.safety) for one in read[1:]):
        told = {"terms": " → ".join(reversed(terms))}
        yield _found("deal.terms_changed", "terms", told, confidence=70, fingerprint=words)


_BY_SAFETY = {
    Safety.SAFE: "deal.terms_safe",
    Safety.OPEN: "deal.terms_open",
    Safety.ODD: "conduct.odd_payment_way",
}
_SAFER = (Safety.UNCLEAR, Safety.SAFE, Safety.MIXED, Safety.OPEN, Safety.ODD)


def _age(subject: Subject) -> Iterator[Found]:
    try:
        days = (subject.today - date.fromisoformat(subject.one("company.founded_on"))).days
    except ValueError:
        return
    if 0 <= days < YOUNG_DAYS:
        yield _found("background.new_company", "age", {"days": days}, confidence=85)
        if _is_large(subject):
            told: dict[str, str | int] = {"days": days, "amount": _amount_words(subject)}
            yield _found("background.new_and_large", "age", told, confidence=80)
    elif days >= OLD_YEARS * 366:
        yield _found("background.long_standing", "age", {"years": days // 366}, confidence=80)


def _free_mail(subject: Subject) -> Iterator[Found]:
    domain = mails.split(subject.one("contact.email"))[1]
    if domain and domains.is_free_mail(domain) and _is_large(subject):
        told: dict[str, str | int] = {"amount": _amount_words(subject), "domain": domain}
        yield _found("deal.free_mail_large", domain, told, confidence=80)


def _is_large(subject: Subject) -> bool:
    """Large is what asks for much coverage; without currency or amount nothing is large."""
    written = subject.one("deal.amount").replace(",", "").replace(" ", "")
    currency = subject.one("deal.currency").upper()
    try:
        return bool(written) and floor(Money.of(written, currency)) >= UNKNOWN_AMOUNT_FLOOR
    except NotMoney:
        return False


def _amount_words(subject: Subject) -> str:
    return f"{subject.one('deal.amount')} {subject.one('deal.currency')}".strip()


def _found(
    signal: str,
    key: str,
    facts: Mapping[str, str | int],
    *,
    confidence: int,
    fingerprint: str = "",
) -> Found:
    excerpt = str(next(iter(facts.values()), ""))
    marks = fingerprint or "|".join(str(value) for value in facts.values())
    return Found(signal, key, facts, excerpt, confidence, fingerprint=marks, valid_days=180)


def _result(found: tuple[Found, ...]) -> Result:
    return Result(Outcome.DONE if found else Outcome.NOTHING_FOUND, found)
