"""Empty files to fill in: the headings that are understood, in the reader's language."""

import csv
import io

import openpyxl
from django.utils.translation import get_language

from muniment.intake.domain.plan import Kind
from muniment.intake.words import word_for

ENDINGS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""File endings with their media types."""

_COLUMNS = {
    Kind.CUSTOMERS: (
        "identity.customer_code", "identity.legal_name", "identity.country",
        "identity.registration_number", "identity.website", "identity.registered_address",
        "contact.name", "contact.post", "contact.email", "contact.phone",
        "pricing.payment_terms", "product.ranges", "origin.channel", "origin.first_contact_on",
        "keeper",
    ),
    Kind.ORDERS: (
        "number", "customer", "ordered_on", "total", "currency", "handled_by", "state",
    ),
}  # fmt: skip
# Headings that people write; our own words for contact parts and the keeper are longer.
_HEADINGS = {
    "contact.name": ("Contact person", "联系人"),
    "contact.post": ("Position", "职务"),
    "contact.email": ("Contact e-mail", "联系人邮箱"),
    "contact.phone": ("Mobile", "手机"),
    "keeper": ("Salesperson", "业务员"),
    "number": ("Order number", "订单号"),
    "customer": ("Customer number", "客户编号"),
    "ordered_on": ("Order date", "下单日期"),
    "total": ("Order total", "订单金额"),
    "currency": ("Currency", "币种"),
    "handled_by": ("Handled by", "经办人"),
    "state": ("Status", "订单状态"),
}


def headings(kind: Kind) -> list[str]:
    """List the headings of a template in the active language."""
    chinese = (get_language() or "en").startswith("zh")
    return [
        _HEADINGS[target][chinese] if target in _HEADINGS else word_for(target)
        for target in _COLUMNS[kind]
    ]


def empty_file(kind: Kind, ending: str) -> bytes:
    """Make the template as CSV (with a mark, so that Excel reads the letters right) or XLSX."""
    names = headings(kind)
    if ending == "csv":
        text = io.StringIO(newline="")
        csv.writer(text).writerow(names)
        return text.getvalue().encode("utf-8-sig")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(kind.value)
    sheet.append(names)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
