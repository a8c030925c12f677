"""What rows of every kind have in common."""

from muniment.intake.domain.plan import Plan
from muniment.intake.domain.problems import Problem, problem
from muniment.sheets.lines import Line


def too_wide_for(plan: Plan, line: Line) -> Problem:
    """Make the problem of a row with more cells than the table has columns.

    Such a row must not be read: a stray separator has moved its cells.
    """
    return problem(
        line.number,
        "cells_extra",
        found=str(len(line.cells)),
        expected=str(len(plan.targets)),
        delimiter=plan.layout.delimiter or ",",
    )
