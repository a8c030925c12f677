"""`muniment up`, `status`, `check`, `migrate`: the house as a whole."""

import json
import os
import sys
import time
from collections.abc import Sequence

import click

from muniment.cli import standing
from muniment.core import config as configuration
from muniment.core.config import Config
from muniment.run import folder, opening, ports
from muniment.run.children import Child


@click.command()
@click.option("--empty", is_flag=True, help="Start without the demonstration company.")
@click.option("--host", metavar="ADDRESS", help="Listen on this address; also MUNIMENT_HOST.")
@click.option("--port", type=click.IntRange(1, 65535), help="Listen here; also MUNIMENT_PORT.")
def up(empty: bool, host: str | None, port: int | None) -> None:
    """Start everything: database, pages, background work. Ctrl-C stops it.

    An empty data folder gets a demonstration company, or with --empty a link to the
    first-run page.
    """
    # Through the environment, because the children read the settings for themselves.
    for name, value in {"MUNIMENT_HOST": host, "MUNIMENT_PORT": port}.items():
        if value is not None:
            os.environ[name] = str(value)
    config = configuration.load()
    with folder.held(config.data):
        _open_house(config, empty=empty)


def _open_house(config: Config, *, empty: bool) -> None:
    ports.require_free(config)
    if opening.clear_half_planted(config):
        click.echo("The demonstration was left half planted; starting it over.")
    standing.set_up("up")
    from muniment.run import house, preparing

    preparing.prepare(config, tell=click.echo)
    _furnish(config, empty=empty)
    greeting = _greeting(config, empty=empty)
    from django.db import connections
    from django.utils.translation import gettext as _

    connections.close_all()  # the supervisor needs the database no more
    house.supervisor(config).run(watch=Screen(greeting))
    click.echo("\n" + _("Stopped."))


def _furnish(config: Config, *, empty: bool) -> None:
    from django.utils.translation import gettext as _

    if empty or not opening.is_empty():
        return
    with click.progressbar(length=100, label=_("Planting a demonstration company")) as bar:

        def progress(done: int, total: int, _message: str = "") -> None:
            bar.update(100 * done // max(1, total) - bar.pos)

        opening.plant(config, progress)


def _greeting(config: Config, *, empty: bool) -> str:
    """What to print once all children are well."""
    from django.utils.translation import gettext as _

    link = opening.first_run_link(config) if opening.is_empty() else None
    lines = ["", _("Muniment is ready: {url}").format(url=click.style(config.url, bold=True))]
    if link is not None:
        lines += [_("Open this link once, to found your company:"), f"  {link}"]
    lines += [] if empty else [f"  {line}" for line in opening.sign_ins()]
    lines.append(_("Ctrl-C stops it; everything is kept in {folder}.").format(folder=config.data))
    return "\n".join(lines)


class Screen:
    """What the terminal shows: the address once, then each change, and a line of heartbeats."""

    def __init__(self, greeting: str) -> None:
        self._greeting = greeting
        self._greeted = False
        self._restarts: dict[str, int] = {}
        self._next_line = 0.0

    def __call__(self, children: Sequence[Child]) -> None:
        """Look at the children; called several times a second."""
        if not self._greeted and all(child.is_well for child in children):
            self._greeted = True
            click.echo(self._greeting)
        for child in children:
            self._tell_restart(child)
        if self._greeted and sys.stdout.isatty() and time.monotonic() >= self._next_line:
            self._next_line = time.monotonic() + 1
            click.echo(f"\r\033[K{_heartbeats(children)}", nl=False)

    def _tell_restart(self, child: Child) -> None:
        from django.utils.translation import gettext as _

        if child.restarts > self._restarts.get(child.name, 0):
            self._restarts[child.name] = child.restarts
            click.echo(
                "\n"
                + _("{name} ended and was started again; see the logs.").format(name=child.name)
            )


def _heartbeats(children: Sequence[Child]) -> str:
    now = time.time()
    parts = []
    for child in children:
        mark = click.style("●", fg="green" if child.is_well else "red")
        ago = f"{max(0, int(now - child.last_beat))} s" if child.last_beat else "–"
        parts.append(f"{mark} {child.name} {ago}")
    return "   ".join(parts)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def status(as_json: bool) -> int:
    """Say whether the house runs and how its parts fare; exit 0 if all is well."""
    config = configuration.load()
    running = folder.is_running(config.data)
    told = folder.read_state(config.data) | {"running": running}
    if not running:
        told["children"] = []
    well = running and all(child["well"] for child in told["children"])
    if as_json:
        click.echo(json.dumps(told, indent=1))
        return 0 if well else 1
    click.echo(f"{config.data}: " + (f"running at {told.get('url')}" if running else "not running"))
    for child in told["children"]:
        ago = int(time.time() - child["last_beat"])
        click.echo(
            f"  {child['name']:<8} {'well' if child['well'] else 'not well'}, "
            f"process {child['pid']}, heartbeat {ago} s ago, restarts {child['restarts']}"
        )
    return 0 if well else 1


@click.command()
def migrate() -> None:
    """Bring the database, the keys and the static files to this version, then stop."""
    config = configuration.load()
    with folder.held(config.data):
        standing.set_up("migrate")
        from django.utils.translation import gettext as _

        from muniment.run import preparing

        preparing.prepare(config, tell=click.echo)
    click.echo(_("The installation is at this version."))


@click.command()
def check() -> int:
    """Check that this installation is sound; exit 0 if it is."""
    standing.set_up("check")
    from django.utils.translation import gettext as _

    from muniment.run import soundness

    findings = soundness.findings()
    for finding in findings:
        click.echo(f"✗ {finding}")
    click.echo(_("Something needs attention.") if findings else _("All is sound."))
    return 1 if findings else 0
