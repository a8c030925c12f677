"""The customs checks of a case, in a world that knows nothing but customs records."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from muniment.core.config import Config
from muniment.customs_data.domain.plausibility import plausibility
from muniment.customs_data.domain.plausibility_inquiry import Inquiry
from muniment.customs_data.profile import customs_profile
from muniment.customs_data.questions import plausibility_of
from muniment.investigations.checks.customs import CustomsPlausibility, CustomsProfile
from muniment.investigations.domain.checks import (
    DnsAnswer,
    Fetched,
    NotReached,
    Outcome,
    Subject,
    WhoisAnswer,
)
from muniment.matching import names
from tests.customs_rows import row, write

NAME = "Amber Heron Trading Ltd"
TODAY = date(2025, 3, 1)


class Records:
    """A world with customs records in a folder, and nothing else."""

    def __init__(self, *files: Path) -> None:
        self.files = list(files)

    def ask(self, question: str, **inputs: Any) -> object:
        if not self.files:
            raise NotReached("no_data")
        if question == "customs_profile":
            return customs_profile(files=self.files, config=Config(), **inputs)
        subject = inputs["subject"]
        profile = customs_profile(
            name=subject.one("company.name"), files=self.files, config=Config()
        )
        return plausibility(profile, Inquiry.of(subject.facts, subject.today))

    def fetch(self, url: str, **_asked: Any) -> Fetched:
        raise AssertionError(f"a customs check went out to {url}")

    def resolve(self, name: str, kind: str) -> DnsAnswer:
        raise AssertionError(f"a customs check asked for {name} {kind}")

    def whois(self, server: str, line: str) -> WhoisAnswer:
        raise AssertionError(f"a customs check asked {server} for {line}")

    def keep(self, content: bytes, *, kind: str, source: str) -> str:
        raise AssertionError(f"nothing to keep: {kind} {source} {len(content)}")

    def setting(self, name: str) -> str:
        raise AssertionError(f"no setting is needed: {name}")


def subject(**facts: str) -> Subject:
    told = {code.replace("__", "."): (value,) for code, value in facts.items()}
    return Subject({"company.name": (NAME,), **told}, TODAY)


@pytest.fixture
def records(tmp_path: Path) -> Records:
    rows = [
        row(buyer=buyer, buyer_key=names.key(buyer), bill=f"{buyer}{place}")
        for buyer in (NAME, "Amber Heron Trade House") for place in range(4)
    ]  # fmt: skip
    return Records(write(tmp_path, rows))


def test_a_buyer_on_record_is_done_with_its_profile(records: Records):
    told = CustomsProfile().run(subject(company__country="KE"), records)

    assert told.outcome is Outcome.DONE
    profile = told.detail["profile"]
    assert isinstance(profile, dict)
    assert profile["totals"]["purchases"] == 4


def test_purchases_under_the_trading_name_are_the_buyers(records: Records):
    case = Subject({"company.name": ("Zzyx Quarries",), "company.trading_name": (NAME,),
                    "deal.amount": ("90000",)}, TODAY)  # fmt: skip

    told = CustomsProfile().run(case, records)
    points = plausibility_of(subject=case, files=records.files)

    assert told.outcome is Outcome.DONE
    assert "customs.value_far_above" in {point.signal for point in points}


def test_a_name_that_nothing_resembles_is_nothing_found_and_no_good_sign(records: Records):
    told = CustomsProfile().run(Subject({"company.name": ("Zzyx Quarries",)}, TODAY), records)

    assert told.outcome is Outcome.NOTHING_FOUND
    assert [found.signal for found in told.found] == ["customs.no_history"]


def test_similar_names_need_a_person(records: Records):
    told = CustomsProfile().run(
        Subject({"company.name": ("Amber Herron Trading",)}, TODAY), records
    )

    assert told.outcome is Outcome.NEEDS_PERSON
    assert told.task


def test_the_same_name_in_another_country_needs_a_person(records: Records):
    told = CustomsProfile().run(subject(company__country="US"), records)

    assert told.outcome is Outcome.NEEDS_PERSON


def test_an_inquiry_that_does_not_fit_is_found_with_numbers(records: Records):
    told = CustomsPlausibility().run(subject(deal__amount="90000", deal__hs_code="690721"), records)

    found = {one.signal: one for one in told.found}
    assert told.outcome is Outcome.DONE
    assert found["customs.value_far_above"].facts["largest"] == "10,000"
    assert found["customs.code_bought"].key == "690721"


def test_an_inquiry_that_says_nothing_of_goods_is_no_question():
    assert CustomsPlausibility().not_applicable(subject()) == "missing_input"
    assert CustomsPlausibility().not_applicable(subject(deal__origin="China")) == ""
    assert CustomsProfile().not_applicable(subject()) == ""


@pytest.mark.parametrize("check", [CustomsProfile(), CustomsPlausibility()])
def test_without_records_nothing_is_known(check: Any):
    with pytest.raises(NotReached):
        check.run(subject(deal__amount="1"), Records())


def test_a_dismissed_point_stays_dismissed_while_records_only_grow(tmp_path: Path):
    def marks(number: int) -> set[tuple[str, str, str]]:
        rows = [
            row(buyer_key=names.key(NAME), bill=str(place), shipped_on=date(2025, 1, 1 + place))
            for place in range(number)
        ]
        world = Records(write(tmp_path, rows))
        told = CustomsPlausibility().run(subject(deal__amount="90000"), world)
        return {(one.signal, one.key, one.fingerprint) for one in told.found}

    assert marks(4) == marks(9)
