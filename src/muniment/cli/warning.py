"""`muniment warning`: how customers buy, and which are going quiet, from files alone."""

import json
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
    track,
)

from muniment.core.errors import Fact, fill
from muniment.warning.domain.models import (
    Fitted,
    Histories,
    Model,
    choose_k,
    fit,
    histories_of,
)
from muniment.warning.domain.silence import HORIZON
from muniment.warning.files import BadRow, Tell, holds_sums, read_book, read_sums
from muniment.warning.files.warnings import write_warnings
from muniment.warning.scoring import WEEK, score_weeks

_BAD_SHOWN = 50
_UNITS = {"day": 1.0, "week": 7.0}
_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(name="warning")
def group() -> None:
    """Find out how customers buy and which are going quiet; needs no database."""


@group.command(name="fit")
@click.option(
    "--orders",
    "orders_file",
    required=True,
    type=_FILE,
    help="CSV with customer and date, one order a line; or with frequency, recency and T.",
)
@click.option(
    "--model",
    type=click.Choice([model.value for model in Model]),
    default=Model.MBG_CNBD.value,
    show_default=True,
    help="How customers are thought to buy and to stop.",
)
@click.option(
    "--k",
    type=click.IntRange(1, 9),
    help="Regularity of mbg_cnbd; without it the likeliest of 1 to 4 is taken.",
)
@click.option("--unit", type=click.Choice(list(_UNITS)), default="week", show_default=True)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Look at orders up to this day; without it, up to the last one.",
)
@click.option("--skip-bad", is_flag=True, help="Go on without the lines that cannot be used.")
@click.option("--json", "as_json", is_flag=True, help="Print the parameters as JSON.")
def fit_command(
    *,
    orders_file: Path,
    model: str,
    k: int | None,
    unit: str,
    until: datetime | None,
    skip_bad: bool,
    as_json: bool,
) -> int:
    """Learn from an order history how customers buy and stop, by maximum likelihood.

    Prints parameters and log-likelihood. Orders of one day count once, returns (negative
    amounts) not at all.

    Exit codes: 0 done, 1 lines that cannot be used, or nothing to learn, 2 misuse.
    """
    if k is not None and model != Model.MBG_CNBD:
        raise click.UsageError(_("--k belongs to --model mbg_cnbd."))
    screen = Console(stderr=True)
    with reading(screen) as tell:
        seen, bad, end = _histories(orders_file, _UNITS[unit], until, tell)
    if not may_go_on(bad, screen, skip_bad=skip_bad):
        return 1
    fitted = _learnt(Model(model), seen, k)
    facts = _facts(fitted, seen, unit, end, len(bad))
    click.echo(json.dumps(facts) if as_json else _told(fitted, facts))
    return 0


@group.command(name="score")
@click.option(
    "--orders",
    required=True,
    type=_FILE,
    help="CSV with customer, date, amount, currency; one order a line.",
)
@click.option("--owners", type=_FILE, help="CSV with customer, employee, from, to.")
@click.option("--departures", type=_FILE, help="CSV with employee and date, the last day.")
@click.option("--rates", type=_FILE, help="CSV with currency and usd, the value of one unit.")
@click.option("--from", "first", required=True, type=_DAY, help="First day to warn on.")
@click.option("--to", "last", required=True, type=_DAY, help="Last day; weekly from the first.")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write date, customer, score, reason.",
)
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Leave out rows with a lower score; 0.5 keeps alarms only.",
)
@click.option(
    "--silence-days",
    type=click.IntRange(28, 730),
    default=HORIZON,
    show_default=True,
    help="Days without an order after which a customer counts as stopped.",
)
@click.option("--skip-bad", is_flag=True, help="Go on without the lines that cannot be used.")
@click.option("--json", "as_json", is_flag=True, help="Sum up in JSON.")
def score_command(
    *,
    orders: Path,
    owners: Path | None,
    departures: Path | None,
    rates: Path | None,
    first: datetime,
    last: datetime,
    out: Path,
    least: float,
    silence_days: int,
    skip_bad: bool,
    as_json: bool,
) -> int:
    """Warn of customers that stop, decline or were taken, week by week.

    A row rests only on lines dated on or before its own day. A score of 0.5 or more is an alarm;
    the reason is stopped, declined or taken:<employee>.

    Exit codes: 0 done, 1 lines that cannot be used, 2 misuse.
    """
    if last < first:
        raise click.UsageError(_("--to lies before --from."))
    if not out.absolute().parent.is_dir():
        raise click.UsageError(_("The folder of --out does not exist; make it first."))
    screen = Console(stderr=True)
    with reading(screen) as tell:
        read = read_book(orders, owners=owners, departures=departures, rates=rates, tell=tell)
    if not may_go_on(read.bad, screen, skip_bad=skip_bad):
        return 1
    days = score_weeks(
        read.book, first=first.toordinal(), last=last.toordinal(), horizon=silence_days
    )
    weeks = (last - first).days // WEEK + 1
    shown = track(days, _("Scoring week by week …"), weeks, console=screen,
                  disable=not screen.is_terminal, transient=True)  # fmt: skip
    try:
        rows, alarms = write_warnings(out, read.book.names, shown, least=least)
    except OSError as error:
        raise click.FileError(str(out), hint=error.strerror) from None
    counts: dict[str, Fact] = {"weeks": weeks, "rows": rows, "alarms": alarms}
    told = _("{weeks} weeks, {rows} rows, {alarms} of them alarms.")
    click.echo(json.dumps(counts) if as_json else fill(told, counts))
    return 0


