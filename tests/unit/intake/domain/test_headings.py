"""From headings to meanings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.intake.domain.headings import How, guess_columns, normal, vocabulary

ORDERS, CUSTOMERS = vocabulary("orders"), vocabulary("customers")


def targets(headings, samples=(), known=ORDERS):
    return [guess.target for guess in guess_columns(headings, samples, known)]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (
            ["InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"],
            ["number", "", "quantity", "ordered_on", "unit_price", "customer"],
        ),
        (
            ["订单号", "客户编号", "下单日期", "总金额", "币种", "业务员", "订单状态"],
            ["number", "customer", "ordered_on", "total", "currency", "handled_by", "state"],
        ),
        (
            ["PO No.", "Cust. ID", "Order Date", "Amount (USD)", "Curr."],
            ["number", "customer", "ordered_on", "amount", "currency"],
        ),
    ],
)  # fmt: skip
def test_the_headings_of_real_order_exports_are_understood(headings, expected):
    assert targets(headings) == expected


def test_chinese_and_english_headings_of_customers_are_understood():
    english = ["Customer Code", "Company Name", "Country", "Contact Person", "E-mail", "Mobile"]
    chinese = ["客户编码", "公司名称", "国家", "联系人", "邮箱", "手机"]
    expected = [
        "identity.customer_code", "identity.legal_name", "identity.country", "contact.name",
        "contact.email", "contact.phone",
    ]  # fmt: skip
    assert targets(english, known=CUSTOMERS) == expected
    assert targets(chinese, known=CUSTOMERS) == expected


def test_without_a_contact_person_an_e_mail_belongs_to_the_company():
    assert targets(["Company", "Email"], known=CUSTOMERS) == [
        "identity.legal_name",
        "contacts.emails",
    ]


def test_a_slip_of_the_pen_is_forgiven_with_less_confidence():
    [guess] = guess_columns(["Invoce Number"], [], ORDERS)
    assert (guess.target, guess.how) == ("number", How.SIMILAR)
    assert guess.confidence < 100


def test_a_column_full_of_e_mails_is_known_by_its_content():
    samples = [(f"a{n}@example.com", "x") for n in range(5)]
    guesses = guess_columns(["Feld 1", "Feld 2"], samples, CUSTOMERS)
    assert (guesses[0].target, guesses[0].how) == ("contacts.emails", How.CONTENT)
    assert guesses[1].target == ""


def test_two_columns_never_claim_the_same_meaning():
    assert targets(["Order No", "Order Number", "Date"]) == ["number", "", "ordered_on"]


def test_several_e_mail_columns_may_stand_side_by_side():
    assert (
        targets(["Company", "Email 1", "Email 2"], known=CUSTOMERS)[1:] == ["contacts.emails"] * 2
    )


def test_labels_of_the_companys_own_fields_are_known():
    own = vocabulary("customers", {"profile.fair_badge": ("Fair badge", "展会胸牌")})
    assert targets(["展会胸牌", "Company"], known=own)[0] == "profile.fair_badge"


@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_headings_get_a_guess_each(headings):
    assert len(guess_columns(headings, [], CUSTOMERS)) == len(headings)


@given(st.text(max_size=40))
def test_normal_form_is_stable(text):
    assert normal(normal(text)) == normal(text)


def test_the_targets_are_what_columns_can_be_given():
    assert {"number", "customer", "ordered_on"} <= ORDERS.targets
    assert "" not in ORDERS.targets
