"""Taking a copy of the keys out of the house."""

from django.conf import settings
from django.urls import reverse

from muniment.core import clock
from muniment.keys import backup
from muniment.people import queries
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
