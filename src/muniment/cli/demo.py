"""The terminal's part of the demonstration company."""

import json

import click
from django.utils.translation import gettext as _

from muniment.demo import signins


@click.group()
def group() -> None:
    """The demonstration company."""


@group.command("sign-ins")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def sign_ins(as_json: bool) -> None:
    """Print how the people of the demonstration sign in, with the codes of this half minute."""
    if as_json:
        rows = [
            {"name": one.name, "role": one.role, "email": one.email, "password": one.password,
             "code": one.code()}
            for one in signins.load()
        ]  # fmt: skip
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    lines = signins.sign_ins() or [_("This installation has no demonstration company.")]
    click.echo("\n".join(lines))
