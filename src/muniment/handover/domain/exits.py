"""What a leaver brings back, and when a hand-over is complete."""

from dataclasses import dataclass

RETURNS = (
    "laptop",
    "phone",
    "sim_card",
    "storage",
    "access_cards",
    "payment_cards",
    "business_cards",
    "samples",
    "papers",
    "loans",
    "accounts",
    "mailing_lists",
    "chat_groups",
)
"""The list that every leaver starts with; kinds that nobody held are ticked off as such."""
OTHER = "other"
KINDS = (*RETURNS, OTHER)


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be so before the form is complete: how many of how many.

    Attributes:
        code: main_confirmed, accepted, promises, returns, deletion or duties.
    """

    code: str
    done: int
    total: int

    @property
    def is_met(self) -> bool:
        """Say whether nothing is open."""
        return self.done >= self.total


def conditions(
    *, main: tuple[int, int], accepted: tuple[int, int], promises: tuple[int, int],
    leaving: tuple[tuple[int, int], bool, bool] | None,
) -> tuple[Condition, ...]:  # fmt: skip
    """List what must be so.

    Args:
        main, accepted, promises: done and all.
        leaving: what came back of what was held, whether the deletion statement is signed,
            whether the duties are acknowledged; None where nobody leaves.
    """
    board = (
        Condition("main_confirmed", *main),
        Condition("accepted", *accepted),
        Condition("promises", *promises),
    )
    if leaving is None:
        return board
    returns, deletion, duties = leaving
    return (
        *board,
        Condition("returns", *returns),
        Condition("deletion", int(deletion), 1),
        Condition("duties", int(duties), 1),
    )
