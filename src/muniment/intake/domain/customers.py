"""Rows become customers: typed values by field, contact persons, and who keeps the dossier.

A customer may fill several rows, one a contact person, as long as they stand together.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from muniment.intake.domain.plan import Plan, PlanIncomplete
from muniment.intake.domain.problems import Problem, problem
from muniment.intake.domain.rows import too_wide_for
from muniment.sheets.dates import parse_day
from muniment.sheets.lines import Line
from muniment.sheets.numbers import parse_number
from muniment.vault.domain.fields import FieldSpec, FieldType
from muniment.vault.domain.values import ValueInvalid, parse

CODE, NAME, PEOPLE = "identity.customer_code", "identity.legal_name", "contacts.people"
COUNTRY = "identity.country"
KEEPER = "keeper"
PARTS = ("name", "post", "email", "phone", "note")
OTHER_TARGETS = frozenset({KEEPER, *(f"contact.{part}" for part in PARTS)})
LONGEST_CODE = 60


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as far as its rows have been read.

    Attributes:
        key: what tells it from others in the file: its number, else its name and country.
        values: canonical text by field code, contact persons left out.
        people: canonical JSON objects of the contact persons, in order.
        keeper: the colleague named as keeper, as the file writes it.
        places: the column of each value from 0, for reports.
        is_broken: a row of it was refused, so the customer is.
    """

    key: str
    values: Mapping[str, str]
    people: tuple[str, ...] = ()
    keeper: str = ""
    first_line: int = 0
    rows: int = 1
    is_broken: bool = False
    places: Mapping[str, int] = field(default_factory=dict)

    def all_values(self) -> dict[str, str]:
        """Give the values with the contact persons as one field."""
        if not self.people:
            return dict(self.values)
        return {**self.values, PEOPLE: f"[{','.join(self.people)}]"}


def key_of_code(code: str) -> str:
    """Give the key of a customer number: case and spaces do not count."""
    return f"code\0{' '.join(code.casefold().split())}"


def targets_of(fields: Mapping[str, FieldSpec]) -> frozenset[str]:
    """Name what a column of a customer file may hold."""
    typed = {code for code, spec in fields.items() if _takes_cells(spec)}
    return OTHER_TARGETS | typed


def require_customer_columns(plan: Plan) -> None:
    """Raise unless a customer number or a name is mapped.

    Raises:
        PlanIncomplete: neither is.
    """
    if not {CODE, NAME} & set(plan.targets):
        raise PlanIncomplete(missing=NAME)


def read_customer_row(
    line: Line, plan: Plan, fields: Mapping[str, FieldSpec]
) -> tuple[Customer | None, list[Problem]]:
    """Understand one row; a row whose customer cannot be told comes back as None."""
    if line.trouble:
        return None, [problem(line.number, line.trouble)]
    if plan.is_overfull(line.cells):
        return None, [too_wide_for(plan, line)]
    row = _Row(line, plan, fields)
    values = row.values()
    people = row.person()
    key = _key(values, plan)
    if not key:
        place = plan.column(CODE) if CODE in plan.targets else plan.column(NAME)
        missing = CODE if CODE in plan.targets else NAME
        row.problems.append(problem(line.number, "value_missing", column=place, field=missing))
        return None, row.problems
    return (
        Customer(
            key=key,
            values=values,
            people=people,
            keeper=row.keeper(),
            first_line=line.number,
            is_broken=bool(row.problems),
            places=row.places,
        ),
        row.problems,
    )


def joined_customers(first: Customer, second: Customer) -> tuple[Customer, Problem | None]:
    """Put two rows of one customer together; only contact persons may differ."""
    differs = next(
        (code for code, text in second.values.items() if first.values.get(code, text) != text), None
    )
    wrong = None
    if differs is not None:
        place = second.places.get(differs)
        wrong = problem(second.first_line, "value_differs", column=place, field=differs)
    together = replace(
        first,
        values={**second.values, **first.values},
        people=tuple(dict.fromkeys((*first.people, *second.people))),
        keeper=first.keeper or second.keeper,
        rows=first.rows + second.rows,
        is_broken=first.is_broken or second.is_broken or wrong is not None,
        places={**second.places, **first.places},
    )
    return together, wrong


