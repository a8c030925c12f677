"""Lists are loaded with a record of what they changed; old ones clear nobody."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from muniment.core import clock
from muniment.jobs.registry import spec
from muniment.ledger import queries as ledger
from muniment.screening import queries, services, tasks
from muniment.screening.domain.hits import Question, Verdict
from muniment.screening.domain.lists import ListUnreadable, RowsUnreadable, SourceFile
from muniment.screening.domain.parties import PartyKind
from muniment.screening.models import OwnEntry
from tests.company import NOON

HEAD = "id,name,country,kind\n"
FIRST = HEAD + "1,Amber Heron Metals LLC,RU,company\n2,Brown Robin Shipping,IR,company\n"
SECOND = HEAD + "1,Amber Heron Metals LLC,KZ,company\n3,Coral Wagtail Bank,SY,company\n"
DAY = NOON.date()


def load(company, text: str, *, on: date = DAY, by: str = "cleo", **more):
    files = [SourceFile("denied.csv", text.encode())]
    return services.load_list(files=files, by=company.actor(by), at=NOON, given=on, **more)


def ask(name: str, at=NOON):
    return queries.screen([name], PartyKind.ENTITY, at=at)


def test_a_loaded_list_answers_with_its_date_and_leaves_an_entry(company):
    loaded = load(company, FIRST)
    found = ask("Ambr Heron Metals")

    assert (loaded.list_id, loaded.added, loaded.parties) == ("denied", 2, 2)
    assert found.verdict is Verdict.HITS
    assert [hit.party.uid for hit in found.hits] == ["1"]
    assert [(it.list_id, it.on, it.age_days, it.too_old) for it in found.lists] == [
        ("denied", DAY, 0, False)
    ]
    [entry] = [row for row in ledger.entries(limit=50).rows if row.kind == "screening.list.loaded"]
    assert entry is not None


def test_no_hit_is_said_by_fresh_lists_only(company, settings):
    assert ask("Quiet Plover Garden Tools").verdict is Verdict.NO_LIST
    load(company, FIRST)
    limit = settings.CONFIG.list_max_age_days

    assert ask("Quiet Plover Garden Tools").verdict is Verdict.NO_HIT
    later = NOON + timedelta(days=limit + 1)
    assert ask("Quiet Plover Garden Tools", at=later).verdict is Verdict.LIST_TOO_OLD
    assert ask("Amber Heron Metals", at=later).verdict is Verdict.HITS


def test_what_a_newer_list_changed_can_be_asked_alone(company):
    first = load(company, FIRST).number
    second = load(company, SECOND)
    changes = queries.changes_since(first)

    assert (second.added, second.changed, second.removed) == (1, 1, 1)
    assert [it.uid for it in changes.difference.added] == ["3"]
    assert [it.uid for it in changes.difference.changed] == ["1"]
    assert [it.uid for it in changes.difference.removed] == ["2"]
    assert changes.upto == second.number
    assert len(queries.changes_since(0).difference.added) == 2
    [heron, robin, wagtail] = queries.screen_changes(
        first,
        [Question(("Amber Heron Metals",)), Question(("Brown Robin Shipping",)),
         Question(("Coral Wagtail Bank",))],
        at=NOON,
    )  # fmt: skip
    assert (len(heron), len(robin), len(wagtail)) == (1, 0, 1)
    assert not ask("Brown Robin Shipping").hits


def test_a_list_loaded_again_changes_nothing(company):
    load(company, FIRST)
    again = load(company, FIRST, on=DAY + timedelta(days=1))

    assert (again.added, again.changed, again.removed) == (0, 0, 0)
    assert queries.lists(NOON)[0].on == DAY + timedelta(days=1)


def test_an_older_list_is_refused(company):
    load(company, SECOND)

    with pytest.raises(services.ListOlder):
        load(company, FIRST, on=DAY - timedelta(days=1))
    assert len(queries.versions()) == 1


def test_bad_rows_stop_the_loading_unless_told_otherwise(company):
    broken = FIRST + "4,,DE,company\n"
    with pytest.raises(RowsUnreadable) as refusal:
        load(company, broken)

    assert refusal.value.facts["line"] == 4
    assert queries.versions() == ()
    assert load(company, broken, good_rows_only=True).bad_rows == 1


def test_a_file_that_is_no_list_changes_nothing(company):
    with pytest.raises(ListUnreadable):
        load(company, "what,ever\n1,2\n")
    assert queries.versions() == ()


@pytest.mark.parametrize("name", ["mia", "ben", "adm"])
def test_only_owners_and_compliance_keep_the_lists(company, name):
    with pytest.raises(services.ListsNotYours):
        load(company, FIRST, by=name)
    with pytest.raises(services.ListsNotYours):
        services.enter_own(
            names=["X"], kind=PartyKind.PERSON, reason="y", by=company.actor(name), at=NOON
        )


def test_the_file_is_kept_as_it_came(company, settings):
    load(company, FIRST)
    [kept] = Path(settings.DATA_DIR / "lists" / "denied").rglob("denied.csv")

    assert kept.read_text(encoding="utf-8") == FIRST


def enter(company, name: str = "Odd Bird Trading"):
    return services.enter_own(
        names=[name], kind=PartyKind.ENTITY, reason="Refused goods at the port twice.",
        by=company.actor("cleo"), at=NOON,
    )  # fmt: skip


def test_the_own_list_is_screened_like_any_other_and_lies_sealed(company):
    load(company, FIRST)
    before = queries.newest()
    entry_id = enter(company)
    found = ask("Odd Birds Trading")

    assert [(hit.party.list_id, hit.party.uid) for hit in found.hits] == [("own", str(entry_id))]
    assert [it.name for it in queries.changes_since(before).difference.added] == [
        "Odd Bird Trading"
    ]
    row = OwnEntry.objects.get()
    assert b"Bird" not in bytes(row.content)
    assert b"goods" not in bytes(row.reason)


def test_the_own_list_alone_clears_nobody(company):
    enter(company)

    assert ask("Quiet Plover Garden Tools").verdict is Verdict.NO_LIST


def test_a_removed_entry_is_screened_no_more_and_stays_on_record(company):
    load(company, FIRST)
    entry_id = enter(company)
    before = queries.newest()
    cleo = company.actor("cleo")
    with pytest.raises(services.OwnEntryInvalid):
        services.remove_own(entry_id=entry_id, reason=" ", by=cleo, at=NOON)
    services.remove_own(entry_id=entry_id, reason="Mistaken identity.", by=cleo, at=NOON)

    assert not ask("Odd Bird Trading").hits
    assert [it.uid for it in queries.changes_since(before).difference.removed] == [str(entry_id)]
    assert OwnEntry.objects.count() == 1
    with pytest.raises(services.OwnEntryNotFound):
        services.suspect_again(entry_id=entry_id, by=cleo, at=NOON)


def test_suspicions_are_counted_and_reading_the_list_is_on_record(company):
    entry_id = enter(company)
    cleo = company.actor("cleo")

    assert services.suspect_again(entry_id=entry_id, by=cleo, at=NOON) == 2
    [row] = services.read_own(by=cleo, at=NOON)
    assert (row.suspected, row.party.name) == (2, "Odd Bird Trading")
    assert row.reason == "Refused goods at the port twice."
    kinds = {it.kind for it in ledger.entries(limit=50).rows}
    assert {"screening.own.entered", "screening.own.suspected", "screening.own.read"} <= kinds


def test_lists_put_into_the_folder_are_taken_in(company, settings):
    folder = settings.DATA_DIR / tasks.INCOMING
    folder.mkdir(parents=True)
    file = folder / "denied.csv"
    file.write_text(FIRST, encoding="utf-8")
    now = clock.now()
    os.utime(file, (now.timestamp(), now.timestamp()))
    handler = spec("screening.refresh").handler

    assert handler(None) == "nothing_new"  # still being written, as far as anybody knows
    old = (now - timedelta(minutes=5)).timestamp()
    os.utime(file, (old, old))
    assert handler(None) == "loaded"
    assert not file.exists()
    assert [it.list_id for it in queries.lists(now)] == ["denied"]
    assert handler(None) == "nothing_new"


def many(count: int, first: int = 0) -> str:
    rows = (f"{n},Amber Heron Works {n},RU,company\n" for n in range(first, first + count))
    return HEAD + "".join(rows)


@pytest.mark.parametrize(("held", "left"), [(200, 140), (1000, 800)])
def test_a_list_that_loses_many_parties_is_loaded_only_if_somebody_says_it_is_right(
    company, held, left
):
    load(company, many(held))

    with pytest.raises(services.ListShrunk) as refused:
        load(company, many(left))
    assert f"{held - left} of its {held}" in str(refused.value.title).format(**refused.value.facts)
    assert len(queries.versions()) == 1

    assert load(company, many(left), may_shrink=True).removed == held - left


@pytest.mark.parametrize(("held", "left"), [(100, 50), (1000, 900)])
def test_a_list_may_lose_some_parties(company, held, left):
    load(company, many(held))

    assert load(company, many(left)).removed == held - left


def test_others_in_the_place_of_those_who_went_hide_no_loss(company):
    load(company, many(200))

    with pytest.raises(services.ListShrunk):
        load(company, many(200, first=150))


def test_the_folder_never_takes_a_list_that_shrank(company, settings):
    load(company, many(200))
    folder = Path(settings.DATA_DIR) / tasks.INCOMING
    folder.mkdir(parents=True)
    file = folder / "denied.csv"
    file.write_text(many(20))
    os.utime(file, (clock.now().timestamp() - 3600,) * 2)

    assert tasks.refresh(None) == "screening.list.shrunk"
    assert file.exists()
    assert len(queries.versions()) == 1


SDN = '36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n'
ALT = '36,12,"aka","AERO-CARIBBEAN",-0- \n'
ADD = '36,25,"Calle 1","Havana","Cuba",-0- \n'


def test_ofacs_list_without_its_other_names_is_refused_unless_somebody_wants_it(company):
    by, told = company.actor("cleo"), {"SDN.CSV": DAY}
    sdn, alt, add = (
        SourceFile(name, text.encode())
        for name, text in (("SDN.CSV", SDN), ("ALT.CSV", ALT), ("ADD.CSV", ADD))
    )

    for files in ([sdn], [sdn, add], [sdn, alt]):
        with pytest.raises(services.ListIncomplete):
            services.load_lists(files=files, by=by, at=NOON, given=told)
    [loaded] = services.load_lists(files=[sdn], by=by, at=NOON, given=told, parts_may_miss=True)
    assert loaded.parties == 1
    [loaded] = services.load_lists(files=[sdn, alt, add], by=by, at=NOON, given=told)
    assert loaded.changed == 1
