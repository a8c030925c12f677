"""How many customers each person stands before, exactly, for the simulation of a table."""

from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.vault import queries
from muniment.vault import services as vault
from muniment.vault.domain.policy import Cell, Column, Relation
from muniment.vault.domain.states import Duty
from tests.world import NOON

COLLEAGUE = Relation.COLLEAGUE


def stands(world, name: str) -> dict[Relation, int]:
    facts = {fact.person_id: fact for fact in queries.population(NOON)}
    return {relation: n for relation, n in facts[world.id(name)].dossiers.items() if n}


def test_everybody_is_counted_in_one_relation_to_each_customer(world):
    for keeper in ("ada", "ada", "ben", "mia"):
        world.dossier(keeper, values={})

    assert stands(world, "ada") == {Relation.KEEPER: 2, Relation.COLLEAGUE: 2}
    assert stands(world, "mia") == {Relation.KEEPER: 1, Relation.LINE_MANAGER: 3}
    assert stands(world, "olga") == {Relation.LINE_MANAGER: 4}
    assert stands(world, "fin") == {Relation.COLLEAGUE: 4}


def test_a_deputy_who_is_also_the_manager_counts_as_deputy_only(world):
    dossier = world.dossier("ada", values={})
    vault.assign_custody(
        dossier_id=dossier, duty=Duty.DEPUTY, person_id=world.id("mia"),
        reason="travels in June", by=world.actor("olga"), at=NOON,
    )  # fmt: skip

    assert stands(world, "mia") == {Relation.DEPUTY: 1}


def test_an_outsider_is_engaged_on_the_customers_of_her_live_orders(world):
    first, _ = world.dossier("ada", values={}), world.dossier("ben", values={})
    vault.engage_agent(
        dossier_id=first, company_id=world.agency, order_number=world.order(first),
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip

    assert stands(world, "eve") == {Relation.ENGAGED: 1, Relation.OUTSIDER: 1}


def test_counting_costs_the_same_few_queries_for_any_number(world, django_assert_max_num_queries):
    for _ in range(5):
        world.dossier("ada", values={})
    with django_assert_max_num_queries(5):
        queries.population(NOON)


def test_versions_are_listed_in_two_queries(world, django_assert_max_num_queries):
    number, table = queries.table_in_force()
    assert number == 1
    for cell in (Cell.MASKED, Cell.SHUT, Cell.COUNTED):
        changed = table.changed({("identity.status", Column(Role.FINANCE, COLLEAGUE)): cell})
        vault.propose_table(table=changed, note="", by=world.actor("mia"), at=NOON)
    with django_assert_max_num_queries(2):
        queries.tables()


def test_reporting_lines_name_everybody_below_at_any_depth(world):
    lines = people.reporting_lines()

    assert lines[world.id("mia")] == {world.id("ada"), world.id("ben")}
    assert lines[world.id("olga")] >= lines[world.id("mia")] | {world.id("mia")}
    assert world.id("ada") not in lines
