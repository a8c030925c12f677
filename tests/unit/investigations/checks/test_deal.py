import pytest

from muniment.investigations.checks.deal import PartiesCheck, RouteCheck, TermsCheck
from muniment.investigations.domain.checks import Outcome
from muniment.investigations.domain.signals import catalogue
from tests.unit.investigations.memory_world import MemoryWorld, subject


def seen(check, **facts):
    result = check().run(subject(**facts), MemoryWorld())
    for one in result.found:
        assert catalogue()[one.signal].places <= set(one.facts), one.signal
    return {one.signal for one in result.found}


def test_a_port_in_another_country_than_the_buyer_is_seen():
    assert seen(RouteCheck, company__country="US", deal__port="Mombasa, Kenya") == {
        "deal.route_odd"
    }


@pytest.mark.parametrize(
    ("country", "port"),
    [("UG", "Mombasa"), ("CH", "Rotterdam"), ("AE", "AEJEA"), ("PY", "Buenos Aires")],
)
def test_the_usual_port_of_a_country_is_no_odd_route(country, port):
    assert seen(RouteCheck, company__country=country, deal__port=port) == {"deal.port_fits"}


def test_the_port_of_an_fob_price_is_ours_when_the_goods_go_elsewhere():
    told = {"deal__incoterm": "FOB", "deal__port": "Ningbo", "company__country": "GB"}
    assert seen(RouteCheck, **told, deal__destination="Felixstowe") == set()
    assert "deal.destination_elsewhere" in seen(RouteCheck, **told, deal__destination="Tema")


def test_an_fob_port_of_ours_is_no_odd_route_when_nobody_said_where_the_goods_go():
    told = {"deal__incoterm": "FOB", "deal__port": "Shanghai", "company__country": "KE"}

    assert seen(RouteCheck, **told) == set()
    assert seen(RouteCheck, **told | {"deal__port": "Mombasa"}) == {"deal.port_fits"}


def test_a_place_that_cannot_be_read_says_nothing():
    result = RouteCheck().run(
        subject(company__country="US", deal__port="to be advised"), MemoryWorld()
    )

    assert (result.outcome, result.found) == (Outcome.NOTHING_FOUND, ())


def test_a_telephone_of_a_third_country_is_seen_but_not_that_of_the_destination():
    there = {"company__country": "US", "deal__port": "Mombasa"}

    assert "deal.phone_elsewhere" in seen(RouteCheck, contact__phone="+234 803 123 4567", **there)
    assert "deal.phone_elsewhere" not in seen(RouteCheck, contact__phone="+254 712 123456", **there)
    assert "deal.phone_fits" in seen(RouteCheck, contact__phone="+1 212 555 2368", **there)


def test_a_country_from_which_goods_hardly_come_back_is_told():
    assert "deal.return_needs_consent" in seen(
        RouteCheck, company__country="TR", deal__port="Mersin"
    )


def test_a_forwarder_or_a_bank_as_consignee_is_seen():
    buyer = {"company__name": "Heron Ceramics LLC"}

    assert seen(PartiesCheck, deal__consignee="Swift Global Logistics Inc", **buyer) == {
        "deal.consignee_forwarder"
    }
    assert seen(PartiesCheck, deal__consignee="National Bank of Fujairah", **buyer) == {
        "deal.consignee_bank"
    }
    assert seen(PartiesCheck, deal__consignee="Osprey Trading FZE", **buyer) == {
        "deal.consignee_other"
    }
    assert seen(PartiesCheck, deal__consignee="HERON CERAMICS L.L.C.", **buyer) == {
        "deal.consignee_same"
    }
    assert seen(PartiesCheck, deal__consignee="TO ORDER", **buyer) == set()


def test_money_from_somebody_else_or_somewhere_else_is_seen():
    found = seen(
        PartiesCheck,
        company__name="Heron Ceramics LLC",
        company__country="AE",
        bank__holder="Osprey Trading Ltd",
        bank__account="GB82 WEST 1234 5698 7654 32",
    )

    assert found == {"deal.third_party_payer", "deal.bank_elsewhere"}


def test_the_buyers_own_bank_speaks_for_him():
    assert seen(
        PartiesCheck,
        company__name="Heron Ceramics LLC",
        company__country="AE",
        bank__holder="Heron Ceramics LLC",
        bank__country="AE",
    ) == {"deal.bank_fits"}


def test_the_buyers_forwarder_matters_when_he_chooses_it():
    facts = {"company__name": "Heron LLC", "deal__forwarder": "Swift Lines", "deal__notify": "Kite"}

    assert "deal.forwarder_of_buyer" in seen(PartiesCheck, deal__incoterm="FOB Ningbo", **facts)
    assert seen(PartiesCheck, deal__incoterm="CIF", **facts) == {"deal.notify_other"}


@pytest.mark.parametrize(
    ("terms", "signals"),
    [
        ("D/A 60 days", {"deal.terms_open"}),
        ("10% deposit, balance against copy of B/L", {"deal.deposit_small"}),
        ("100% T/T in advance", {"deal.terms_safe"}),
        ("by Western Union", {"conduct.odd_payment_way"}),
        ("30% deposit, balance before shipment", {"deal.terms_safe"}),
        ("T/T", set()),
    ],
)
def test_terms_of_payment_are_read(terms, signals):
    assert seen(TermsCheck, deal__payment=terms) == signals


def test_terms_that_became_more_dangerous_are_seen():
    assert "deal.terms_changed" in seen(
        TermsCheck, deal__payment=("OA 60 days", "30% deposit, balance before shipment")
    )
    assert "deal.terms_changed" not in seen(
        TermsCheck, deal__payment=("100% T/T in advance", "OA 60 days")
    )


def test_a_new_company_with_a_large_order_is_seen_twice():
    large = {"deal__amount": "180,000", "deal__currency": "USD"}

    assert seen(TermsCheck, company__founded_on="2026-10-01", **large) == {
        "background.new_company",
        "background.new_and_large",
    }
    assert seen(TermsCheck, company__founded_on="2011-10-01", **large) == {
        "background.long_standing"
    }
    assert seen(TermsCheck, company__founded_on="last year", **large) == set()


def test_a_large_order_from_a_free_mailbox_is_seen():
    mail = {"contact__email": "heron@gmail.com", "deal__currency": "USD"}

    assert seen(TermsCheck, deal__amount="180000", **mail) == {"deal.free_mail_large"}
    assert seen(TermsCheck, deal__amount="900", **mail) == set()
    assert seen(TermsCheck, deal__amount="a lot", **mail) == set()


def test_goods_that_go_elsewhere_are_seen():
    there = {"company__country": "US"}

    assert seen(RouteCheck, deal__destination="Uganda", **there) == {"deal.destination_elsewhere"}
    assert seen(RouteCheck, deal__destination="UG", **there) == {"deal.destination_elsewhere"}
    assert seen(RouteCheck, deal__destination="US", **there) == set()


def test_a_company_of_middle_age_says_nothing():
    assert seen(TermsCheck, company__founded_on="2023-10-01") == set()


def test_the_question_arises_in_every_case():
    assert {check().not_applicable(subject()) for check in (RouteCheck, TermsCheck)} == {""}
