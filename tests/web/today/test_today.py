"""Today collects what waits from every room."""

from datetime import UTC, datetime

import pytest

from muniment.core.errors import MunimentError
from muniment.web.today import cards
from muniment.web.today.cards import Card, cards_for

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def _asking(monkeypatch, *providers):
    monkeypatch.setattr(cards, "providers", lambda: providers)
    monkeypatch.setattr(cards, "slow_providers", lambda: ())


def test_the_heaviest_card_comes_first_and_ties_go_by_title(monkeypatch):
    told = [Card("B", "bell"), Card("A", "bell"), Card("C", "bell", weight=100)]
    _asking(monkeypatch, lambda _reader, _at: told)

    found = cards_for(None, NOON)

    assert [card.title for card in found] == ["C", "A", "B"]
    assert [card.is_urgent for card in found] == [True, False, False]


class RoomClosed(MunimentError):
    title = "The room is closed."
    next_step = "Ask {who}."


def test_a_room_that_cannot_answer_does_not_silence_the_others(monkeypatch):
    def closed(_reader, _at):
        raise RoomClosed(who="Ben")

    _asking(monkeypatch, closed, lambda _r, _a: [Card("A", "bell")])

    found = cards_for(None, NOON)

    assert [(card.title, card.text) for card in found] == [
        ("The room is closed.", "Ask Ben."),
        ("A", ""),
    ]


@pytest.mark.django_db
def test_nobody_is_led_to_sign_in(client):
    response = client.get("/")

    assert response.status_code == 302
    assert "sign-in" in response["Location"]
