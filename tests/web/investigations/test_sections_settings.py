"""The table of payment advice and the connectors."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

import muniment.investigations.checks
from muniment.investigations import checks as registry
from muniment.investigations import connectors, queries, services
from muniment.investigations.domain.advice import default_table
from tests.web.investigations.conftest import text
from tests.world import NOON

ADVICE, PROPOSE = "cases:advice", "cases:propose_advice"


def as_typed(**changed: str) -> dict[str, object]:
    """The table in force as its form sends it, with some cells changed."""
    told: dict[str, object] = {}
    for code, row in default_table().sheet().items():
        told |= {f"{code}-coverage": row["coverage"], f"{code}-recheck_days": row["recheck_days"]}
        told[f"{code}-conditions"] = row["conditions"]
        if row["second_person"]:
            told[f"{code}-second_person"] = "on"
        for order in ("first", "repeat"):
            for place, term in enumerate(row[order]):
                at = f"{code}-{order}-{place}"
                low, high = term["deposit"]
                told |= {f"{at}-way": term["way"], f"{at}-low": low, f"{at}-high": high}
                told[f"{at}-days"] = term["days"]
    return told | changed


def test_the_form_says_the_table_in_force_and_nothing_else(world, as_):
    answer = as_("mia").post(reverse(PROPOSE), as_typed())
    assert answer.status_code == 302
    (row,) = queries.advice_tables()
    assert row.sheet == default_table().sheet()
    assert "It changes nothing." in text(as_("mia").get(reverse(ADVICE)))


def test_one_proposes_and_another_puts_into_force_what_the_difference_says(world, as_):
    as_("fin").post(reverse(PROPOSE), as_typed(**{"A-coverage": "95"}))
    page = text(as_("fin").get(reverse(ADVICE)))
    assert "You proposed it, so somebody else puts it into force" in page
    assert as_("fin").post(reverse("cases:adopt_advice", args=[1])).status_code == 403
    page = text(as_("kai").get(reverse(ADVICE)))
    assert re.search(r"<del>.*80 %.*</del>.*<ins>.*95 %.*</ins>", page, re.S)
    assert as_("kai").post(reverse("cases:adopt_advice", args=[1])).status_code == 302
    assert "proposed by Fin, put into force by Kai" in text(as_("ada").get(reverse(ADVICE)))


@pytest.mark.parametrize(
    "wrong",
    [{"E-first-0-way": "prepaid"}, {"A-coverage": "101"}, {"A-first-0-low": "90"},
     {"D-second_person": ""}],
)  # fmt: skip
def test_a_table_that_breaks_a_rule_is_not_proposed(as_, world, wrong):
    answer = as_("mia").post(reverse(PROPOSE), as_typed(**wrong))
    assert answer.status_code == 422
    assert queries.advice_tables() == []


def test_salespeople_read_the_table_and_propose_none(world, as_):
    page = text(as_("ada").get(reverse(ADVICE)))
    assert "Propose another table" not in page
    assert as_("ada").get(reverse(PROPOSE)).status_code == 403
    assert as_("cy").get(reverse(ADVICE)).status_code == 403


def test_a_key_is_said_to_be_set_and_never_shown(world, as_, monkeypatch):
    monkeypatch.setenv("MUNIMENT_CONNECTOR_COMPANIES_HOUSE_KEY", "planted-key-4711")
    page = text(as_("sam").get(reverse("cases:connectors")))
    assert "companies_house.key" in page
    assert "opencorporates.key" in page
    assert "planted-key-4711" not in page
    assert page.count(">missing<") == 3


def test_offline_is_said_above_all_connectors(world, as_, settings):
    page = text(as_("olga").get(reverse("cases:connectors")))
    assert ("switched to offline" in page) is bool(settings.CONFIG.offline)
    assert as_("ada").get(reverse("cases:connectors")).status_code == 403


def test_every_setting_that_a_check_reads_stands_on_the_page():
    folder = Path(muniment.investigations.checks.__file__).parent
    read = set(re.findall(r"world\.setting\([\"']([a-z_.]+)[\"']\)", _source(folder)))
    shown = {name for check in registry.checks().values() for name in check.needs_key}
    shown |= {name for names in connectors.OPTIONAL.values() for name in names}
    assert read == shown
    assert set(connectors.OPTIONAL) <= set(registry.checks())


def _source(folder: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))


def test_a_proposal_of_another_closes_the_one_before(world, as_):
    for coverage in (81, 82):
        sheet = default_table().sheet()
        sheet["A"]["coverage"] = coverage
        services.propose_advice(sheet=sheet, by=world.actor("mia"), at=NOON)
    page = text(as_("kai").get(reverse(ADVICE)))
    assert "Proposal 2" in page
    assert "Proposal 1" not in page
