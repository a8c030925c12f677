"""`muniment investigate`: what can be found out about somebody without a person and a server."""

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from muniment.cli import standing
from muniment.core import clock
from muniment.core import config as configuration
from muniment.core.config import Config
from muniment.core.money import Money, NotMoney

if TYPE_CHECKING:
    from muniment.investigations.domain.checks import Subject
    from muniment.investigations.loose import Investigation
    from muniment.investigations.world import LooseWorld
    from muniment.screening.folder import Folder

_FACTS: Final = {
    "name": "company.name", "email": "contact.email", "phone": "contact.phone",
    "website": "company.website", "registration": "company.registration_number",
    "tax": "company.tax_number", "address": "company.address", "person": "person.name",
    "bank": "bank.account", "product": "deal.product", "hs": "deal.hs_code",
    "port": "deal.port", "payment": "deal.payment", "consignee": "deal.consignee",
}  # fmt: skip
"""Option → the fact that it tells."""
_AMOUNT = re.compile(r"\s*([\d.,' ]*\d)\s*([A-Za-z]{3})?\s*\Z")


@dataclass(frozen=True, slots=True)
class _House:
    """What stands on this machine: `is_there` when a data folder of this version is."""

    config: Config
    is_there: bool


@dataclass(frozen=True, slots=True)
class _Given:
    """Files that answer instead of the house, and the folder for evidence."""

    lists: Path | None
    customs: Sequence[Path]
    skip_bad: bool
    evidence: Path | None


