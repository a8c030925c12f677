"""Reading inquiries: invented ones with known answers, and real mail of every sort."""

import json
import tarfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.investigations.domain.inquiry import as_text, parse_inquiry
from muniment.investigations.domain.inquiry_sender import signature_of

MAILS = Path(__file__).parents[5] / "shared" / "data" / "emails"
needs_mails = pytest.mark.skipif(not MAILS.is_dir(), reason="the sample mails are not here")

MEXICO = """From: Maria Lopez <m.lopez@aceros-del-sur.com.mx>
To: sales@house.example
Subject: RFQ galvanized steel coil
Date: Mon, 2 Mar 2026 10:00:00 -0600
Message-ID: <1@aceros-del-sur.com.mx>

Dear Sir,

We are Aceros del Sur S.A. de C.V. from Monterrey, Mexico, a distributor of steel products.
We are interested in your galvanized steel coil, 500 MT, CIF Manzanillo. HS code 7210.49.
Payment: 30% deposit by T/T, balance 70% against copy of B/L. Target price USD 720 per ton.

Best regards,

Maria Lopez
Purchasing Manager
Aceros del Sur S.A. de C.V.
Av. Constitución 1200, Monterrey, 64000, Mexico
Tel: +52 81 8345 6789  Fax: +52 81 8345 0000
www.aceros-del-sur.com.mx
"""


def test_a_mail_with_headers_gives_company_person_and_deal():
    inquiry = parse_inquiry(MEXICO)

    told = {code: values[0] for code, values in inquiry.facts.items() if code != "mail.raw"}
    assert told == {
        "company.name": "Aceros del Sur S.A. de C.V.",
        "company.address": "Av. Constitución 1200, Monterrey, 64000, Mexico",
        "company.country": "MX",
        "company.website": "aceros-del-sur.com.mx",
        "person.name": "Maria Lopez",
        "person.title": "Purchasing Manager",
        "contact.email": "m.lopez@aceros-del-sur.com.mx",
        "contact.phone": "+528183456789",
        "deal.product": "galvanized steel coil",
        "deal.quantity": "500",
        "deal.unit": "t",
        "deal.incoterm": "CIF",
        "deal.port": "Manzanillo",
        "deal.destination": "Manzanillo",
        "deal.hs_code": "721049",
        "deal.unit_price": "720",
        "deal.currency": "USD",
        "deal.payment": "30% deposit by T/T, balance 70% against copy of B/L",
    }
    assert inquiry.has_headers
    assert inquiry.facts["mail.raw"] == (MEXICO,)
    assert len(inquiry.facts["contact.phone"]) == 1, "a fax is no telephone"


def test_our_own_address_is_nobody_elses():
    assert "sales@house.example" not in parse_inquiry(MEXICO).facts["contact.email"]


def test_a_text_without_headers_is_read_too():
    inquiry = parse_inquiry(
        "Hello, my name is John Okafor, procurement officer at "
        "Zenith Global Trading Ltd in Lagos.\n"
        "I am looking for 20 ft container of LED bulbs,\nabout 10,000 pcs. Quote FOB Shenzhen?\n"
        "Whatsapp +234 803 123 4567\npayment by L/C at sight.\n\nthanks\nJohn\n"
        "zenithglobal22@gmail.com\n"
    )

    assert not inquiry.has_headers
    assert inquiry.facts["person.name"] == ("John Okafor",)
    assert inquiry.facts["company.name"] == ("Zenith Global Trading Ltd",)
    assert inquiry.facts["company.country"] == ("NG",)
    assert inquiry.facts["contact.phone"] == ("+2348031234567",)
    assert inquiry.facts["contact.email"] == ("zenithglobal22@gmail.com",)
    assert (inquiry.facts["deal.quantity"], inquiry.facts["deal.unit"]) == (("10000",), ("pcs",))
    assert (inquiry.facts["deal.incoterm"], inquiry.facts["deal.port"]) == (("FOB",), ("Shenzhen",))
    assert "company.website" not in inquiry.facts, "a free mailbox is no website"


