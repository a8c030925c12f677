"""What a third party answers: read into checked values, and turned into findings by rules."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from muniment.core.money import Money, NotMoney
from muniment.investigations.domain.checks import Found, Subject
from muniment.investigations.domain.questionnaires import (
    Condition,
    Form,
    Kind,
    Question,
    Rule,
    say,
)
from muniment.investigations.domain.signals import Direction, signal
from muniment.matching import domains, mails, names, phones

LONGEST_TEXT = 2000
LONGEST_SHORT = 200
DOUBTED_PRAISE = 30  # percent: most that praise counts when it is not sure who answered
BY_HAND = "The link was handed over by a person."
OWN_MAILBOX = "The mailbox is at a free provider where people of this house have theirs too."
_LARGEST_NUMBER = 10**9
SHARED = "reference.shares_with_buyer"
_AMOUNT = re.compile(r"\d+(?:\.\d{1,4})?\Z")
_THOUSANDS = re.compile(r"[,.' \u00a0\u202f](?=\d{3}(?:\D|\Z))")


class Fault(StrEnum):
    """Why an answer was not taken."""

    MISSING = "missing"
    NOT_OFFERED = "not_offered"
    NOT_NUMBER = "not_number"
    NOT_DATE = "not_date"
    NOT_MONEY = "not_money"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was sent, checked: question → value for those that were answered.

    A value is a code, whole number, day (ISO 8601), amount (`12500.00 USD`) or text.
    """

    values: Mapping[str, str]
    faults: Mapping[str, Fault]


class State(StrEnum):
    """How it stands with one questionnaire."""

    WAITING = "waiting"
    OVERDUE = "overdue"  # the link has run out, and nobody answered
    ANSWERED = "answered"
    CLOSED = "closed"  # the house no longer waits


@dataclass(frozen=True, slots=True)
class Asked:
    """One questionnaire as a check sees it.

    Attributes:
        key: its id; until: last day of the link.
        named_by_buyer: the customer named this third party.
        recipient_email, recipient_phone: where it was asked; "" when not known.
        values: the answers; may_quote: their words may leave the house.
        evidence: SHA-256 of the answer as it was kept; "" while there is none.
        doubt: why it is not sure that the third party itself answers, in English; "" if it is.
    """

    key: str
    form: str
    state: State
    until: date
    named_by_buyer: bool = False
    recipient_email: str = ""
    recipient_phone: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    may_quote: bool = False
    evidence: str = ""
    doubt: str = ""


def read_answers(form: Form, told: Mapping[str, str]) -> Answers:
    """Read what was sent; what the form does not ask is not read.

    Args:
        told: question → text; the currency of an amount under `<question>_currency`.
    """
    values: dict[str, str] = {}
    faults: dict[str, Fault] = {}
    for question in form.questions:
        currency = told.get(f"{question.code}_currency", "")
        value = _value(question, told.get(question.code, ""), currency)
        if isinstance(value, Fault):
            faults[question.code] = value
        elif value:
            values[question.code] = value
        elif question.required:
            faults[question.code] = Fault.MISSING
    return Answers(values, faults)


def cleaned(text: str) -> str:
    """Take out what is no writing: control signs, lone surrogates, signs that turn direction."""
    kept = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    return kept.strip()


def _value(question: Question, text: str, currency: str) -> str | Fault:
    if len(text) > LONGEST_TEXT * 4:
        return Fault.TOO_LONG
    clean = cleaned(text)
    if not clean:
        return ""
    if question.options:
        return clean if clean in {it.code for it in question.options} else Fault.NOT_OFFERED
    if question.kind is Kind.MONEY:
        return _money(clean, cleaned(currency).upper())
    return _READERS[question.kind](clean)


def _text(text: str) -> str | Fault:
    return text if len(text) <= LONGEST_TEXT else Fault.TOO_LONG


def _number(text: str) -> str | Fault:
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        return Fault.NOT_NUMBER
    return str(int(text)) if int(text) <= _LARGEST_NUMBER else Fault.NOT_NUMBER


def _day(text: str) -> str | Fault:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return Fault.NOT_DATE


_READERS = {Kind.NUMBER: _number, Kind.DATE: _day, Kind.TEXT: _text}


def _money(text: str, currency: str) -> str | Fault:
    plain = _THOUSANDS.sub("", text).replace(",", ".")
    if not _AMOUNT.fullmatch(plain) or len(plain) > 18 or not currency.isalpha():
        return Fault.NOT_MONEY
    try:
        money = Money.of(plain, currency)
    except NotMoney:
        return Fault.NOT_MONEY
    return f"{money.amount} {money.currency}"


