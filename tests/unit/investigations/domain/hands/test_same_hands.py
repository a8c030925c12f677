"""What ties companies and what does not, on small worlds made for each sentence."""

from collections.abc import Iterable

import pytest

from muniment.investigations.domain.hands import (
    SUBJECT,
    Hands,
    Kind,
    Known,
    Record,
    RecordsUnusable,
    missing_columns,
    record_of,
    same_hands,
)

STREETS = ("Palm", "Creek", "Union", "Rigga", "Corniche")


def stranger(number: int, **values: str) -> Record:
    """A company that has nothing to do with anybody; all its values are its own."""
    plain = {
        "rec_id": f"S{number}",
        "source": "inquiry",
        "company_name": f"{_letters(number * 104729)} {_letters(number * 31)} Trading LLC",
        "country": "AE",
        "city": "Dubai",
        "address": f"Office {number}, {number * 3} {STREETS[number % 5]} Road, Dubai",
        "phone": f"+97150{1000000 + number * 7919}",
        "email": f"{_letters(number * 7919)}@mail.example",
        "bank_account": f"AE{10**17 + number * 104729}",
        "inquiry_ip": f"20.{number % 250}.{number // 250}.9",
    }
    return Record(**{**plain, **values})


def _letters(number: int) -> str:
    """A word of its own for each number."""
    return "".join("bcdfghjklm"[int(sign)] + "aeiou"[int(sign) % 5] for sign in str(number))


def crowd(*special: Record, size: int = 300) -> list[Record]:
    return [*special, *(stranger(number) for number in range(1, size))]


def joined(answer: Hands) -> set[frozenset[str]]:
    return {
        frozenset(rec for number in group.companies for rec in answer.companies[number].rec_ids)
        for group in answer.groups
    }


def pair(**shared: str) -> tuple[Record, Record]:
    one = stranger(900, rec_id="A", company_name="Amber Gate Trading LLC", **shared)
    other = stranger(901, rec_id="B", company_name="Silver Wharf Import UG", **shared)
    return one, other


def hubs(answer: Hands, kind: Kind) -> Iterable[int]:
    return [hub.unrelated for hub in answer.ignored_hubs if hub.kind is kind]


def test_strangers_stay_strangers() -> None:
    assert joined(same_hands(crowd())) == set()


@pytest.mark.parametrize(
    "shared",
    [
        {"phone": "+971 50 7127482"},
        {"bank_account": "AE80 2828 9968 5029 3157"},
        {"email": "kuznetsovm786@163.com"},
    ],
)
def test_a_rare_value_of_their_own_joins_two_companies(shared: dict[str, str]) -> None:
    assert joined(same_hands(crowd(*pair(**shared)))) == {frozenset({"A", "B"})}


def test_values_join_though_they_are_written_differently() -> None:
    one, other = pair()
    answer = same_hands(
        crowd(
            Record(**{**_fields(one), "phone": "WhatsApp +971507127482"}),
            Record(**{**_fields(other), "phone": "0507127482 / ext 12"}),
        )
    )
    assert joined(answer) == {frozenset({"A", "B"})}


def test_an_agents_telephone_ties_nobody_and_is_told() -> None:
    clients = [stranger(n, phone="+971 4 5550000") for n in range(700, 712)]
    answer = same_hands(crowd(*clients))
    assert joined(answer) == set()
    assert list(hubs(answer, Kind.PHONE)) == [12]


def test_a_business_centre_ties_nobody() -> None:
    centre = "Office 1501, Business Centre Tower, Dubai"
    answer = same_hands(crowd(*(stranger(n, address=centre) for n in range(700, 710))))
    assert joined(answer) == set()


def test_a_common_name_alone_is_no_link() -> None:
    answer = same_hands(crowd(*pair(director="Mohammed Ali Hassan")))
    assert joined(answer) == set()


def test_a_rare_name_alone_is_a_lead_and_never_a_link() -> None:
    answer = same_hands(crowd(*pair(director="Zbigniew Owczarzak")))
    assert joined(answer) == set()
    assert [lead.ties[0].kind for lead in answer.leads] == [Kind.PERSON]


def test_two_medium_ties_of_different_kinds_link() -> None:
    shared = {"director": "Zbigniew Owczarzak", "inquiry_ip": "9.9.9.1"}
    assert joined(same_hands(crowd(*pair(**shared)))) == {frozenset({"A", "B"})}


def test_a_nearly_equal_company_name_ties_nobody() -> None:
    one = stranger(900, rec_id="A", company_name="Delta Peak General Trading LLC")
    other = stranger(901, rec_id="B", company_name="Delta Peak Import UG", country="DE")
    assert joined(same_hands(crowd(one, other))) == set()


