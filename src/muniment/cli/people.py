"""`muniment people`: accounts and the org chart, also when nobody can sign in any more.

Whoever has a shell on the machine has its data folder too, so these commands act for the
house itself; each one leaves its ledger entry.
"""

import json
from dataclasses import asdict
from typing import Any

import click
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muniment.core import clock
from muniment.core.actor import Actor, Door
from muniment.people import queries, services
from muniment.people.domain.roles import Role
from muniment.people.queries import ChartNode, PeopleFilter, PersonRow
from muniment.people.services.errors import PersonNotFound

_AT_THE_MACHINE = Actor(person_id=None, door=Door.CLI)
_PER_PAGE = 200

as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


@click.group()
def group() -> None:
    """Accounts and the org chart."""


@group.command("list")
@click.option("--everybody", is_flag=True, help="Also those who left.")
@as_json
def list_people(everybody: bool, as_json: bool) -> None:
    """List people by name."""
    rows = _all(PeopleFilter(at_work=not everybody))
    if as_json:
        click.echo(json.dumps([_told(row) for row in rows], ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row.state.value:<10} {row.role.value:<15} {row.name}  <{row.email}>")
    click.echo(ngettext("{count} person", "{count} people", len(rows)).format(count=len(rows)))


@group.command()
def chart() -> None:
    """Draw who reports to whom."""
    for node in queries.org_chart():
        _draw(node, "")


@group.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--outside-company", type=click.UUID, help="Id, for export agents and lawyers.")
@as_json
def invite(email: str, name: str, role: str, outside_company: Any, as_json: bool) -> None:
    """Invite EMAIL and print the one-time link to hand over."""
    invited = services.invite_person(
        name=name,
        email=email,
        role=Role(role),
        outside_company_id=outside_company,
        language=settings.CONFIG.language,
        by=_AT_THE_MACHINE,
        at=clock.now(),
    )
    link = f"{settings.CONFIG.url}/invitation/{invited.token}/"
    told = {"person": str(invited.person_id), "link": link}
    _answer(as_json, told, _("Hand over this link; it works once, for seven days:"), link)


@group.command()
@click.argument("email")
@as_json
def leave(email: str, as_json: bool) -> None:
    """End EMAIL's employment now: every session, token and password is void."""
    person = _by_email(email)
    services.leave(person_id=person.id, by=_AT_THE_MACHINE, at=clock.now())
    _answer(as_json, {"person": str(person.id), "state": "left"}, _("Every way in is closed."))


@group.command("reset-second-factor")
@click.argument("email")
@as_json
def reset_second_factor(email: str, as_json: bool) -> None:
    """Take EMAIL's second factors away, for a lost phone or key; for the last owner too."""
    person = _by_email(email)
    services.reset_second_factor(person_id=person.id, by=_AT_THE_MACHINE, at=clock.now())
    told = _("{name} sets up a new second factor after the next sign-in.").format(name=person.name)
    _answer(as_json, {"person": str(person.id), "factors": 0}, told)


def _all(narrowed: PeopleFilter) -> list[PersonRow]:
    page = queries.people(narrowed, limit=_PER_PAGE)
    rows = page.rows
    while page.next_cursor:
        page = queries.people(narrowed, cursor=page.next_cursor, limit=_PER_PAGE)
        rows = rows + page.rows
    return rows


def _by_email(email: str) -> PersonRow:
    wanted = email.strip().lower()
    found = _all(PeopleFilter(text=wanted, at_work=False))
    for row in found:
        if row.email == wanted:
            return row
    raise PersonNotFound


def _draw(node: ChartNode, indent: str) -> None:
    click.echo(f"{indent}{node.name} ({node.role.value})")
    for report in node.reports:
        _draw(report, indent + "  ")


def _told(row: PersonRow) -> dict[str, Any]:
    told = asdict(row) | {"role": row.role.value, "state": row.state.value}
    return {key: None if value is None else str(value) for key, value in told.items()}


def _answer(as_json: bool, told: dict[str, Any], *lines: str) -> None:
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(lines))
