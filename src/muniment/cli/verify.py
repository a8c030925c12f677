"""`muniment verify`: hands over to the verifier, which stands alone and needs nothing of ours."""

import click

from muniment_verify.cli import main


@click.command(
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def verify(words: tuple[str, ...]) -> int:
    """Check a proof with no database: exit 0 good, 1 not to be trusted, 2 misuse."""
    return main(words)