def shared_with_buyer(email: str, phone: str, subject: Subject) -> tuple[str, ...]:
    """What a third party's address has in common with the customer's own: domains, numbers.

    A reference that the customer names is worth nothing when it is the customer himself.
    """
    found: list[str] = []
    own = (*subject.all("contact.email"), *subject.all("company.website"))
    mailbox = mails.normal(email)
    if mailbox and mailbox in {mails.normal(one) for one in subject.all("contact.email")}:
        found.append(mailbox)
    elif any(domains.same_owner(email, one) for one in own if email):
        found.append(domains.host_of(email))
    country = subject.one("company.country")
    if phone and any(
        phones.agree(phone, one, country, country) for one in subject.all("contact.phone")
    ):
        found.append(phone)
    return tuple(found)


def found_in(form: Form, asked: Asked, subject: Subject) -> Iterator[Found]:
    """Turn one answered questionnaire into findings by the form's table of rules.

    Praise by a reference that shares an address with the customer is not counted; where somebody
    of the house may have answered it herself, it counts little and says so.
    """
    shared = shared_with_buyer(asked.recipient_email, asked.recipient_phone, subject)
    if shared:
        what = ", ".join(shared)
        yield Found(SHARED, asked.key, {"what": what}, confidence=90, fingerprint=what)
    if asked.state is not State.ANSWERED:
        return
    for rule in form.rules:
        if not (shared and _is_praise(rule)) and all(
            _holds(one, asked.values, subject) for one in rule.conditions
        ):
            yield _found(form, rule, asked)


def _found(form: Form, rule: Rule, asked: Asked) -> Found:
    facts: dict[str, str | int] = {
        place: asked.values.get(code, "–") for place, code in rule.facts.items()
    }
    mark = "|".join(f"{code}={asked.values.get(code, '')}" for code in _read_by(rule))
    return Found(
        rule.signal, asked.key, facts, _excerpt(form, rule, asked), _confidence(rule, asked),
        (asked.evidence,) if asked.evidence else (), mark,
    )  # fmt: skip


def _is_praise(rule: Rule) -> bool:
    return signal(rule.signal).direction is Direction.TRUST


def _confidence(rule: Rule, asked: Asked) -> int:
    doubted = bool(asked.doubt) and _is_praise(rule)
    return min(rule.confidence, DOUBTED_PRAISE) if doubted else rule.confidence


def _read_by(rule: Rule) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.question for one in rule.conditions))


def _excerpt(form: Form, rule: Rule, asked: Asked) -> str:
    """Question and answer; words that may not be quoted stay in the evidence."""
    told = [
        f"{say(form.question(code).words, 'en')} – {spoken(form, code, asked.values, 'en')}"
        for code in _read_by(rule)
        if form.question(code).kind is not Kind.TEXT or asked.may_quote
    ]
    if asked.may_quote and asked.values.get(rule.quotes):
        told.append(f"“{asked.values[rule.quotes]}”")
    if asked.doubt:
        told.insert(0, asked.doubt)
    return "\n".join(told)


def spoken(form: Form, code: str, values: Mapping[str, str], language: str) -> str:
    """One answer in words; "" when it was not given."""
    value = values.get(code, "")
    options = {one.code: one.words for one in form.question(code).options}
    return say(options[value], language) if value in options else value


def _holds(condition: Condition, values: Mapping[str, str], subject: Subject) -> bool:
    value = values.get(condition.question, "")
    if not value:
        return False
    if condition.among:
        return value in condition.among
    if condition.above is not None:
        return value.isdigit() and int(value) > condition.above
    if condition.differs_from:
        return _differs(value, subject.all(condition.differs_from))
    return _is_below(value, subject.one(condition.below_fact), subject.one("deal.currency"))


def _differs(value: str, known: tuple[str, ...]) -> bool:
    """Whether a name is none of the known ones; unknown is no difference."""
    return bool(known) and not any(names.compare(value, one).is_match for one in known)


def _is_below(value: str, wanted: str, currency: str) -> bool:
    """Whether an amount is smaller than one of the case, when both are in one currency."""
    amount, _, given = value.partition(" ")
    if not wanted or given != currency.upper():
        return False
    plain = _THOUSANDS.sub("", wanted.strip()).replace(",", ".")
    return bool(_AMOUNT.fullmatch(plain)) and Decimal(amount) < Decimal(plain)
