"""The report of a run: every bad row with line, column, reason and remedy, as a sealed CSV.

It repeats at most 60 characters of a cell and opens to the person who uploaded the file.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from muniment.core.errors import fill
from muniment.intake import spool
from muniment.intake.domain.problems import REASONS, Problem
from muniment.intake.words import word_for
from muniment.sheets.harmless import harmless

PART = "report"
_HEADINGS = (
    gettext_noop("Line"),
    gettext_noop("Column"),
    gettext_noop("Heading"),
    gettext_noop("What stands there"),
    gettext_noop("Reason"),
    gettext_noop("Remedy"),
)


class Report:
    """Writes problems as they are found; memory does not grow with their number.

    Use as a context manager: leaving by an exception takes the half-written report away.
    """

    def __init__(self, run_id: UUID, *, headings: Sequence[str], language: str) -> None:
        self.rows = 0
        self._headings = headings
        self._language = language
        self._sealed = spool.Writer(run_id, PART)
        self._sentences: dict[str, tuple[str, str]] = {}
        self._sealed.write(b"\xef\xbb\xbf")  # or Excel takes UTF-8 for something else
        with translation.override(language):
            self._write([gettext(heading) for heading in _HEADINGS])

    def __enter__(self) -> "Report":
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._sealed.__exit__(kind, *rest)

    def add(self, problems: Iterable[Problem]) -> None:
        """Write problems down."""
        for problem in problems:
            self.rows += 1
            reason, remedy = self._sentence(problem)
            place = problem.column
            self._write(
                [
                    str(problem.line),
                    "" if place is None else letters(place),
                    self._headings[place]
                    if place is not None and place < len(self._headings)
                    else "",
                    problem.given,
                    reason,
                    remedy,
                ]
            )

    def _sentence(self, problem: Problem) -> tuple[str, str]:
        known = self._sentences.get(problem.code)
        with translation.override(self._language):
            if known is None:
                known = gettext(REASONS[problem.code][0]), gettext(REASONS[problem.code][1])
                self._sentences[problem.code] = known
            if not problem.facts:
                return known
            facts = {name: _told(name, text) for name, text in problem.facts.items()}
        return fill(known[0], facts), fill(known[1], facts)

    def _write(self, cells: Sequence[str]) -> None:
        line = io.StringIO(newline="")
        csv.writer(line).writerow([harmless(cell) for cell in cells])
        self._sealed.write(line.getvalue().encode("utf-8", "replace"))


def letters(place: int) -> str:
    """Name a column the way sheets do: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _told(name: str, text: str) -> str:
    if name == "field":
        return word_for(text)
    return gettext(text) if name == "why" and text else text