@pytest.mark.parametrize(
    "marker",
    ["---------- Forwarded message ---------", "Begin forwarded message:", "---- 转发的邮件 ----"],
)
def test_in_a_forwarded_mail_the_sender_is_the_one_further_in(marker):
    inquiry = parse_inquiry(
        "From: Wang Li <wang@house.example>\nTo: boss@house.example\nSubject: Fwd: Inquiry\n"
        f"Date: Tue, 3 Mar 2026 10:00:00 +0800\n\nplease check\n\n{marker}\n"
        "From: Ahmed Al Rashid <ahmed@gulf-metals.ae>\nDate: Tue, Mar 3, 2026 at 9:12 AM\n"
        "Subject: Inquiry for aluminium profiles\nTo: <wang@house.example>\n\n"
        "Please quote for aluminium profiles 6063.\nKind Regards\n"
        "Ahmed Al Rashid | General Manager\nGulf Metals Trading LLC\nP.O. Box 12345, Dubai, UAE\n"
        "M: +971 50 712 7482\n"
    )

    assert inquiry.facts["contact.email"][0] == "ahmed@gulf-metals.ae"
    assert inquiry.facts["person.name"][0] == "Ahmed Al Rashid"
    assert inquiry.facts["person.title"] == ("General Manager",)
    assert inquiry.facts["company.name"] == ("Gulf Metals Trading LLC",)
    assert inquiry.facts["company.country"][0] == "AE"
    assert inquiry.subject == "Inquiry for aluminium profiles"


def test_a_head_that_was_copied_out_of_a_mail_window_is_read_in_chinese_and_german():
    inquiry = parse_inquiry(
        "发件人: Wilhelm Brand <w.brand@nordlicht-handel.de>\n发送时间: 2026年3月2日\n"
        "收件人: info@house.example\n主题: Anfrage Kugelhähne\n\nSehr geehrte Damen und Herren,\n"
        "wir sind interessiert an Kugelhähne DN50, 2.000 Stück.\n\nMit freundlichen Grüßen\n"
        "Wilhelm Brand\nEinkauf\n\nNordlicht Handels GmbH\nHafenstraße 12\n20457 Hamburg\n"
        "Telefon: 040 1234567\nUSt-IdNr.: DE123456789\n"
    )

    assert inquiry.facts["company.name"] == ("Nordlicht Handels GmbH",)
    assert inquiry.facts["company.address"] == ("Hafenstraße 12, 20457 Hamburg",)
    assert inquiry.facts["company.tax_number"] == ("DE123456789",)
    assert inquiry.facts["contact.phone"] == ("+49401234567",), "a German number by the domain"
    assert inquiry.facts["deal.quantity"] == ("2000",)


def test_what_is_quoted_below_an_answer_is_not_the_senders():
    inquiry = parse_inquiry(
        "Thanks, agreed.\n\nMaria\n\n"
        "On Tue, Mar 3, 2026 at 9:12 AM Wang <wang@house.example> wrote:\n"
        "> We offer 900 pcs CIF Hamburg.\n> Wang Li\n> +86 21 5555 1234\n"
    )

    assert "deal.quantity" not in inquiry.facts
    assert "contact.phone" not in inquiry.facts


def test_the_address_that_answers_should_go_to_is_read_beside_the_senders():
    raw = MEXICO.replace("Subject:", "Reply-To: other@freemail.example\nSubject:", 1)

    assert parse_inquiry(raw).facts["contact.email"][:2] == (
        "m.lopez@aceros-del-sur.com.mx",
        "other@freemail.example",
    )


