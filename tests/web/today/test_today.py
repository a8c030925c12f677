"""Today collects what waits from every room."""

from datetime import UTC, datetime

import pytest

from muniment.web.today import cards
from muniment.web.today.cards import Card, cards_for

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def test_the_heaviest_card_comes_first_and_ties_go_by_title(monkeypatch):
    told = [Card("B", "bell"), Card("A", "bell"), Card("C", "bell", weight=100)]
    monkeypatch.setattr(cards, "providers", lambda: (lambda _reader, _at: told,))

    found = cards_for(None, NOON)

    assert [card.title for card in found] == ["C", "A", "B"]
    assert [card.is_urgent for card in found] == [True, False, False]


@pytest.mark.django_db
def test_nobody_is_led_to_sign_in(client):
    response = client.get("/")

    assert response.status_code == 302
    assert "sign-in" in response["Location"]
