from datetime import date

from muniment.screening import bulk
from muniment.screening.domain.hits import Question
from muniment.screening.domain.parties import (
    DateSource,
    ListDate,
    ListedName,
    ListedParty,
    PartyKind,
)
from muniment.screening.domain.screener import Screener


def test_more_processes_give_the_same_answers_in_the_same_order(monkeypatch):
    monkeypatch.setattr(bulk, "SLICE", 3)
    names = [f"{one}{two} Metals" for one in ("Amber", "Coral", "Dusky") for two in ("wag", "hern")]
    parties = [
        ListedParty("un", str(place), PartyKind.ENTITY, (ListedName(name),))
        for place, name in enumerate(names)
    ]
    screener = Screener(parties, {"un": ListDate(date(2026, 11, 1), DateSource.FILE)})
    questions = [Question((name,)) for name in [*names, "Quiet Plover", *reversed(names)]]

    alone = list(bulk.screen_many(screener, questions, processes=1))
    assert list(bulk.screen_many(screener, questions, processes=3)) == alone
    assert [start for start, _ in alone] == [0, 3, 6, 9, 12]
    assert alone[0][1][0][0].party.uid == "0"
