"""Taking a copy of the keys out of the house."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from muniment.core import clock
from muniment.core.actor import HOUSE
from muniment.keys import backup
from muniment.people import queries, services
from muniment.people.domain.roles import Role
from muniment.web.people.today import cards

PASSPHRASE = "nine slow boats upstream"


def test_an_owner_takes_a_locked_copy(ada, company):
    told = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
    answer = ada.post(reverse("account:keep_keys"), told)

    assert answer["Content-Disposition"].startswith("attachment")
    files = backup.unbundle(answer.content, PASSPHRASE)
    master = settings.DATA_DIR / "keys" / "master.key"
    assert files["master.key"] == master.read_bytes()
    assert queries.company().keys_kept_at is not None


def test_two_different_passphrases_make_no_copy(ada, company):
    told = {"passphrase": PASSPHRASE, "again": "nine slow boats downstream"}

    assert ada.post(reverse("account:keep_keys"), told).status_code == 422
    assert queries.company().keys_kept_at is None


def test_a_salesperson_takes_no_copy(ben):
    assert ben.get(reverse("account:keep_keys")).status_code == 403


def test_today_reminds_an_owner_until_a_copy_is_taken(ada, company):
    def titles():
        return [card.title for card in cards(queries.reader(company.id("ada")), clock.now())]

    assert "No copy of the keys" in titles()
    told = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
    ada.post(reverse("account:keep_keys"), told)
    assert "No copy of the keys" not in titles()


def test_today_tells_a_salesperson_nothing_about_accounts(company):
    assert cards(queries.reader(company.id("ben")), clock.now()) == []


def test_today_names_who_leaves_soon_and_who_has_not_come_yet(company):
    today = timezone.localdate()
    for name, days in (("ben", 10), ("cy", 90)):
        services.give_notice(
            person_id=company.id(name),
            notice_on=today,
            last_day_on=today + timedelta(days=days),
            by=HOUSE,
            at=clock.now(),
        )
    company.invited("dora", Role.FINANCE)

    told = {card.title: card for card in cards(queries.reader(company.id("adm")), clock.now())}
    assert [line.text for line in told["Leaving within 30 days"].lines] == ["Ben"]
    assert [line.text for line in told["Not come in yet"].lines] == ["Dora"]