def _told(*options: tuple[str, str]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give options that may be repeated, each with its help."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for name, about in reversed(options):
            command = click.option(f"--{name}", multiple=True, metavar="TEXT", help=about)(command)
        return command

    return decorate


@click.command(name="investigate")
@_told(
    ("name", "Name of the company; further spellings by repeating it."),
    ("email", "Its e-mail address."),
    ("phone", "Its telephone, with the country's code."),
    ("website", "Its website."),
    ("person", "The person who writes."),
    ("address", "Its address."),
    ("registration", "Its registration number."),
    ("tax", "Its tax number."),
    ("bank", "The bank account, IBAN or number."),
    ("product", "What it wants to buy."),
    ("hs", "HS code of that."),
    ("port", "Port where the goods shall go."),
    ("payment", "How it wants to pay, in its words."),
    ("consignee", "Who shall receive the goods."),
)
@click.option("--country", default="", metavar="TEXT", help="Country: KE, Kenya, 肯尼亚.")
@click.option("--value", default="", metavar="AMOUNT", help="Value of the order, “48,000 USD”.")
@click.option(
    "--mail",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The inquiry as it was received; what is told by options goes before it.",
)
@click.option(
    "--lists",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with lists of denied parties; asked instead of the house's own.",
)
@click.option(
    "--customs",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A provider's file of customs records; asked instead of the loaded ones. Repeatable.",
)
@click.option(
    "--skip-bad", is_flag=True, help="Go on without lists and customs rows that cannot be read."
)
@click.option("--offline", is_flag=True, help="Ask nothing outside this machine.")
@click.option(
    "--evidence",
    type=click.Path(file_okay=False, path_type=Path),
    help="Empty folder for the raw answers, each named by its SHA-256.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(
    *, country: str, value: str, mail: Path | None, lists: Path | None,
    customs: tuple[Path, ...], skip_bad: bool, offline: bool, evidence: Path | None, as_json: bool,
    **told: tuple[str, ...],
) -> int:  # fmt: skip
    """Find out who somebody is, as far as that goes without a person.

    Prints two numbers side by side: the risk of what was found, and how much could be checked.
    What was not reached is listed and is never taken for a good sign. No server is needed; with
    a data folder its lists, customs records and connectors are asked, and that is on record.

    Exit codes: 0 risk A to C and enough checked, 1 risk D or E or too little checked, 2 misuse.
    """
    _refuse_used(evidence)
    screen = Console(stderr=True, quiet=as_json)
    with ExitStack() as stack:
        house = stack.enter_context(_standing(screen, offline=offline))
        from muniment.cli import investigate_telling as telling

        raw = mail.read_bytes() if mail else b""
        subject, at_risk = _subject({**told, "country": _country(country)}, value, raw)
        given = _Given(lists, customs, skip_bad, evidence)
        world = stack.enter_context(_world(house, subject, given, screen))
        if raw:
            world.keep(raw, kind="mail", source="inquiry")
        found = _investigated(world, subject, at_risk, house, screen)
        if as_json:
            click.echo(json.dumps(telling.as_json(found, world), ensure_ascii=False))
        else:
            telling.show(found, world, Console(soft_wrap=False))
    return 0 if telling.is_good(found) else 1


def _refuse_used(evidence: Path | None) -> None:
    """Evidence of two inquiries in one folder would be evidence of none."""
    if evidence is not None and evidence.is_dir() and any(evidence.iterdir()):
        raise click.BadParameter("This folder is not empty.", param_hint="--evidence")


@contextmanager
def _standing(screen: Console, *, offline: bool) -> Iterator[_House]:
    """Load Django over the data folder, or over one that is thrown away when there is none."""
    config = configuration.load()
    config = replace(config, offline=1) if offline else config
    if config.database_url or (config.data / "muniment.sqlite3").is_file():
        standing.set_up()
        yield _House(config, _is_this_version(screen))
        return
    with tempfile.TemporaryDirectory(prefix="muniment-") as folder:
        os.environ["MUNIMENT_DATA"] = folder
        standing.set_up()
        from django.utils import translation

        translation.activate(config.language)  # a folder without a database may set it
        yield _House(config, is_there=False)


def _is_this_version(screen: Console) -> bool:
    """Say whether the database may be asked; one of another version is left alone."""
    from django.utils.translation import gettext as _

    from muniment.run import preparing

    if not preparing.pending_migrations():
        return True
    told = _("The data folder is of another version: its lists and records are not asked.")
    screen.print(told, style="yellow")
    return False


def _country(told: str) -> tuple[str, ...]:
    from muniment.matching import countries

    code = countries.code_of(told) if told else ""
    if told and not code:
        remedy = f"“{told}” is no country. Write it like KE, Kenya or 肯尼亚."
        raise click.BadParameter(remedy, param_hint="--country")
    return (code,) if code else ()


def _subject(
    told: Mapping[str, tuple[str, ...]], value: str, mail: bytes
) -> tuple["Subject", Money | None]:
    """Bring together what the options and the mail say; options go first."""
    from muniment.investigations.domain.checks import Subject
    from muniment.investigations.domain.inquiry import parse_inquiry
    from muniment.investigations.services.facts import checked

    amount = _amount(value)
    facts = {_FACTS.get(option, f"company.{option}"): list(them) for option, them in told.items()}
    if amount is not None:
        facts |= {"deal.amount": [str(amount.amount)], "deal.currency": [amount.currency]}
    read = parse_inquiry(mail).facts if mail else {}
    both = {code: [*facts.get(code, ()), *read.get(code, ())] for code in {**facts, **read}}
    known = checked(both)
    if not known:
        raise click.UsageError("Say at least a name, an e-mail address or a mail.")
    subject = Subject({code: tuple(them) for code, them in known.items()}, clock.now().date())
    return subject, amount or _amount_of(subject)


def _amount(value: str) -> Money | None:
    if not value:
        return None
    written = _AMOUNT.match(value)
    if written is None:
        raise NotMoney(given=value[:20])
    digits = re.sub(r"[,' ]", "", written[1])
    return Money.of(digits, (written[2] or "USD").upper())


def _amount_of(subject: "Subject") -> Money | None:
    """The amount that the mail names, if it can be read."""
    try:
        return _amount(f"{subject.one('deal.amount')} {subject.one('deal.currency')}".strip())
    except NotMoney:
        return None


@contextmanager
def _world(
    house: _House, subject: "Subject", given: _Given, screen: Console
) -> Iterator["LooseWorld"]:
    """Make the world of the checks; customs files lie beside it only while it stands."""
    from muniment.investigations.loose import answers_from
    from muniment.investigations.world import LooseWorld

    lists = _lists(given, house, subject, screen)
    with tempfile.TemporaryDirectory(prefix="muniment-") as aside:
        records = _records(given, Path(aside), screen)
        answers = answers_from(lists, records, has_house=house.is_there)
        yield LooseWorld(
            house.config, subject, folder=given.evidence, answers=answers,
            has_house=house.is_there,
        )  # fmt: skip


def _lists(given: _Given, house: _House, subject: "Subject", screen: Console) -> "Folder | None":
    """Read the folder of lists; what is left out on request is named, and clears nobody."""
    from django.utils.translation import gettext as _

    from muniment.screening.folder import open_folder

    def left_out(name: str) -> None:
        screen.print(_("Left out: {file}").format(file=name), style="yellow", markup=False)

    if given.lists is None:
        return None
    return open_folder(
        given.lists, today=subject.today, max_age_days=house.config.list_max_age_days,
        left_out=left_out if given.skip_bad else None,
    )  # fmt: skip


def _records(given: _Given, aside: Path, screen: Console) -> list[Path]:
    """Read customs files, each into a folder of its own."""
    from muniment.customs_data.aside import read_aside

    read = []
    for number, path in enumerate(given.customs):
        folder = aside / str(number)
        folder.mkdir()
        with screen.status(path.name):
            read.append(read_aside(path=path, folder=folder, skip_bad=given.skip_bad))
    return read


def _investigated(
    world: "LooseWorld", subject: "Subject", at_risk: Money | None, house: _House, screen: Console
) -> "Investigation":
    from muniment.core.actor import Actor, Door, Place
    from muniment.investigations import loose

    now = clock.now()
    if house.is_there:
        loose.put_on_record(
            by=Actor(person_id=None, door=Door.CLI, place=Place(device="terminal")), at=now
        )
    with _bar(screen) as tell:
        return loose.investigate(
            subject, world=world, at_risk=at_risk, at=now, has_house=house.is_there, progress=tell
        )


@contextmanager
def _bar(screen: Console) -> Iterator[Callable[[int, int, str], None]]:
    """Show which check is running, and how many are done."""
    from django.utils.translation import gettext as _

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=screen, transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(done: int, total: int, title: str) -> None:
            words = _(title) if title else ""
            progress.update(task, description=words, completed=done, total=total)

        yield tell