def test_a_group_is_explained_along_the_path_between_two_companies() -> None:
    a = stranger(900, rec_id="A", phone="+971507127482")
    b = stranger(901, rec_id="B", phone="050 712 7482", bank_account="AE999999999999999999")
    c = stranger(902, rec_id="C", bank_account="AE99 9999 9999 9999 9999")
    answer = same_hands(crowd(a, b, c))
    (group,) = answer.groups
    numbers = {company.rec_ids[0]: company.number for company in answer.companies}
    steps = answer.explain(numbers["A"], numbers["C"])
    assert [step.ties[0].kind for step in steps] == [Kind.PHONE, Kind.BANK]
    assert answer.group_of(numbers["B"]) == group
    assert answer.group_of(numbers["S1"]) is None


def test_every_record_has_one_cluster() -> None:
    records = crowd(*pair(phone="+971507127482"))
    clusters = dict(same_hands(records).clusters())
    assert clusters.keys() == {record.rec_id for record in records}
    assert clusters["A"] == clusters["B"] != clusters["S1"]


def test_the_answer_does_not_depend_on_the_order_of_the_records() -> None:
    records = crowd(*pair(phone="+971507127482"))
    assert joined(same_hands(records)) == joined(same_hands(records[::-1]))


def test_a_new_inquiry_is_tied_to_what_is_known() -> None:
    known = Known(crowd(*pair(phone="+971507127482")))
    near = known.ties_of([stranger(950, rec_id="N", phone="00971 50 712 7482")])
    told = {known.hands.companies[link.company_b].rec_ids[0] for link in near.links}
    assert told | {known.hands.companies[lead.company_b].rec_ids[0] for lead in near.leads} == {
        "A",
        "B",
    }
    assert all(link.company_a == SUBJECT for link in near.links)


def test_a_name_that_nobody_known_bears_does_not_stop_the_comparison() -> None:
    mailbox = "trade.desk.quill@mail.example"
    known = Known(crowd(stranger(900, rec_id="A", contact_name="Marta Quill", email=mailbox)))
    newcomer = stranger(950, rec_id="N", contact_name="Zdenek Quill", email=mailbox)
    [link] = known.ties_of([newcomer]).links
    assert known.hands.companies[link.company_b].rec_ids == ("A",)


def test_a_known_company_is_recognised_and_not_tied_to_itself() -> None:
    known = Known(crowd())
    near = known.ties_of([stranger(7, rec_id="again")])
    assert [known.hands.companies[number].rec_ids for number in near.same] == [("S7",)]
    assert not near.links


def test_no_records_give_an_empty_answer() -> None:
    assert same_hands([]).companies == ()


def test_a_row_needs_an_id_and_nothing_else() -> None:
    assert record_of({"rec_id": " R1 ", "phone": None, "surplus": "x"}) == Record(rec_id="R1")
    with pytest.raises(RecordsUnusable):
        record_of({"phone": "1"})
    assert missing_columns(["rec_id", "phone"])[:2] == ("source", "company_name")


def _fields(record: Record) -> dict[str, str]:
    return {name: getattr(record, name) for name in record.__slots__}


def test_pages_that_show_one_icon_and_are_built_alike_tie_and_count_once():
    one, other = pair(icon="9f" * 16, template="4c" * 16)
    answer = same_hands(crowd(one, other))

    [link] = [it for it in (*answer.links, *answer.leads) if {"A", "B"} == _recs(answer, it)]
    assert {tie.kind for tie in link.ties} == {Kind.ICON, Kind.TEMPLATE}
    assert joined(answer) == set()  # a lead: two firms may have bought one page


def test_the_icon_of_a_template_that_many_bought_ties_nobody():
    shops = [stranger(number, icon="9f" * 16, template="4c" * 16) for number in range(400, 440)]
    answer = same_hands(crowd(*shops))

    assert joined(answer) == set()
    assert {hub.kind for hub in answer.ignored_hubs} >= {Kind.ICON, Kind.TEMPLATE}


def test_an_icon_adds_to_a_telephone():
    alone = same_hands(crowd(*pair(phone="+971501112223")))
    both = same_hands(crowd(*pair(phone="+971501112223", icon="9f" * 16)))

    assert _weight(both) > _weight(alone)


def _recs(answer: Hands, link) -> set[str]:
    return {
        rec
        for number in (link.company_a, link.company_b)
        for rec in answer.companies[number].rec_ids
    }


def _weight(answer: Hands) -> float:
    return max(it.weight for it in answer.links if {"A", "B"} == _recs(answer, it))