def test_a_mail_in_html_and_base64_is_read_and_its_scripts_are_not():
    raw = (
        b"From: =?utf-8?B?TWFyw61hIEzDs3Bleg==?= <m@firm.com.mx>\r\nSubject: x\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        b"<style>p{}</style><script>We need 77 pcs</script><p>We need 500 pcs</p>"
        b"<p>Regards<br>Mar\xc3\xada L\xc3\xb3pez<br>Firm S.A.</p>"
    )

    inquiry = parse_inquiry(raw)

    assert inquiry.facts["person.name"] == ("María López",)
    assert inquiry.facts["company.name"] == ("Firm S.A.",)
    assert inquiry.facts["deal.quantity"] == ("500",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Greetings from PT. Sumber Makmur Abadi.\n\nWe would like to order sinks, "
            "1,200 pieces, DDP Jakarta.\n\nThanks & Regards,\n"
            "Budi Santoso (Mr.)\nHead of Procurement\n"
            "PT. Sumber Makmur Abadi\nJl. Industri Raya No. 45, Jakarta 14350, Indonesia\n"
            "Mobile/WA : +62 812 3456 7890",
            {
                "company.name": "PT. Sumber Makmur Abadi",
                "company.address": "Jl. Industri Raya No. 45, Jakarta 14350, Indonesia",
                "company.country": "ID",
                "person.name": "Budi Santoso",
                "person.title": "Head of Procurement",
                "contact.phone": "+6281234567890",
                "deal.quantity": "1200",
                "deal.port": "Jakarta",
            },
        ),
        (
            'Здравствуйте! Меня зовут Иван Петров, ООО "Техносталь".\n'
            "Нас интересует: трубы стальные, 200 тонн, CIF Владивосток.\n\nС уважением,\n"
            'Иван Петров\nМенеджер по закупкам\nООО "Техносталь"\n'
            "620014, г. Екатеринбург, ул. Малышева, 51\nтел. +7 343 222-33-44",
            {
                "company.name": 'ООО "Техносталь"',
                "company.country": "RU",
                "person.name": "Иван Петров",
                "contact.phone": "+73432223344",
                "deal.product": "трубы стальные",
                "deal.quantity": "200",
                "deal.port": "Владивосток",
            },
        ),
        (
            "你好，\n我们是香港海天贸易有限公司，想采购LED灯，数量5000个，FOB深圳，"
            "付款方式：电汇30%定金。\n"
            "联系人：王丽华\n电话：+852 2345 6789\n邮箱：wang@haitian.example\n"
            "地址：香港九龙观塘道100号",
            {
                "company.name": "香港海天贸易有限公司",
                "company.country": "HK",
                "person.name": "王丽华",
                "contact.phone": "+85223456789",
                "contact.email": "wang@haitian.example",
                "deal.product": "LED灯",
                "deal.quantity": "5000",
                "deal.incoterm": "FOB",
                "deal.port": "深圳",
                "deal.payment": "电汇30%定金",
            },
        ),
        (
            "Dear Supplier,\nWe are Al Noor General Trading LLC. Please quote 50 MT of "
            "white sugar, CIF Umm Qasr.\n"
            "Payment: 20% advance, 80% after arrival of goods.\n\nBest Regards,\n"
            "Purchase Department\nAL NOOR GENERAL TRADING LLC\n"
            "Office 304, Al Maktoum Road, Deira, Dubai - U.A.E.\nTel: 00971-4-2233445",
            {
                "company.name": "AL NOOR GENERAL TRADING LLC",
                "company.address": "Office 304, Al Maktoum Road, Deira, Dubai - U.A.E.",
                "company.country": "AE",
                "contact.phone": "+97142233445",
                "deal.product": "white sugar",
                "deal.port": "Umm Qasr",
                "deal.payment": "20% advance, 80% after arrival of goods",
            },
        ),
    ],
)
def test_inquiries_of_many_countries_are_read(text, told):
    facts = parse_inquiry(text).facts

    assert {code: facts.get(code, ("",))[0] for code in told} == told