def _takes_cells(spec: FieldSpec) -> bool:
    return spec.type not in {FieldType.REGISTER, FieldType.CONTACTS}


def _key(values: Mapping[str, str], plan: Plan) -> str:
    """Tell a customer by its number; in a file without numbers by name and country."""
    if CODE in plan.targets:
        code = values.get(CODE, "")
        return key_of_code(code) if 0 < len(code) <= LONGEST_CODE else ""
    name = values.get(NAME, "")
    return f"name\0{' '.join(name.casefold().split())}\0{values.get(COUNTRY, '')}" if name else ""


class _Row:
    """The cells of one row; collects what is wrong on the way."""

    def __init__(self, line: Line, plan: Plan, fields: Mapping[str, FieldSpec]) -> None:
        self._line, self._plan, self._fields = line, plan, fields
        self.problems: list[Problem] = []
        self.places: dict[str, int] = {}
        self._region = plan.region

    def values(self) -> dict[str, str]:
        """Parse every mapped cell; several columns of one target become one value."""
        raw: dict[str, list[str]] = {}
        for place, target in enumerate(self._plan.targets):
            if target in self._fields and (text := self._cell(place)):
                raw.setdefault(target, []).append(text)
                self.places.setdefault(target, place)
        values: dict[str, str] = {}
        # The country first: phone numbers without a country code belong to it.
        for target in sorted(raw, key=lambda code: code != COUNTRY):
            text = self._parsed(target, "\n".join(raw[target]))
            if text:
                values[target] = text
            if target == COUNTRY and text:
                self._region = text
        return values

    def person(self) -> tuple[str, ...]:
        """Parse the contact person of the row, as one canonical JSON object."""
        told = {part: text for part in PARTS if (text := self._of(f"contact.{part}"))}
        spec = self._fields.get(PEOPLE)
        if not told or spec is None:
            return ()
        if not {"name", "email", "phone"} & set(told):
            return ()
        text = self._parsed(PEOPLE, json.dumps([told]))
        return (text[1:-1],) if text else ()

    def keeper(self) -> str:
        place = self._plan.column(KEEPER)
        if place is not None:
            self.places[KEEPER] = place
        return self._of(KEEPER)[:254]

    def _parsed(self, target: str, text: str) -> str:
        try:
            return parse(self._tidied(target, text), self._fields[target], region=self._region).text
        except ValueInvalid as wrong:
            facts = {name: str(wrong.facts.get(name, "")) for name in ("why", "example")}
            given = "" if target == PEOPLE else text
            place = self.places.get(target, self._plan.column("contact.email"))
            self.problems.append(
                problem(
                    self._line.number,
                    "value_invalid",
                    column=place,
                    given=given,
                    field=target,
                    **facts,
                )
            )
            return ""

    def _tidied(self, target: str, text: str) -> str:
        """Bring dates, numbers and amounts from the file's own style into ours."""
        kind = self._fields[target].type
        if kind is FieldType.DATE:
            day = parse_day(text, self._plan.day_order)
            return day.isoformat() if day else text
        if kind in {FieldType.NUMBER, FieldType.MONEY}:
            return self._number(text, with_currency=kind is FieldType.MONEY)
        return text

    def _number(self, text: str, *, with_currency: bool) -> str:
        found = parse_number(text.replace("%", "").strip(), self._plan.decimal)
        if found is None:
            return text
        plain = f"{found[0]:f}"
        if not with_currency:
            return plain
        return f"{plain} {found[1] or self._plan.currency}".strip()

    def _of(self, target: str) -> str:
        place = self._plan.column(target)
        return "" if place is None else self._cell(place)

    def _cell(self, place: int) -> str:
        return self._line.cells[place].strip() if place < len(self._line.cells) else ""
