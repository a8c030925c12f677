"""Questionnaires to third parties: questions as data, answers that are checked, rules.

A form is a TOML file (`investigations/data/questionnaires/*.toml`, its README says how). What a
third party sends back is read here into short, checked values; a table of rules turns them into
findings. Nothing here knows who was asked, or when.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.investigations.domain.signals import catalogue

Words = Mapping[str, str]
"""Language → text; `en` is always there."""

LANGUAGES = ("en", "zh")


class Kind(StrEnum):
    """What an answer is."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    MONEY = "money"
    TEXT = "text"


YES, NO, UNKNOWN = "yes", "no", "unknown"


class FormsBroken(MunimentError):
    """A questionnaire file cannot be used; none was taken."""

    code = "investigations.questionnaire.broken"
    kind = ErrorKind.INVALID
    title = gettext_noop("The questionnaire {file} is broken: {why}.")
    next_step = gettext_noop("Correct the file, or put the shipped one back.")


class FormUnknown(MunimentError):
    """There is no questionnaire of this code."""

    code = "investigations.questionnaire.form_unknown"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no questionnaire “{form}”.")
    next_step = gettext_noop("Choose one from the list.")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        hint: what helps to answer it; empty when the question speaks for itself.
        options: what can be chosen, for `yes_no` and `choice`.
        required: an answer must be given; “do not know” is one where it is offered.
    """

    code: str
    kind: Kind
    words: Words
    hint: Words
    options: tuple[Option, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on one answer; an empty answer fulfils none.

    Attributes:
        among: the answer is one of these codes.
        above: the number is larger.
        differs_from: no value of this fact of the case is the same name.
        below_fact: the amount is smaller than this fact, in the currency of the deal.
    """

    question: str
    among: tuple[str, ...] = ()
    above: int | None = None
    differs_from: str = ""
    below_fact: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """When all conditions hold, the signal is seen.

    Attributes:
        facts: place of the signal's sentence → question whose answer fills it.
        quotes: question whose words stand as the excerpt, if the third party allows it.
    """

    signal: str
    conditions: tuple[Condition, ...]
    confidence: int
    facts: Mapping[str, str] = field(default_factory=dict)
    quotes: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One questionnaire.

    Attributes:
        check: id of the check that its answers settle.
        title: what it is, for the house; asks: what it is, for who is asked.
        minutes: how long answering takes; days: how long the link is open unless told otherwise.
    """

    code: str
    version: int
    check: str
    icon: str
    title: Words
    asks: Words
    minutes: int
    days: int
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]

    def question(self, code: str) -> Question:
        """Find a question by its code."""
        return next(one for one in self.questions if one.code == code)


def say(words: Words, language: str) -> str:
    """Take the text of a language (`zh-hans` is `zh`), or the English one."""
    return words.get(language.partition("-")[0].lower()) or words.get("en", "")


@cache
def forms() -> Mapping[str, Form]:
    """Read the shipped questionnaires, once a process; code → form, in order of their files.

    Raises:
        FormsBroken: a file breaks a rule of the README.
    """
    folder = files("muniment.investigations") / "data" / "questionnaires"
    found = sorted(
        ((it.name, it.read_text("utf-8")) for it in folder.iterdir() if it.name.endswith(".toml")),
    )
    return parse(found)


def form_of(code: str) -> Form:
    """Give one shipped questionnaire.

    Raises:
        FormUnknown: there is none of this code.
    """
    try:
        return forms()[code]
    except KeyError:
        raise FormUnknown(form=code[:40]) from None


def parse(texts: Iterable[tuple[str, str]]) -> Mapping[str, Form]:
    """Read questionnaires, given as (name, TOML text).

    Raises:
        FormsBroken: no TOML, a language missing, a rule about a question that is not there.
    """
    made: dict[str, Form] = {}
    for name, text in texts:
        try:
            form = _form(tomllib.loads(text))
        except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, AttributeError) as error:
            raise FormsBroken(file=name, why=type(error).__name__) from None
        if why := _fault(form):
            raise FormsBroken(file=name, why=why)
        made[form.code] = form
    return MappingProxyType(made)


def _form(told: Mapping[str, Any]) -> Form:
    return Form(
        code=told["code"], version=int(told["version"]), check=told["check"], icon=told["icon"],
        title=told["title"], asks=told["asks"], minutes=int(told["minutes"]),
        days=int(told["days"]),
        questions=tuple(_question(one) for one in told["questions"]),
        rules=tuple(_rule(one) for one in told["rules"]),
    )  # fmt: skip


def _question(told: Mapping[str, Any]) -> Question:
    kind = Kind(told["kind"])
    options = tuple(Option(one["code"], one) for one in told.get("options", ()))
    return Question(
        code=told["code"], kind=kind, words=told["text"], hint=told.get("hint", {}),
        options=_YES_NO if kind is Kind.YES_NO else options,
        required=bool(told.get("required", False)),
    )  # fmt: skip


def _rule(told: Mapping[str, Any]) -> Rule:
    conditions = tuple(
        Condition(
            one["question"], tuple(one.get("is", ())), one.get("above"),
            one.get("differs_from", ""), one.get("below_fact", ""),
        )
        for one in told["when"]
    )  # fmt: skip
    return Rule(
        told["signal"], conditions, int(told["confidence"]), told.get("facts", {}),
        told.get("quotes", ""),
    )  # fmt: skip


_YES_NO = (
    Option(YES, {"en": "Yes", "zh": "是"}),
    Option(NO, {"en": "No", "zh": "否"}),
    Option(UNKNOWN, {"en": "Do not know, or may not say", "zh": "不清楚或不便回答"}),
)


def _fault(form: Form) -> str:
    codes = [one.code for one in form.questions]
    if len(set(codes)) != len(codes) or not codes:
        return gettext_noop("a question stands twice, or there is none")
    if not all(_spoken(words) for words in _all_words(form)):
        return gettext_noop("a language is missing")
    return next((why for rule in form.rules if (why := _fault_of_rule(form, rule))), "")


def _fault_of_rule(form: Form, rule: Rule) -> str:
    known = {one.code: {option.code for option in one.options} for one in form.questions}
    if rule.signal not in catalogue() or not rule.conditions:
        return gettext_noop("a rule names no signal of the catalogue, or has no condition")
    named = [*(one.question for one in rule.conditions), *rule.facts.values()]
    if not set(named + ([rule.quotes] if rule.quotes else [])) <= known.keys():
        return gettext_noop("a rule speaks of a question that is not there")
    if any(set(one.among) - known[one.question] for one in rule.conditions):
        return gettext_noop("a rule speaks of an answer that is not offered")
    if catalogue()[rule.signal].places - set(rule.facts):
        return gettext_noop("a rule leaves a place of its sentence empty")
    return ""


def _all_words(form: Form) -> Iterable[Words]:
    yield from (form.title, form.asks)
    for question in form.questions:
        yield question.words
        yield from ([question.hint] if question.hint else [])
        yield from (option.words for option in question.options)


def _spoken(words: Words) -> bool:
    return all(words.get(language, "").strip() for language in LANGUAGES)