def test_a_department_and_a_street_are_no_persons():
    facts = parse_inquiry(
        "Best Regards,\nPurchase Department\nAL NOOR TRADING LLC\n"
        "Office 304, Al Maktoum Road, Deira"
    ).facts

    assert "person.name" not in facts


def test_a_mail_that_is_not_utf8_can_be_had_back_byte_by_byte():
    raw = b"From: a@b.com\r\nMessage-ID: <1>\r\n\r\n\xe9\xff"

    assert as_text(raw).encode("latin-1") == raw


def test_of_a_mail_with_large_attachments_the_head_is_held():
    large = "DKIM-Signature: v=1; d=firm.com.mx;\n b=abc\n" + MEXICO + "x" * 2_500_000

    [held] = parse_inquiry(large).facts["mail.raw"]

    assert held.startswith("From: Maria Lopez")
    assert "Message-ID: <1@aceros-del-sur.com.mx>" in held
    assert len(held) < 1000


@pytest.mark.parametrize(
    "flood",
    [
        "a" * 1_000_000,
        "From: " * 100_000,
        "<div " * 100_000,
        "+1 " * 100_000,
        "(" * 200_000,
        "x@" * 200_000,
        "we are " + "A " * 200_000,
        "1,000" * 100_000,
        "quote for " * 50_000,
        "Regards\n" * 30_000,
        "30% " * 60_000,
        "on " + "a " * 90_000 + "wrote:",
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n" + "--a\n\n" * 30_000,
    ],
)
def test_a_flood_is_read_in_bounded_time(flood):
    start = time.process_time()

    parse_inquiry(flood)

    assert time.process_time() - start < 3


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=400), st.binary(max_size=400)))
def test_whatever_is_pasted_is_read_without_stumbling(raw):
    inquiry = parse_inquiry(raw)

    assert all(value for values in inquiry.facts.values() for value in values)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_mail_is_read_without_stumbling(data):
    raw = MEXICO.encode()
    at = data.draw(st.integers(0, len(raw)))
    noise = data.draw(st.binary(max_size=30))

    parse_inquiry(raw[:at] + noise + raw[at + len(noise) :])


@needs_mails
@pytest.mark.parametrize("archive", ["phishing_pot", "bounces"])
def test_hostile_and_broken_mail_is_read_quickly_and_without_stumbling(archive):
    with tarfile.open(MAILS / f"{archive}.tar.xz") as mails:
        for number, member in enumerate(mails):
            content = mails.extractfile(member) if member.isfile() and number < 300 else None
            if content is None:
                continue
            start = time.process_time()
            inquiry = parse_inquiry(content.read())
            assert time.process_time() - start < 2, member.name
            assert "\x00" not in inquiry.text


