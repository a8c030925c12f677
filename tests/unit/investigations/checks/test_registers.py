"""A register speaks for a company only when it is that company."""

import pytest

from muniment.investigations.checks.domains import Registration
from muniment.investigations.checks.registers import CompaniesHouse, OpenCorporates, Vies
from muniment.investigations.domain.checks import REACHED, NotReached, Outcome
from muniment.investigations.domain.registries.companies import (
    Registered,
    Standing,
    compare_company,
)
from tests.connectors import COMPANY, CONNECTORS, LEI, OFFICERS, asked, replay, subject
from tests.outside import HERE, reply

pytestmark = pytest.mark.allow_hosts([HERE])
BY_CHECK = {one.name: one for one in CONNECTORS}


def signals(rows, **facts):
    compared = compare_company(subject(**facts), rows, evidence=("e",))
    return {found.signal for found in compared.found} if compared else None


def row(**told):
    return Registered(**{"register": "Test", "name": "Harbour Lane Imports Limited", **told})


def test_a_company_of_the_same_name_in_another_country_is_another_company():
    assert signals([row(country="IE", number="99")], company__registration_number=()) is None


def test_the_number_of_another_company_is_a_warning_not_a_find():
    stolen = row(name="Solid Old Trading Plc", number="04123456", country="GB")
    found = signals([stolen])
    assert "registry.number_of_another" in found
    assert "registry.found" not in found


def test_a_company_that_lives_is_taken_before_one_of_the_same_name_that_ended():
    rows = [row(number="1111", standing=Standing.ENDED), row(number="2222")]
    assert "registry.ended" not in signals(rows, company__registration_number=())


def test_a_dissolved_company_is_said_to_be_dissolved():
    assert "registry.ended" in signals([row(number="04123456", standing=Standing.ENDED)])


@pytest.mark.parametrize(("address", "signal"), [
    ("12 Harbour Lane, Edinburgh, EH6 6QQ, United Kingdom", "registry.address_same"),
    ("Suite 9, 200 Kings Road, London SW3 5XX", "registry.address_differs"),
])  # fmt: skip
def test_an_address_is_told_apart_from_another_not_from_another_spelling(address, signal):
    assert signal in signals([row(number="04123456", address=address)])


def test_a_british_company_that_the_british_register_lacks_is_a_warning():
    with asked(BY_CHECK["basics.companies_house"], replay({"/search": {"items": []}})) as world:
        result = CompaniesHouse().run(subject(), world)
    assert result.outcome is Outcome.NOTHING_FOUND
    assert [found.signal for found in result.found] == ["registry.not_listed"]


@pytest.mark.parametrize(("check", "known", "can_ask"), [
    (CompaniesHouse, "company.lei", False), (CompaniesHouse, "company.registration_number", True),
    (OpenCorporates, "company.lei", False), (OpenCorporates, "company.registration_number", False),
    (OpenCorporates, "company.name", True),
])  # fmt: skip
def test_a_register_is_only_asked_by_what_it_can_be_asked_by(check, known, can_ask):
    assert all(known in group for group in check.needs) is can_ask


def test_a_company_that_nobody_asked_for_is_not_missing_from_the_register():
    nameless = subject(company__name=(), company__registration_number=(), company__lei=(LEI,))
    answers = asked(BY_CHECK["basics.companies_house"], replay({}))
    with answers as world, pytest.raises(NotReached) as silence:
        CompaniesHouse().run(nameless, world)
    assert silence.value.reason == "missing_input"


def test_directors_who_cannot_be_had_now_do_not_cost_the_company():
    def handler(path, request):
        if "/officers" in path:
            return reply("", status="500 Broken")
        return replay({"/persons": OFFICERS, "/company/04123456": COMPANY})(path, request)

    with asked(BY_CHECK["basics.companies_house"], handler) as world:
        result = CompaniesHouse().run(subject(), world)
    assert result.outcome is Outcome.DONE
    assert result.learnt["company.officer"] == ("KERR, Moira",)


def test_a_member_state_that_is_down_leaves_the_number_unchecked():
    down = {"actionSucceed": False, "errorWrappers": [{"error": "MS_UNAVAILABLE"}]}
    answers = asked(BY_CHECK["basics.vies"], replay({"/": down}))
    with answers as world, pytest.raises(NotReached) as silence:
        Vies().run(subject(), world)
    assert silence.value.reason == "server_error"


def test_a_number_of_no_member_state_is_not_asked_about():
    assert Vies().not_applicable(subject(company__tax_number=("91330106MA27X",))) != ""


def test_the_guide_not_knowing_an_ending_is_not_a_free_name():
    with asked(BY_CHECK["email_web.registration"], replay({})) as world:
        result = Registration().run(subject(), world)
    assert (result.outcome, result.reason, result.found) == (
        Outcome.NEEDS_PERSON,
        "not_allowed",
        (),
    )
    assert result.outcome not in REACHED
    assert "WHOIS" in result.task


@pytest.mark.parametrize("pasted", [
    "Domain Name: example.com Creation Date: 2026-02-01 Registrar: Some Inc", "domain: example.com",
])  # fmt: skip
def test_a_pasted_text_that_says_nothing_of_a_registration_is_no_answer(pasted):
    answers = asked(BY_CHECK["email_web.registration"], replay({}))
    with answers as world, pytest.raises(NotReached) as silence:
        Registration().run(subject(web__whois=(pasted,)), world)
    assert silence.value.reason == "no_data"


def test_a_pasted_whois_answer_counts_where_nobody_could_be_asked():
    pasted = "Domain Name: example.com\nCreation Date: 2026-02-01T00:00:00Z\nRegistrar: Some Inc\n"
    with asked(BY_CHECK["email_web.registration"], replay({})) as world:
        result = Registration().run(subject(web__whois=(pasted,)), world)
    assert [found.signal for found in result.found] == ["domain.young"]
    assert result.found[0].facts["days"] == 29
    assert world.keep.entries[0][2] == pasted.encode()


def test_a_free_mailbox_without_a_site_has_no_domain_to_ask_about():
    nobody = subject(company__website=(), contact__email=("harbour@gmail.com",))
    assert Registration().not_applicable(nobody) == "no_own_domain"


@pytest.mark.parametrize(("country", "applies"), [("AE", False), ("GR", True), ("DE", True)])
def test_the_european_number_is_asked_for_only_where_there_is_one(country, applies):
    nobody = subject(company__tax_number=(), company__country=(country,))
    assert (Vies().not_applicable(nobody) == "") is applies
