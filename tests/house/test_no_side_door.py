"""No side door: a marker in everything sealed, and every byte that every role can get."""

import pytest
import structlog
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.urls import reverse

from muniment.core.errors import ErrorKind, MunimentError
from muniment.vault import gate
from muniment.vault.catalogue import current
from muniment.vault.domain.cells import COLUMNS, column_for
from muniment.vault.domain.fields import FieldType
from muniment.web.vault import head
from tests.house.hanging import HANGS
from tests.house.marks import Marks
from tests.house.planting import OWN_FIELDS
from tests.house.routes import GapUnknown, Route, addresses
from tests.house.visiting import CAST, NOBODY, visitor
from tests.house.walking import judged, opened, plain

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", CAST)
def test_nobody_gets_from_any_route_what_the_access_table_keeps(house, name):
    assert plain(visitor(house, name)) == []


@pytest.mark.parametrize("name", CAST)
def test_within_a_consultation_nobody_gets_more_than_the_consultation_gave(house, name):
    assert opened(visitor(house, name)) == []


def test_every_sealed_field_carries_a_marker_the_company_s_own_ones_too(house):
    fields = {
        code for code, spec in current().fields.items() if spec.type is not FieldType.REGISTER
    }

    for customer in house.dossiers:
        assert set(house.typed[customer]) == fields
    assert set(OWN_FIELDS) < fields
    assert len(fields) >= 45


def test_the_cast_stands_in_every_column_of_the_access_table(house):
    people = [visitor(house, name) for name in CAST if name != NOBODY]
    stand = {column_for(who.role, who.relation(name)) for who in people for name in who.customers}

    assert stand == set(COLUMNS)


def test_no_row_of_the_database_holds_a_marker_in_the_clear(house):
    """Ledger leaves, job payloads, sessions, staged rows: everything the tables hold."""
    allowed = {
        "sales_order",
        "vault_engagement",
        "intake_stagedorder",
    }  # orders are rows, not seals
    found = {
        table: marks for table in _tables() - allowed if (marks := _marks_in(house.marks, table))
    }

    assert found == {}


def _tables() -> set[str]:
    return set(connection.introspection.table_names())


def _marks_in(marks: Marks, table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        rows = cursor.fetchall()
    cells = (bytes(cell) if isinstance(cell, memoryview) else cell for row in rows for cell in row)
    whole = b"\n".join(c if isinstance(c, bytes) else str(c).encode() for c in cells)
    return {str(mark) for mark in marks.found_in(whole) if mark.kind != HANGS}  # as orders are


class _Talkative(MunimentError):
    """An error that repeats a value."""

    code = "test.talkative"
    kind = ErrorKind.REFUSED
    title = "No: {value}"
    next_step = "Nothing."


def test_three_planted_leaks_are_found(house, monkeypatch):
    who, value = visitor(house, "sam"), house.typed["heron"]["contacts.emails"]
    path = reverse("customers:dossier", args=[house.dossiers["heron"]])
    assert judged("GET", path, who.asks("GET", path)) == []
    real, cards = head.DossierPage.content, gate.cards

    def shows(self, here):
        return {**real(self, here), "relation": value}

    def logs(**told):
        structlog.stdlib.get_logger("muniment.vault").warning(f"laid.{value}")
        return cards(**told)

    def refuses(**told):
        raise _Talkative(value=value[::-1])

    def mails(**told):
        mail.get_connection().send_messages([EmailMessage("A look", value, to=["x@y.example"])])
        return cards(**told)

    leaks = (head.DossierPage, "content", shows), (gate, "cards", logs), (gate, "cards", refuses)
    for place, name, leak in (*leaks, (gate, "cards", mails)):
        with monkeypatch.context() as planted:
            planted.setattr(place, name, leak)
            (trouble,) = judged("GET", path, who.asks("GET", path))
        assert "value contacts.emails of heron" in trouble
        assert path in trouble


def test_a_route_with_a_parameter_that_nobody_explained_fails_with_an_instruction():
    route = Route("customers/<uuid:secret_id>/", ("secret_id",), print)

    with pytest.raises(GapUnknown, match="Add values for it"):
        addresses(route, {"dossier_id": ["1"]})
