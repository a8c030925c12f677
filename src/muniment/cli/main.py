"""The command `muniment`. Groups are loaded when they are called, so that help is quick."""

import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

from muniment import __version__
from muniment.core.config import ConfigInvalid
from muniment.core.errors import ErrorKind, MunimentError, fill


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command is defined, and what `muniment --help` says of it.

    Attributes:
        at: `module:attribute`.
        needs_django: whether the module may be imported only when Django stands.
    """

    at: str
    about: str
    needs_django: bool = True


COMMANDS = {
    "up": Place("muniment.cli.run:up", "Start everything and print the address.", False),
    "status": Place("muniment.cli.run:status", "Say how the running house fares.", False),
    "check": Place("muniment.cli.run:check", "Check that this installation is sound.", False),
    "migrate": Place("muniment.cli.run:migrate", "Bring the database to this version.", False),
    "backup": Place("muniment.cli.backup:backup", "Copy the database, without keys.", False),
    "restore": Place("muniment.cli.backup:restore", "Put a copy of the database back.", False),
    "keys": Place("muniment.cli.keys:keys", "Back up, restore and rotate the keys.", False),
    "import": Place("muniment.cli.intake:group", "Bring customers and orders in from files."),
    "ledger": Place("muniment.cli.ledger:ledger", "Checkpoints, proofs, checking the record."),
    "people": Place("muniment.cli.people:group", "Accounts and the org chart."),
    "demo": Place("muniment.cli.demo:group", "The demonstration company."),
    "investigate": Place(
        "muniment.cli.investigate:command", "Find out about somebody, unattended.", False
    ),
    "hands": Place("muniment.cli.hands:command", "The same hands behind companies.", False),
    "names": Place("muniment.cli.names:group", "Compare names; needs no database.", False),
    "screen": Place(
        "muniment.cli.screening:screen", "Screen customers against lists of denied parties.", False
    ),
    "customs": Place("muniment.cli.customs:group", "Bought import and export records.", False),
    "touches": Place("muniment.cli.touches:group", "Bring mailboxes and calendars in."),
    "warning": Place(
        "muniment.cli.warning:group", "How customers buy, and which are going quiet.", False
    ),
    "verify": Place("muniment.cli.verify:verify", "Check a proof; needs no database.", False),
}


class Commands(click.Group):
    """The commands that this installation has, in the order above."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands whose module is there."""
        return [name for name, place in COMMANDS.items() if _exists(place)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command; Django first if its module needs it."""
        place = COMMANDS.get(cmd_name)
        if place is None or not _exists(place):
            return None
        if ctx.resilient_parsing:
            return click.Command(cmd_name, help=place.about)
        _choose_folder(ctx.params.get("data"))
        if place.needs_django:
            from muniment.cli import standing

            standing.set_up()
        module, _, attribute = place.at.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list from the table above, without loading anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].about) for name in self.list_commands(ctx)])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", metavar="FOLDER", help="The data folder; also MUNIMENT_DATA. Default: ./data."
)
@click.version_option(__version__, prog_name="muniment")
def muniment(data: str | None) -> None:
    """Muniment keeps a trading company's customers the company's.

    Start with “muniment up”. Each command explains itself: “muniment COMMAND --help”.
    """


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command; errors are said in words and in the exit code, never as a traceback.

    Exit codes: 0 done, 1 refused or failed, 2 misuse.
    """
    try:
        answer: Any = muniment.main(argv, prog_name="muniment", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except ConfigInvalid as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except MunimentError as error:
        click.echo(_in_words(error), err=True)
        sys.exit(2 if error.kind is ErrorKind.INVALID else 1)
    sys.exit(answer if isinstance(answer, int) else 0)


def _in_words(error: MunimentError) -> str:
    facts = dict(error.facts)
    if isinstance(why := facts.get("why"), str) and why:
        facts["why"] = _translated(why)
    return "\n".join(
        fill(_translated(sentence), facts) for sentence in (error.title, error.next_step)
    )


def _translated(sentence: str) -> str:
    from django.conf import settings
    from django.utils.translation import gettext

    return gettext(sentence) if settings.configured else sentence


def _exists(place: Place) -> bool:
    return importlib.util.find_spec(place.at.partition(":")[0]) is not None


def _choose_folder(data: str | None) -> None:
    if data is not None:
        os.environ["MUNIMENT_DATA"] = data
