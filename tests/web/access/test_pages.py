"""The access table: all staff read it, two people change it, outsiders never see it."""

import pytest
from django.urls import reverse

from muniment.vault import queries
from muniment.vault.domain.cells import COLUMN_BY_CODE
from muniment.vault.domain.fields import FieldSpec, SecrecyLevel
from muniment.vault.domain.policy import Cell
from muniment.vault.services import add_field, propose_table, retire
from tests.world import NOON

CHANGE = "identity.legal_name salesperson.colleague masked"
GAIN = "pricing.payment_terms salesperson.colleague ask"


def cell(field: str, column: str) -> Cell:
    return queries.table_in_force()[1].cell(field, COLUMN_BY_CODE[column])


def proposed(world, by: str = "mia", changes: str = CHANGE) -> int:
    field, column, state = changes.split()
    table = queries.table_in_force()[1].changed({(field, COLUMN_BY_CODE[column]): Cell(state)})
    return propose_table(table=table, note="Names are enough", by=world.actor(by), at=NOON)


def post(browser, name: str, *args, **told):
    return browser.post(reverse(f"access:{name}", args=args), told)


@pytest.mark.parametrize("name", ["olga", "ada", "cy", "fin", "sam"])
def test_everybody_on_the_staff_reads_the_policy_that_governs_them(enters, name):
    page = enters(name).get(reverse("access:index")).content.decode()

    assert "Version 1" in page
    assert "Legal name" in page


@pytest.mark.parametrize("name", ["index", "versions", "draft", "compare", "csv_out"])
def test_an_outsider_gets_nothing_of_the_table(enters, name):
    answer = enters("eve").get(reverse(f"access:{name}"))

    assert answer.status_code == 403
    assert "Legal name" not in answer.content.decode()


def test_nobody_signed_in_gets_nothing_either(client, world):
    assert client.get(reverse("access:index"))["Location"].startswith(reverse("account_login"))


def test_only_those_who_may_propose_are_offered_a_draft(enters):
    draft = reverse("access:draft")
    assert draft in enters("mia").get(reverse("access:index")).content.decode()

    ada = enters("ada")
    assert draft not in ada.get(reverse("access:index")).content.decode()
    assert ada.get(draft).status_code == 403
    assert post(ada, "propose", changes=CHANGE, note="mine").status_code == 403


def test_the_sheet_takes_the_same_few_queries_however_long_it_is(
    enters, django_assert_max_num_queries
):
    ada = enters("ada")
    with django_assert_max_num_queries(15):
        ada.get(reverse("access:index"))


def test_a_narrow_window_shows_the_column_that_was_chosen(enters):
    page = enters("ada").get(reverse("access:index"), {"column": "finance.colleague"})

    assert page.context["sheet"].chosen == "finance.colleague"
    assert (
        enters("ben").get(reverse("access:index")).context["sheet"].chosen == "salesperson.keeper"
    )


def test_a_preset_is_loaded_into_the_draft(enters):
    page = enters("mia").get(reverse("access:draft"), {"preset": "strict"})

    assert page.context["count"] > 10
    assert page.context["draft"].base == 1


def test_an_older_version_is_loaded_into_the_draft(world, enters):
    number = proposed(world)
    page = enters("mia").get(reverse("access:draft"), {"version": number})

    assert page.context["draft"].text == CHANGE


def test_a_field_that_is_not_there_changes_nothing_in_the_draft(enters):
    page = enters("mia").get(reverse("access:draft"), {"field": "identity.nickname"})

    assert page.context["count"] == 0


def test_an_unknown_preset_or_version_is_said_to_be_missing(enters):
    mia = enters("mia")

    assert mia.get(reverse("access:draft"), {"preset": "cosy"}).status_code == 404
    assert mia.get(reverse("access:draft"), {"version": "77"}).status_code == 404
    assert mia.get(reverse("access:version", args=[77])).status_code == 404


def test_without_javascript_a_compartment_is_changed_with_lists(enters):
    mia = enters("mia")
    lists = post(mia, "in_lists", "identity", changes=GAIN).content.decode()
    assert 'name="identity.legal_name salesperson.colleague"' in lists

    kept = {"changes": GAIN, "keep": "1", "identity.legal_name salesperson.colleague": "masked"}
    page = mia.post(reverse("access:in_lists", args=["identity"]), kept)

    assert page.context["draft"].text.splitlines() == [CHANGE, GAIN]


def test_a_draft_that_opens_a_sealed_field_to_an_administrator_is_refused(enters):
    wrong = "identity.legal_name administrator.colleague open"

    assert post(enters("mia"), "review", changes=wrong).status_code == 422


@pytest.mark.parametrize(
    "wrong", ["a b", "identity.legal_name nobody.keeper open", f"{CHANGE} x", f"{CHANGE}ish"]
)
def test_a_garbled_draft_is_refused_in_words(enters, wrong):
    assert post(enters("mia"), "review", changes=wrong).status_code == 422


def test_a_field_that_went_out_of_use_drops_out_of_the_draft(world, enters):
    retire(code="identity.legal_name", by=world.actor("olga"), at=NOON)
    page = post(enters("mia"), "draft", changes=f"{CHANGE}\n{GAIN}")

    assert page.context["draft"].text == GAIN


