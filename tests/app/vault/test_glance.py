"""The list and the search: codenames, and only what the reader may see at a glance."""

from datetime import timedelta

import pytest

from muniment.core.cursor import CursorInvalid
from muniment.ledger import queries as ledger
from muniment.people import services as people
from muniment.vault import gate
from muniment.vault import services as vault
from muniment.vault.domain.policy import Cell
from muniment.vault.gate import DossierRow, ListFilter, Scope, Sort
from tests.world import NOON, World

NAME = "identity.legal_name"


def rows(world: World, name: str, **told: object) -> list[DossierRow]:
    cursor = told.pop("cursor", None)
    limit = told.pop("limit", 50)
    filters = ListFilter(**told)  # type: ignore[arg-type]
    shown = gate.glance(
        reader=world.actor(name), filters=filters, at=NOON, cursor=cursor, limit=limit
    )  # type: ignore[arg-type]
    return shown.page.rows


def cell(row: DossierRow, code: str) -> gate.GlanceCell:
    return next(one for one in row.cells if one.field == code)


def test_the_keeper_sees_names_in_her_list_and_a_colleague_only_codenames(world: World) -> None:
    world.dossier()

    [mine] = rows(world, "ada")
    [hers] = rows(world, "ben")

    assert cell(mine, NAME).text == "Nordlicht Handels GmbH"
    assert cell(hers, NAME).text != "Nordlicht Handels GmbH"
    assert hers.codename == mine.codename


def test_an_administrator_sees_no_value_in_the_list(world: World) -> None:
    world.dossier()

    [row] = rows(world, "sam")

    assert {one.text for one in row.cells} == {""}
    assert {one.cell for one in row.cells} == {Cell.SHUT}


def test_a_page_of_the_list_is_one_entry_that_names_what_was_shown(world: World) -> None:
    heron = world.dossier()

    rows(world, "ada")

    [entry] = world.entries("vault.list.shown")
    assert entry.subject == world.id("ada")
    assert entry.facts["dossiers"] == [str(heron)]
    assert NAME in entry.facts["fields"]


def test_a_page_that_shows_nothing_is_no_entry(world: World) -> None:
    world.dossier()

    rows(world, "sam")

    assert world.entries("vault.list.shown") == []


@pytest.mark.parametrize(
    "words",
    ["nordlicht", "Nordlicht Handels", "einkauf@nordlicht-handel.example",
     "nordlicht-handel.example", "c-1001"],
)  # fmt: skip
def test_the_keeper_finds_her_customer_by_words_and_exact_keys(world: World, words: str) -> None:
    heron = world.dossier()
    world.dossier(values={"identity": {NAME: "Sunset Retail Inc"}})

    assert [row.id for row in rows(world, "ada", search=words)] == [heron]


def test_searching_for_a_colleagues_customer_finds_nothing(world: World) -> None:
    world.dossier()

    assert rows(world, "ben", search="nordlicht") == []
    assert rows(world, "sam", search="nordlicht") == []


def test_what_was_searched_for_is_on_record_and_sealed(world: World) -> None:
    world.dossier()

    rows(world, "ben", search="nordlicht")

    [entry] = world.entries("vault.list.shown")
    assert b"nordlicht" not in entry.leaf
    assert ledger.openings(entry.id)["search"].value == "nordlicht"


def test_a_former_name_is_not_found_by_search(world: World) -> None:
    heron = world.dossier()
    vault.submit_values(
        dossier_id=heron, compartment="identity", values={NAME: "Südwind GmbH"},
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip

    assert rows(world, "ada", search="nordlicht") == []
    assert [row.id for row in rows(world, "ada", search="südwind")] == [heron]


def test_an_outsider_lists_only_the_customers_she_works_for(world: World) -> None:
    world.dossier()
    heron = world.dossier(values={})
    vault.engage_agent(
        dossier_id=heron, company_id=world.agency, order_number=world.order(heron),
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip

    assert [row.id for row in rows(world, "eve")] == [heron]


@pytest.mark.parametrize("sort", list(Sort))
def test_paging_meets_every_dossier_once(world: World, sort: Sort) -> None:
    made = [world.dossier(values={}, at=NOON + timedelta(minutes=n // 2)) for n in range(7)]
    seen, cursor = [], None
    for _ in range(10):
        filters = ListFilter(sort=sort)
        page = gate.glance(
            reader=world.actor("ada"), filters=filters, at=NOON, cursor=cursor, limit=3
        ).page
        seen += [row.id for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break

    assert sorted(seen) == sorted(made)


def test_a_cursor_of_another_order_is_refused(world: World) -> None:
    for _ in range(3):
        world.dossier(values={})
    page = gate.glance(reader=world.actor("ada"), filters=ListFilter(), at=NOON, limit=1).page

    with pytest.raises(CursorInvalid):
        rows(world, "ada", sort=Sort.TOUCHED, cursor=page.next_cursor)


def test_mine_and_team_narrow_the_list(world: World) -> None:
    ada = world.dossier("ada", values={})
    mia = world.dossier("mia", values={})
    world.dossier("olga", values={})

    assert {row.id for row in rows(world, "mia", scope=Scope.MINE)} == {mia}
    assert {row.id for row in rows(world, "mia", scope=Scope.TEAM)} == {ada, mia}


def test_a_leaver_gets_no_list(world: World) -> None:
    world.dossier()
    people.leave(person_id=world.id("ada"), by=world.actor("olga"), at=NOON)

    with pytest.raises(gate.ReaderUnknown):
        rows(world, "ada")


def test_a_merged_customer_is_found_under_the_dossier_that_goes_on(world: World) -> None:
    keep = world.dossier(values={"identity": {NAME: "Südwind GmbH"}})
    gone = world.dossier()
    vault.merge_dossiers(
        keep_id=keep, merge_id=gone, reason="same company", by=world.actor("mia"), at=NOON
    )

    assert [row.id for row in rows(world, "ada", search="nordlicht")] == [keep]
