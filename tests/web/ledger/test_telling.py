"""Entries in words: nothing is left unfilled, and nobody learns a name that is not hers to know."""

import re
from datetime import timedelta

import pytest
from django.utils import translation

from muniment.ledger import queries as ledger
from muniment.people import queries as people
from muniment.people import services as accounts
from muniment.people.domain.employment import State
from muniment.vault import services as vault
from muniment.vault.domain.states import Duty
from muniment.vault.services import Basis
from muniment.web.ledger.facts import fact_lines
from muniment.web.ledger.telling import Names, line, lines
from tests.world import NOON

LEFT_OPEN = re.compile(r"\{\w+\}|[0-9a-f]{8}-[0-9a-f]{4}-7")


@pytest.fixture
def busy(world):
    """A company in which most things have happened."""
    heron, other = world.dossier(), world.dossier("ben")
    world.order(heron)
    world.look("mia", heron)
    by, at = world.actor("mia"), NOON
    vault.assign_custody(
        dossier_id=heron, duty=Duty.DEPUTY, person_id=world.id("ben"), reason="ill", by=by, at=at
    )
    vault.give_grant(
        dossier_id=heron, compartment="pricing", holder_id=world.id("fin"),
        until=at + timedelta(days=9), reason="terms", by=by, at=at,
    )  # fmt: skip
    vault.verify_values(
        dossier_id=heron, compartment="identity", fields={"identity.country": 1}, by=by, at=at
    )
    vault.ask_erasure(
        dossier_id=heron, compartment="supply", basis=Basis.WRONG_DATA, reason="no", by=by, at=at
    )
    vault.engage_agent(
        dossier_id=heron, company_id=world.agency, order_number="PO-77", by=by, at=at
    )
    vault.merge_dossiers(keep_id=heron, merge_id=other, reason="same", by=by, at=at)
    accounts.note_sign_out(by=by, at=at)
    return world


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_entry_of_a_busy_company_is_told_in_full(busy, language):
    reader = people.reader(busy.id("olga"))
    rows = ledger.entries(limit=200).rows

    with translation.override(language):
        names = Names.of(rows, reader, NOON)
        told = [line(row, names) for row in rows]
        facts = [fact for row in rows for fact in fact_lines(row, names)]

    assert len(told) > 30
    for one in told:
        assert not LEFT_OPEN.search(one.text), one.text
    for fact in facts:
        assert fact.label
        assert fact.value


def test_who_signed_out_herself_is_told_so(busy):
    row = busy.entries("people.session.ended")[-1]

    [told] = lines([row], people.reader(busy.id("olga")), NOON)

    assert told.text == "Mia signed out."


def test_a_merger_names_both_customers(busy):
    row = busy.entries("vault.dossier.merged")[0]

    [told] = lines([row], people.reader(busy.id("olga")), NOON)

    assert told.codename in told.text
    assert told.text.count("a customer") == 0


def test_an_outsider_is_told_no_name_of_the_staff_and_no_codename_without_work(busy):
    eve = people.reader(busy.id("eve"))
    assert eve.state is State.ACTIVE
    given, merged = busy.entries("vault.grant.given")[0], busy.entries("vault.dossier.merged")[1]

    texts = " ".join(told.text for told in lines([given, merged], eve, NOON))

    assert "Mia" not in texts
    assert "Fin" not in texts
    assert "a customer" in texts  # the one she has no order of


def test_sealed_words_of_an_entry_are_never_among_its_facts(busy):
    reader = people.reader(busy.id("olga"))
    row = busy.entries("vault.consultation.given")[0]

    told = " ".join(fact.value for fact in fact_lines(row, Names.of([row], reader, NOON)))

    assert "quote the second colour" not in told
    assert "192.0.2.7" not in told
    assert "session-of-mia" not in told
