"""Amounts and shares of a hand-over as its pages write them."""

from typing import Any

from muniment.core.money import Money
from muniment.handover.domain.ranking import Told


def amounts(told: Told | None) -> dict[str, Any]:
    """What a page shows of the money; without sums only how many customers none holds."""
    sums = told.sums if told else None
    content: dict[str, Any] = {
        name: Money("USD", getattr(sums, name)) if sums else None
        for name in ("hang", "low", "high")
    }
    untold = told.untold if told else 0
    return {**content, "untold": untold, "partly": bool(sums and untold)}


def usd(dollars: int | None) -> Money | None:
    """Whole US dollars as money; None where they are closed."""
    return None if dollars is None else Money("USD", 100 * dollars)


def percent_text(share: int | None) -> str:
    """Write tenths of a percent; a dash where the share is not told."""
    return "–" if share is None else f"{share / 10:.1f}\u00a0%"
