"""How one file is to be read: its form, and what each column means. Shown and correctable."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.intake.domain.money import known_currency
from muniment.sheets.dates import DayOrder
from muniment.sheets.numbers import DecimalStyle
from muniment.sheets.sniff import DELIMITERS, ENCODINGS


class Kind(StrEnum):
    """What a file holds."""

    CUSTOMERS = "customers"
    ORDERS = "orders"


class FileFormat(StrEnum):
    """How a file is packed."""

    TEXT = "text"
    WORKBOOK = "workbook"


class PlanInvalid(MunimentError):
    """A choice for reading the file does not exist; nothing was changed."""

    code = "intake.plan.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("“{given}” cannot be chosen for {choice}.")
    next_step = gettext_noop("Choose one of the values that are offered.")


class PlanIncomplete(MunimentError):
    """A column that every row needs is not mapped; nothing was read."""

    code = "intake.plan.incomplete"
    kind = ErrorKind.INVALID
    title = gettext_noop("No column is chosen for {missing}.")
    next_step = gettext_noop("Choose the column that holds it, then run the check again.")


@dataclass(frozen=True, slots=True)
class Layout:
    """The form of a file.

    Attributes:
        encoding: Python name of the encoding; "" for workbooks.
        delimiter: what separates cells; "" for workbooks.
        sheet: which visible sheet, from 0.
        heading_line: line or row that names the columns, from 1.
    """

    format: FileFormat
    encoding: str = ""
    delimiter: str = ""
    sheet: int = 0
    heading_line: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that decides how the rows of a file are understood.

    Attributes:
        targets: what each column holds, by position; "" leaves a column out.
        day_order: how 03/04/2026 is read.
        decimal: what stands before the cents.
        currency: currency of amounts that name none, or "".
        region: ISO country for phone numbers without a country code, or "".
    """

    kind: Kind
    layout: Layout
    targets: tuple[str, ...]
    day_order: DayOrder = DayOrder.DAY_FIRST
    decimal: DecimalStyle = DecimalStyle.POINT
    currency: str = ""
    region: str = ""

    def column(self, target: str) -> int | None:
        """Say in which column a target stands, the first if there are several."""
        return self.targets.index(target) if target in self.targets else None

    def is_overfull(self, cells: Sequence[str]) -> bool:
        """Say whether a row holds something beyond the last heading: a separator too many."""
        return any(cell.strip() for cell in cells[len(self.targets) :])

    def require(self, *targets: str) -> None:
        """Raise unless each target is mapped.

        Raises:
            PlanIncomplete: with the first that is missing.
        """
        for target in targets:
            if target not in self.targets:
                raise PlanIncomplete(missing=target)


def to_json(plan: Plan) -> dict[str, Any]:
    """Write a plan as plain values for a JSON column; it holds codes only, no cell."""
    return asdict(plan)


def from_json(told: Mapping[str, Any]) -> Plan:
    """Read what `to_json` wrote."""
    layout = Layout(**{**told["layout"], "format": FileFormat(told["layout"]["format"])})
    return Plan(
        kind=Kind(told["kind"]),
        layout=layout,
        targets=tuple(told["targets"]),
        day_order=DayOrder(told["day_order"]),
        decimal=DecimalStyle(told["decimal"]),
        currency=told["currency"],
        region=told["region"],
    )


def corrected(plan: Plan, choices: Mapping[str, str], *, known_targets: frozenset[str]) -> Plan:
    """Apply what a person chose; keys are `column_3`, `encoding`, `delimiter`, `day_order` …

    Raises:
        PlanInvalid: an unknown target, encoding, delimiter, order, decimal mark or currency.
    """
    targets = list(plan.targets)
    for place in range(len(targets)):
        targets[place] = _one_of(
            "column", choices.get(f"column_{place}", targets[place]), known_targets
        )
    layout = plan.layout
    if layout.format is FileFormat.TEXT:
        layout = replace(
            layout,
            encoding=_one_of(
                "encoding", choices.get("encoding", layout.encoding), {*ENCODINGS, layout.encoding}
            ),
            delimiter=_one_of("delimiter", choices.get("delimiter", layout.delimiter), DELIMITERS),
        )
    return replace(
        plan,
        layout=layout,
        targets=tuple(targets),
        day_order=DayOrder(
            _one_of(
                "day_order",
                choices.get("day_order", plan.day_order.value),
                {o.value for o in DayOrder},
            )
        ),
        decimal=DecimalStyle(
            _one_of(
                "decimal",
                choices.get("decimal", plan.decimal.value),
                {d.value for d in DecimalStyle},
            )
        ),
        currency=_currency(choices.get("currency", plan.currency)),
        region=_region(choices.get("region", plan.region)),
    )


def _one_of(choice: str, given: str, allowed: Any) -> str:
    if given not in allowed and not (choice == "column" and given == ""):
        raise PlanInvalid(choice=choice, given=given[:40])
    return given


def _currency(given: str) -> str:
    if not given.strip():
        return ""
    code = known_currency(given)
    if code is None:
        raise PlanInvalid(choice="currency", given=given[:40])
    return code


def _region(given: str) -> str:
    region = given.strip().upper()
    if region and not (len(region) == 2 and region.isascii() and region.isalpha()):
        raise PlanInvalid(choice="region", given=given[:40])
    return region