def test_the_review_says_who_gains_and_loses_over_how_many_customers(
    world, enters, django_assert_max_num_queries
):
    for _ in range(3):
        world.dossier("ada", values={})
    world.dossier("ben", values={})
    mia = enters("mia")
    with django_assert_max_num_queries(15):
        page = post(mia, "review", changes=CHANGE)

    found = {one.name: (one.gains, one.losses) for one in page.context["outlook"].people}
    assert found == {"Ada": (1, 0), "Ben": (3, 0)}
    assert page.context["outlook"].customers == 4


def test_a_draft_is_proposed_with_its_reason(world, enters):
    answer = post(enters("mia"), "propose", changes=CHANGE, note="Names are enough")

    row = queries.proposals()[0]
    assert answer["Location"] == reverse("access:version", args=[row.number])
    assert (row.note, row.proposed_by) == ("Names are enough", world.id("mia"))
    assert cell("identity.legal_name", "salesperson.colleague") is not Cell.MASKED


def test_a_proposal_needs_a_reason_and_a_change(enters):
    mia = enters("mia")

    assert post(mia, "propose", changes=CHANGE, note="").status_code == 422
    answer = post(mia, "propose", changes="", note="nothing")
    assert answer.status_code == 422
    assert "Change at least one cell" in answer.content.decode()
    assert queries.proposals() == []


def test_a_second_person_adopts_it_and_it_holds(world, enters):
    number = proposed(world)
    olga = enters("olga")
    assert "You can be the second person" in page_of(olga, number)

    post(olga, "adopt", number)

    assert queries.table_in_force()[0] == number
    assert cell("identity.legal_name", "salesperson.colleague") is Cell.MASKED


def test_who_proposed_it_is_told_whom_to_ask_and_cannot_adopt(world, enters):
    number = proposed(world, by="olga")
    olga = enters("olga")
    page = page_of(olga, number)

    assert "Ask Kai." in page
    assert reverse("access:adopt", args=[number]) not in page
    assert post(olga, "adopt", number).status_code == 403
    assert queries.table_in_force()[0] == 1


def test_a_manager_cannot_adopt(world, enters):
    number = proposed(world, by="olga")

    assert post(enters("mia"), "adopt", number).status_code == 403


def test_adopting_asks_for_a_fresh_proof_of_who_is_there(world, enters, settings):
    number = proposed(world)
    olga = enters("olga")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0

    assert post(olga, "adopt", number).status_code == 302
    assert queries.table_in_force()[0] == 1


def test_a_proposal_is_turned_down_and_stays_on_record(world, enters):
    number = proposed(world)
    kai = enters("kai")
    post(kai, "withdraw", number)

    assert queries.proposals() == []
    assert "withdrawn" in page_of(kai, number)
    assert post(kai, "adopt", number).status_code == 409


def test_staff_read_what_a_proposal_changes_without_its_verbs(world, enters):
    number = proposed(world)
    page = page_of(enters("ada"), number)

    assert "Olga, Kai can adopt it." in page
    assert reverse("access:withdraw", args=[number]) not in page


def test_a_version_page_takes_few_queries(world, enters, django_assert_max_num_queries):
    number = proposed(world)
    olga = enters("olga")
    with django_assert_max_num_queries(15):
        page_of(olga, number)


def test_any_two_versions_are_compared(world, enters):
    number = proposed(world)
    page = enters("ada").get(reverse("access:compare"), {"before": 1, "after": number})

    assert page.context["tally"] == (1, 0)
    assert [one.detail for one in page.context["touched"]] == ["Colleague"]


def test_the_versions_say_who_proposed_and_who_decided(world, enters):
    proposed(world)
    page = enters("ada").get(reverse("access:versions")).content.decode()

    assert "Names are enough" in page
    assert "The house" in page
    assert "waits for a second person" in page


def test_a_waiting_version_stands_on_todays_page_of_the_second_person_only(world, enters):
    proposed(world)

    assert "a second person is needed" in enters("olga").get("/").content.decode()
    assert "a second person is needed" not in enters("mia").get("/").content.decode()


def test_a_new_field_is_put_into_a_draft_as_carefully_as_its_neighbours(world, enters):
    spec = FieldSpec("pricing.rebate", "pricing", "Rebate", "返利", level=SecrecyLevel.TOP_SECRET)
    add_field(spec=spec, by=world.actor("mia"), at=NOON)
    page = enters("mia").get(reverse("access:draft"), {"field": "pricing.rebate"})

    drafted = page.context["draft"].after
    keeper, finance = (COLUMN_BY_CODE[code] for code in ("salesperson.keeper", "finance.colleague"))
    neighbours = ("pricing.margin_percent", "pricing.commission")
    least = min(drafted.cell(code, keeper).rank for code in neighbours)
    assert drafted.cell("pricing.rebate", keeper).rank == least
    assert drafted.cell("pricing.rebate", finance) is Cell.COUNTED
    assert not page.context["fresh"]


def page_of(browser, number: int) -> str:
    return browser.get(reverse("access:version", args=[number])).content.decode()