@needs_mails
def test_signatures_are_found_where_people_marked_them():
    found = missed = 0
    for line in (MAILS / "signatures.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row["has_signature"]:
            continue
        signed = "\n".join(signature_of(parse_inquiry("\n".join(row["lines"])).text))
        marked = [row["lines"][number].strip() for number in row["signature_lines"]]
        telling = [text for text in marked if any(map(str.isdigit, text)) or "@" in text]
        found += sum(text in signed for text in telling)
        missed += sum(text not in signed for text in telling)

    assert found / (found + missed) > 0.9


PARTIES = """Please issue documents as follows.
Consignee: Blue Lagoon Trading FZE, P.O. Box 1122, Sharjah, UAE
Notify party:
Harbour Freight Agents LLC
Tel: +971 6 555 0101
Freight forwarder: Kestrel Logistics GmbH
"""


def test_the_parties_of_the_deal_are_read_by_name():
    facts = parse_inquiry(PARTIES).facts

    assert facts["deal.consignee"] == ("Blue Lagoon Trading FZE",)
    assert facts["deal.notify"] == ("Harbour Freight Agents LLC",)
    assert facts["deal.forwarder"] == ("Kestrel Logistics GmbH",)


@pytest.mark.parametrize(
    "told",
    ["Notify: same as consignee", "Consignee: TO ORDER OF SHIPPER", "收货人：同上",
     "Consignee:\nNotify:"],
)  # fmt: skip
def test_who_is_not_named_is_no_party(told):
    facts = parse_inquiry(f"Please ship 2 containers.\n{told}\n").facts

    assert not {"deal.consignee", "deal.notify"} & set(facts)


DANISH = """Dear Sir or Madam,

we saw your stand at Ambiente. We are an importer of kitchenware in Denmark and look for stainless \
steel cookware sets (HS 7323.93), 2,400 sets at around EUR 18.50 per set, CIF Aarhus.

Best regards,

Mette Larsen
Purchasing Manager
Larsen Kitchen Import ApS
Havnegade 12, 8000 Aarhus C, Denmark
CVR 27182818
Phone: +45 86 12 34 56
"""


def test_a_number_of_the_register_without_a_colon_is_no_telephone():
    facts = parse_inquiry(DANISH).facts

    assert facts["company.registration_number"] == ("27182818",)
    assert facts["contact.phone"] == ("+4586123456",)


def test_a_street_before_its_number_and_a_postcode_before_its_town_are_an_address():
    facts = parse_inquiry(DANISH).facts

    assert facts["company.address"] == ("Havnegade 12, 8000 Aarhus C, Denmark",)
    assert facts["company.country"] == ("DK",)


def test_who_looks_for_goods_says_which():
    assert parse_inquiry(DANISH).facts["deal.product"][0].startswith("stainless steel cookware")


@pytest.mark.parametrize(
    ("line", "code", "value"),
    [
        ("Org.nr 912 345 678", "company.registration_number", "912 345 678"),
        ("KvK-nr. 12345678", "company.registration_number", "12345678"),
        ("HRB 123456", "company.registration_number", "123456"),
        ("VAT No. DK 27182818", "company.tax_number", "DK 27182818"),
        ("P. IVA 01234567890", "company.tax_number", "01234567890"),
    ],
)
def test_numbers_are_told_apart_by_what_stands_before_them(line, code, value):
    text = f"Please quote 500 pcs.\n\nBest regards,\n\nAnna Berg\nBerg Import AB\n{line}\n"

    facts = parse_inquiry(text).facts

    assert facts[code] == (value,)
    assert not facts.get("contact.phone")


KENYAN = """We need 2 x 40HQ of candles, 48,000 pcs at USD 1.85/pc FOB Shanghai, to Mombasa port.
Payment 20% deposit by T/T, balance against copy of B/L within 30 days after arrival of the goods.
Consignee: Rift Valley Logistics Ltd, Kampala, Uganda.
"""


def test_the_port_that_goods_go_to_is_told_from_the_port_of_the_price():
    facts = parse_inquiry(KENYAN).facts

    assert (facts["deal.port"], facts["deal.destination"]) == (("Shanghai",), ("Mombasa",))


def test_a_price_is_of_the_goods_and_not_of_the_containers_they_fill():
    facts = parse_inquiry(KENYAN).facts

    assert facts["deal.quantity"] == ("48000", "2")
    assert facts["deal.unit"] == ("pcs", "containers")


def test_terms_of_payment_do_not_end_within_a_word():
    [payment] = parse_inquiry(KENYAN).facts["deal.payment"]

    assert payment.endswith("within 30 days after arrival of the goods")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Rift Valley Logistics Ltd, Kampala, Uganda.", "Rift Valley Logistics Ltd"),
        ("Rift Valley Logistics Ltd, Uganda", "Rift Valley Logistics Ltd"),
        ("Shah, Patel & Sons, Nairobi, Kenya", "Shah, Patel & Sons"),
        ("Aceros del Sur S.A. de C.V.", "Aceros del Sur S.A. de C.V."),
    ],
)
def test_a_place_behind_a_party_is_no_part_of_its_name(line, name):
    assert parse_inquiry(f"Please quote.\nConsignee: {line}\n").facts["deal.consignee"] == (name,)
