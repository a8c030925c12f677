"""The day itself shuts every door: no job has run, and somebody's last day is over."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from muniment.core import clock
from muniment.core.actor import HOUSE
from muniment.intake.access import ImportNotYours, importer
from muniment.ledger.services import drain
from muniment.people import queries, services
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.models import ApiToken, Person
from muniment.people.services.errors import LastOwner, NotYourAccount
from muniment.touches.errors import SenderUnknown
from muniment.touches.models import FeedLink
from muniment.touches.services import make_feed, take_mail
from muniment.vault import gate
from muniment.vault import services as vault
from muniment.vault.gate.standing import ReaderUnknown
from muniment.vault.models import Dossier
from muniment.web.account.records import FACTOR_KEY
from tests.app.touches.letters import MARIA, mail
from tests.company import PASSWORD
from tests.world import NOON, World
from tests.world import world as build

pytestmark = pytest.mark.django_db(transaction=True)

LAST = date(2026, 6, 30)
EVENING = datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC)
MIDNIGHT = EVENING + timedelta(seconds=1)


@pytest.fixture
def world() -> World:
    """Ada gave notice; the worker is stopped, so nothing closes her account by itself."""
    made = build()
    made.dossier()
    _leaves(made, "ada")
    drain()
    return made


def _leaves(made: World, name: str, last: date = LAST) -> None:
    services.give_notice(
        person_id=made.id(name), notice_on=NOON.date(), last_day_on=last, by=HOUSE, at=NOON
    )


def _browser(world: World, name: str) -> Client:
    browser = Client(REMOTE_ADDR="192.0.2.7")
    person = Person.objects.get(pk=world.id(name))
    browser.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    session = browser.session
    session[FACTOR_KEY] = "totp"
    session.set_expiry(365 * 86_400)
    session.save()
    return browser


def test_an_open_page_works_to_the_end_of_the_day_and_not_a_second_longer(world):
    with clock.frozen(EVENING):
        browser = _browser(world, "ada")
        assert browser.get(reverse("today:index")).status_code == 200
    with clock.frozen(MIDNIGHT):
        answer = browser.get(reverse("today:index"))

    assert answer["Location"].startswith(reverse("account_login"))
    assert queries.person(world.id("ada")).state is State.ON_NOTICE  # nothing tidied up


def test_the_day_ends_where_the_house_stands(world):
    shanghai = MIDNIGHT - timedelta(hours=8)
    with clock.frozen(shanghai - timedelta(seconds=1)), timezone.override("Asia/Shanghai"):
        assert queries.reader(world.id("ada")).state is State.ON_NOTICE
    with clock.frozen(shanghai), timezone.override("Asia/Shanghai"):
        assert queries.reader(world.id("ada")).state is State.LEFT


def test_the_password_opens_nothing_from_the_next_day_on(world):
    browser = Client()
    with clock.frozen(MIDNIGHT):
        told = {"login": world.email("ada"), "password": PASSWORD}
        assert browser.post(reverse("account_login"), told)["Location"].endswith("/inactive/")
        assert browser.get(reverse("today:index")).status_code == 302


def test_no_token_is_good_longer_than_the_last_day(world):
    """Notice ends tokens; one that lived on all the same is shut by the day."""
    with clock.frozen(NOON):
        issued = services.issue_token(
            person_id=world.id("ben"), name="report", scopes=["orders.read"],
            expires_at=NOON + timedelta(days=90), by=world.actor("ben"), at=NOON,
        )  # fmt: skip
    _leaves(world, "ben")
    ApiToken.objects.update(ended_at=None)

    for at, status in ((EVENING, 200), (MIDNIGHT, 401)):
        with clock.frozen(at):
            assert (queries.reader_by_token(issued.secret, at=at) is None) is (status == 401)
            sent = {"Authorization": f"Bearer {issued.secret}"}
            assert Client().get("/api/v1/me", headers=sent).status_code == status


def test_the_gate_opens_nothing_lists_nothing_and_takes_nothing(world):
    heron = Dossier.objects.get().id
    ada = world.actor("ada")
    with clock.frozen(EVENING):
        gate.glance(filters=gate.ListFilter(), reader=ada, at=EVENING)
    with clock.frozen(MIDNIGHT):
        with pytest.raises(ReaderUnknown):
            world.look("ada", heron, at=MIDNIGHT)
        with pytest.raises(ReaderUnknown):
            gate.read_again(reader=ada, dossier_id=heron, compartment="identity", at=MIDNIGHT)
        with pytest.raises(ReaderUnknown):
            gate.glance(filters=gate.ListFilter(), reader=ada, at=MIDNIGHT)
        with pytest.raises(ReaderUnknown):
            vault.submit_values(
                dossier_id=heron, compartment="contacts", values={"contacts.emails": MARIA},
                told="phone", by=ada, at=MIDNIGHT,
            )  # fmt: skip


def test_a_moment_that_a_caller_names_holds_no_door_open(world):
    """`at` of yesterday is what somebody says; the clock is what it is."""
    with clock.frozen(MIDNIGHT), pytest.raises(ReaderUnknown):
        gate.glance(filters=gate.ListFilter(), reader=world.actor("ada"), at=NOON)


def test_the_terminal_imports_nothing_for_her(world):
    with clock.frozen(EVENING):
        assert importer(world.actor("mia"))
    _leaves(world, "mia")
    with clock.frozen(MIDNIGHT), pytest.raises(ImportNotYours):
        importer(world.actor("mia"))


def test_the_calendar_address_is_silent(world):
    with clock.frozen(NOON):
        token = make_feed(by=world.actor("ben"), at=NOON)
    _leaves(world, "ben")
    assert FeedLink.objects.filter(ended_at=None).exists()

    with clock.frozen(MIDNIGHT):
        assert Client().get(reverse("touches:feed", args=[token])).status_code == 404


def test_a_mail_of_hers_is_noted_no_more(world):
    letter = {"raw": mail(to=f"{MARIA}, touches@house.example"), "envelope_from": ""}
    with clock.frozen(EVENING):
        assert take_mail(at=NOON, **letter).touches == 1
    with clock.frozen(MIDNIGHT), pytest.raises(SenderUnknown):
        take_mail(at=NOON, **letter)


def test_she_manages_no_account_and_nobody_gets_her_as_a_manager(world):
    _leaves(world, "sam")
    with clock.frozen(MIDNIGHT):
        with pytest.raises(NotYourAccount):
            services.end_sessions(person_id=world.id("ben"), by=world.actor("sam"), at=MIDNIGHT)
        assert world.id("ada") not in dict(queries.possible_managers())


def test_the_last_owner_keeps_the_key_however_many_last_days_are_over(world):
    world.joins("oda", Role.OWNER)
    _leaves(world, "olga", LAST - timedelta(days=1))
    _leaves(world, "oda")

    with clock.frozen(MIDNIGHT):
        assert queries.reader(world.id("olga")).state is State.LEFT
        assert queries.reader(world.id("oda")).state is State.ON_NOTICE
        services.leave(person_id=world.id("olga"), by=HOUSE, at=MIDNIGHT)
        with pytest.raises(LastOwner):
            services.leave(person_id=world.id("oda"), by=HOUSE, at=MIDNIGHT)


def test_an_owner_whose_day_is_over_lets_no_other_owner_go(world):
    """Her door would open again, were she the last."""
    world.joins("oda", Role.OWNER)
    _leaves(world, "oda")

    with clock.frozen(MIDNIGHT), pytest.raises(LastOwner):
        services.leave(person_id=world.id("olga"), by=HOUSE, at=MIDNIGHT)
