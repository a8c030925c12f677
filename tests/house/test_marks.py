"""The search for markers finds them in every disguise; otherwise the other tests prove nothing."""

import base64
import gzip
import json
import zlib
from urllib.parse import quote

import pytest

from muniment.vault.domain import masks
from muniment.vault.domain.catalogue import FIELDS
from muniment.vault.domain.fields import FieldType
from muniment.vault.domain.values import parse
from tests.house.marks import Mark, Marks

_BY_THEIR_WORDS = {
    FieldType.DATE, FieldType.MONEY, FieldType.URL, FieldType.CHOICE, FieldType.COUNTRY,
}  # fmt: skip
HEAD, TAIL = b"<p>Amber Heron ", b" and so on</p>"
DISGUISES = {
    "as it is": lambda value: value,
    "in capitals": bytes.upper,
    "in small letters": bytes.lower,
    "reversed": lambda value: value[::-1],
    "in hexadecimal": lambda value: value.hex().encode(),
    "in capital hexadecimal": lambda value: value.hex().upper().encode(),
    "in base64": base64.b64encode,
    "in base64url": base64.urlsafe_b64encode,
    "in base64 behind something else": lambda value: base64.b64encode(b"x:" + value),
    "in an address": lambda value: quote(value.decode()).encode(),
    "in JSON": lambda value: json.dumps(value.decode()).encode(),
}


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
@pytest.mark.parametrize(
    "kind", [FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE, FieldType.MONEY]
)
def test_a_value_is_recognised(kind, disguise):
    marks, mark = Marks(), Mark("identity.name", "Heron")
    spec = next(spec for spec in FIELDS if spec.type is kind)
    value = marks.value(spec, mark).encode()

    assert marks.found_in(HEAD + disguise(value) + TAIL) == {mark}


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_value_is_recognised_in_a_packed_answer(pack):
    marks, mark = Marks(), Mark("identity.name", "Heron")
    value = marks.text(mark)

    assert marks.found_in(pack(value.encode())) == {mark}


@pytest.mark.parametrize("spec", FIELDS, ids=[spec.code for spec in FIELDS])
def test_every_field_shown_is_recognised_and_its_mask_is_not(spec):
    if spec.type is FieldType.REGISTER:
        return
    marks, mark = Marks(), Mark(spec.code, "Heron")
    value = parse(marks.value(spec, mark), spec)
    for language in ("en", "zh-hans"):
        page = f"<td>{value.display(language)}</td>".encode()
        assert marks.found_in(page) == {mark}
    masked = masks.mask(value.text, spec.mask)
    assert marks.found_in(f"<td>{masked}</td>".encode()) == set()
    for part in masks.hidden_parts(value.text, spec.mask):
        if spec.type not in _BY_THEIR_WORDS:
            assert marks.found_in(f'<td>"{part}"</td>'.encode()) == {mark}


def test_what_a_form_offers_to_choose_from_gives_nothing_away():
    marks, mark = Marks(), Mark("identity.country", "Heron")
    spec = next(spec for spec in FIELDS if spec.type is FieldType.COUNTRY)
    value = parse(marks.value(spec, mark), spec)
    name = value.display("en")

    offered = f'<select><option value="{value.text}">{name}</option></select>'
    chosen = f'<select><option value="{value.text}" selected>{name}</option></select>'

    assert marks.found_in(offered.encode()) == set()
    assert marks.found_in(chosen.encode()) == {mark}


def _pdf(stream: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< >>\nstream\n" + stream + b"\nendstream\nendobj\n"


def test_a_value_is_recognised_in_a_packed_stream_of_a_pdf():
    marks, mark = Marks(), Mark("identity.country", "Heron")
    spec = next(spec for spec in FIELDS if spec.type is FieldType.COUNTRY)
    said = f">{marks.value(spec, mark)}<".encode()

    assert marks.found_in(_pdf(zlib.compress(said))) == {mark}
    assert marks.found_in(_pdf(b"") + said) == {mark}


def test_two_letters_that_packing_makes_by_chance_are_not_taken_for_a_country():
    marks, mark = Marks(), Mark("identity.country", "Heron")
    spec = next(spec for spec in FIELDS if spec.type is FieldType.COUNTRY)
    noise = b"\x01\xfe>" + marks.value(spec, mark).lower().encode() + b"<\xfd\x02"

    assert marks.found_in(_pdf(noise)) == set()
    assert marks.found_in(b"\x89PNG\r\n" + noise) == set()
