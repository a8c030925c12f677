"""On notice: how would I still get the list out? Every door that was found open once."""

from datetime import date

import pytest

from muniment.core.actor import HOUSE
from muniment.core.ids import new_id
from muniment.intake import queries as imports
from muniment.intake import services as intake
from muniment.intake import spool
from muniment.intake.access import ImportNotYours, ImportOnNotice
from muniment.intake.domain.plan import Kind
from muniment.investigations.errors import CaseNotYours
from muniment.investigations.gate import read_hands
from muniment.investigations.tripping import read_tripwire
from muniment.ledger.services import drain
from muniment.people import services as staff
from muniment.people.domain.roles import Role
from muniment.people.services.errors import NotYourAccount
from muniment.touches.models import Touch
from muniment.touches.services import take_mail
from muniment.vault import gate
from muniment.vault import services as vault
from muniment.vault.domain.secrets import ValueBasis
from muniment.vault.gate.records import RecordShut
from tests.app.touches.letters import MARIA, mail
from tests.world import NOON, World
from tests.world import world as build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("noon")]
FILE = b"Company,E-mail\nNordlicht Handels GmbH,einkauf@nordlicht-handel.example\n"


@pytest.fixture
def world() -> World:
    """Ada keeps a customer, Mia leads her."""
    made = build()
    made.dossier()
    drain()
    return made


def _leaves(world: World, *names: str) -> None:
    for name in names:
        staff.give_notice(
            person_id=world.id(name), notice_on=NOON.date(), last_day_on=date(2026, 6, 30),
            by=HOUSE, at=NOON,
        )  # fmt: skip
    drain()


def _heron(world: World):
    (entry,) = world.entries("vault.dossier.opened")
    return entry.subject


def test_a_manager_uploads_no_list_to_hear_who_is_known_and_reads_no_old_report(world):
    mia = world.actor("mia")
    run = intake.receive(kind=Kind.CUSTOMERS, spooled=_spooled(), name="list.csv", by=mia, at=NOON)
    assert imports.mapping(mia, run).columns[0].samples
    _leaves(world, "mia")

    with pytest.raises(ImportNotYours):
        imports.mapping(mia, run)
    with pytest.raises(ImportOnNotice):
        imports.runs_of(mia)
    with pytest.raises(ImportOnNotice):
        intake.check(run_id=run, by=mia, at=NOON)
    with pytest.raises(ImportOnNotice):
        intake.receive(kind=Kind.CUSTOMERS, spooled=_spooled(), name="x.csv", by=mia, at=NOON)


def _spooled() -> spool.Spooled:
    with spool.Writer(new_id(), "file") as writer:
        writer.write(FILE)
        return writer.finish()


def test_nobody_on_notice_lets_herself_in_under_another_name(world):
    _leaves(world, "sam")
    sam = {"by": world.actor("sam"), "at": NOON}

    with pytest.raises(NotYourAccount):
        staff.invite_person(name="Pam", email="p@house.example", role=Role.SALES_MANAGER, **sam)
    with pytest.raises(NotYourAccount):
        staff.reset_second_factor(person_id=world.id("ada"), **sam)
    with pytest.raises(NotYourAccount):
        staff.change_post(
            person_id=world.id("ada"), role=Role.COMPLIANCE, team_id=None, line_manager_id=None,
            **sam,
        )  # fmt: skip
    with pytest.raises(NotYourAccount):
        staff.note_keys_kept(**sam)


def test_an_owner_on_notice_decides_about_accounts_only_while_there_is_no_other(world):
    _leaves(world, "olga")
    olga = {"by": world.actor("olga"), "at": NOON}

    assert staff.invite_person(name="Oda", email="oda@house.example", role=Role.OWNER, **olga)
    world.joins("ora", Role.OWNER)
    with pytest.raises(NotYourAccount):
        staff.invite_person(name="Ovi", email="ovi@house.example", role=Role.OWNER, **olga)


def test_a_guessed_address_in_a_mail_leads_a_manager_to_no_customer_of_her_people(world):
    letter = mail(sender="mia@house.example", to=f"{MARIA}, touches@house.example")
    take_mail(raw=letter, envelope_from="", at=NOON)
    assert Touch.objects.count() == 1
    _leaves(world, "mia")

    again = mail(
        sender="mia@house.example", to=f"{MARIA}, touches@house.example", key="9@house.example"
    )
    assert take_mail(raw=again, envelope_from="", at=NOON).touches == 0
    assert Touch.objects.count() == 1


@pytest.mark.parametrize("name", ["ada", "mia", "olga", "kai"])
def test_the_secret_register_and_the_purposes_of_others_close_with_notice(world, name):
    heron, who = _heron(world), world.actor(name)
    world.look("cy", heron)
    vault.claim_secret(
        dossier_id=heron, point="what it pays", fields=["pricing.price_agreement"],
        since=NOON.date(), bases=[ValueBasis.EFFORT], by=world.actor("mia"), at=NOON,
        basis="Two years of samples and visits went before the first price was agreed with it.",
    )  # fmt: skip
    drain()
    assert gate.secret_register(reader=who, dossier_id=heron, at=NOON)
    assert gate.timeline(reader=who, dossier_id=heron, at=NOON).in_full
    cy = str(world.id("cy"))
    assert cy in {row.actor for row in gate.entries_for(reader=who, at=NOON).rows}
    if name != "ada":
        world.joins("ora", Role.OWNER)
    _leaves(world, name)

    with pytest.raises(RecordShut):
        gate.secret_register(reader=who, dossier_id=heron, at=NOON)
    assert not gate.timeline(reader=who, dossier_id=heron, at=NOON).in_full
    if name != "ada":  # she still keeps it until it is handed over, and sees that it was read
        seen = gate.entries_for(reader=who, at=NOON).rows
        assert {row.actor for row in seen} <= {str(world.id(name))}


def test_nobody_on_notice_learns_who_is_watched(world):
    mia = {"reader": world.actor("mia"), "at": NOON}
    assert read_tripwire(**mia).watched == ()
    assert read_hands(reader=world.actor("kai"), at=NOON) == ()
    _leaves(world, "mia", "kai")

    with pytest.raises(CaseNotYours):
        read_tripwire(**mia)
    with pytest.raises(CaseNotYours):
        read_hands(reader=world.actor("kai"), at=NOON)