def _histories(
    file: Path, unit_days: float, until: datetime | None, tell: Tell
) -> tuple[Histories, Sequence[BadRow], date | None]:
    if holds_sums(file):
        if until is not None:
            raise click.UsageError(_("--until needs orders with dates; this file has only sums."))
        return *read_sums(file, unit_days=unit_days, tell=tell), None
    read = read_book(file, tell=tell)
    last = date.fromordinal(int(read.book.day.max(initial=1)))
    end = last if until is None else until.date()
    return histories_of(read.book, end.toordinal(), unit_days), read.bad, end


def _learnt(model: Model, seen: Histories, k: int | None) -> Fitted:
    if model is Model.MBG_CNBD and k is None:
        return choose_k(seen)
    return fit(model, seen, k or 1)


def _facts(
    fitted: Fitted, seen: Histories, unit: str, end: date | None, left_out: int
) -> dict[str, object]:
    unknown = math.isnan(fitted.log_likelihood)
    return {
        "model": fitted.model.value,
        "k": fitted.k,
        "parameters": dict(fitted.parameters),
        "log_likelihood": None if unknown else fitted.log_likelihood,
        "customers": fitted.customers,
        "repeat_orders": int(seen.count @ seen.x),
        "unit": unit,
        "until": end.isoformat() if end else None,
        "left_out": left_out,
    }


def _told(fitted: Fitted, facts: dict[str, object]) -> str:
    shown: dict[str, Fact] = {
        "model": fitted.model.value,
        "k": fitted.k,
        "customers": f"{fitted.customers:,}",
        "orders": f"{facts['repeat_orders']:,}",
    }
    lines = [
        fill(_("{model}, k = {k}: {customers} customers, {orders} repeat orders"), shown),
        *(f"  {name:<15} {value:>14.4f}" for name, value in fitted.parameters.items()),
    ]
    if facts["log_likelihood"] is not None:
        lines.append(f"  {_('log-likelihood'):<15} {fitted.log_likelihood:>14.2f}")
    return "\n".join(lines)


@contextmanager
def reading(screen: Console) -> Iterator[Tell]:
    """Show how far a file has been read."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=screen, disable=not screen.is_terminal, transient=True
    ) as progress:
        task = progress.add_task(_("Reading orders …"), total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def may_go_on(bad: Sequence[BadRow], screen: Console, *, skip_bad: bool) -> bool:
    """Tell the lines that cannot be used; say whether the command goes on without them."""
    for row in bad[:_BAD_SHOWN]:
        told: dict[str, Fact] = {"file": row.file, "line": row.line, "wrong": _(row.wrong)}
        screen.print(fill(_("{file}, line {line}: {wrong}."), told), highlight=False)
    if len(bad) > _BAD_SHOWN:
        screen.print(fill(_("… and {count} more."), {"count": len(bad) - _BAD_SHOWN}))
    if bad and not skip_bad:
        screen.print(_("Nothing was done. Mend these lines, or leave them out with --skip-bad."))
    return skip_bad or not bad


def _(sentence: str) -> str:
    """Translate where a house stands around the command; it needs none."""
    from django.conf import settings  # the command runs without Django being set up
    from django.utils.translation import gettext

    return gettext(sentence) if settings.configured else sentence
