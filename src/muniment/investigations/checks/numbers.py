"""The numbers that a company gives: form and check digit, without asking anybody."""

from collections.abc import Iterator
from typing import ClassVar

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.base import HouseCheck
from muniment.investigations.domain.checks import (
    Found,
    Outcome,
    Result,
    Step,
    Subject,
    World,
)
from muniment.investigations.domain.numbers import (
    Family,
    Numbered,
    State,
    of_account,
    of_bic,
    of_company,
    of_lei,
)

_SIGNALS = {
    State.CHECKED: "number.valid_format",
    State.WRONG_CHECK_DIGIT: "number.wrong_check_digit",
    State.WRONG_FORM: "number.wrong_format",
}


class NumberCheck(HouseCheck):
    """Look at register, tax, LEI and bank numbers for form and check digit."""

    id: ClassVar[str] = "basics.numbers"
    title: ClassVar[str] = gettext_noop("Check digits of registration and bank numbers")
    step: ClassVar[Step] = Step.BASICS
    needs: ClassVar[tuple[frozenset[str], ...]] = (
        frozenset(
            {
                "company.registration_number",
                "company.tax_number",
                "company.lei",
                "bank.account",
                "bank.bic",
            }
        ),
    )
    weight: ClassVar[int] = 1
    timeout_s: ClassVar[float] = 5.0
    max_age_days: ClassVar[int] = 365

    def not_applicable(self, subject: Subject) -> str:
        """Where no number of the case has a rule, there is nothing to look at."""
        looked = list(_looked_at(subject))
        ruled = any(answer.state is not State.UNKNOWN for _, answer, _ in looked)
        return "no_rule" if looked and not ruled else ""

    def run(self, subject: Subject, world: World) -> Result:  # noqa: ARG002 - asks nobody
        """Look at every number that is known; one without a rule says nothing."""
        country = subject.one("company.country")
        seen = (_found(*parts, country) for parts in _looked_at(subject))
        found = tuple(one for one in seen if one is not None)
        return Result(Outcome.DONE if found else Outcome.NOTHING_FOUND, found)


def _looked_at(subject: Subject) -> Iterator[tuple[str, Numbered, str]]:
    """Each number with the answer and the code of its fact."""
    country = subject.one("company.country")
    families = {
        "company.registration_number": Family.REGISTERS,
        "company.tax_number": Family.TAXES,
    }
    for code, family in families.items():
        for number in subject.all(code):
            yield number, of_company(number, country, family), code
    for code, look in (
        ("company.lei", of_lei),
        ("bank.account", of_account),
        ("bank.bic", of_bic),
    ):
        for number in subject.all(code):
            yield number, look(number), code


def _found(number: str, answer: Numbered, code: str, country: str) -> Found | None:
    facts: dict[str, str | int] = {"kind": answer.kind, "number": number, "country": answer.country}
    key = f"{code} {number}"
    if code == "company.tax_number" and country and answer.country != country:
        told = {"kind": answer.kind, "number": number, "number_country": answer.country}
        return Found("number.other_country", key, told | {"country": country}, number, 85)
    signal = _SIGNALS.get(answer.state, "")
    if not signal or (answer.state is State.WRONG_FORM and code == "company.registration_number"):
        return None  # offices give out many kinds of register numbers; a strange one says little
    confidence = 50 if answer.state is State.WRONG_FORM else 90
    return Found(signal, key, facts, number, confidence, fingerprint=number)
