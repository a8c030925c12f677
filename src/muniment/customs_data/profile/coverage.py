"""What a profile rests on: which sources are loaded, which name the buyer, what was set aside."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from muniment.customs_data.domain.profile import Coverage, Measure, SourceSpan
from muniment.customs_data.domain.profile_time import month_name
from muniment.customs_data.domain.profile_words import Note
from muniment.customs_data.domain.shipments import PartyRole, SourceKind

Place = tuple[str, str, str]
"""Kind, reporting country, direction."""


@dataclass(frozen=True, slots=True)
class Span:
    """Rows of one source in one counted month; month None for rows without a day."""

    source_kind: str
    reporting_country: str
    direction: str
    month: int | None
    rows: int

    @property
    def place(self) -> Place:
        """Which source it is."""
        return self.source_kind, self.reporting_country, self.direction


def measure_of(gaps: Mapping[str, Any]) -> Measure:
    """Choose what shares are counted in: value, else weight, if at least half the rows have it."""
    if 2 * gaps["valued"] >= gaps["rows"] and gaps["value_usd"] > 0:
        return Measure.VALUE
    if 2 * gaps["weighed"] >= gaps["rows"] and gaps["weight_kg"] > 0:
        return Measure.WEIGHT
    return Measure.ROWS


def covered_months(spans: Sequence[Span], here: Sequence[Mapping[str, Any]]) -> frozenset[int]:
    """List the counted months of the sources that name the buyer, or of all when none does."""
    named = {_place(row) for row in here} or {span.place for span in spans}
    return frozenset(span.month for span in spans if span.place in named and span.month is not None)


def coverage(
    spans: Sequence[Span],
    here: Sequence[Mapping[str, Any]],
    aside: Sequence[Mapping[str, Any]],
    gaps: Mapping[str, Any],
) -> Coverage:
    """Tell what the profile rests on.

    Args:
        spans: the whole house; here: rows of the buyer by source; aside: by role and repetition;
        gaps: what the counted rows have.
    """
    sources = _sources(spans, {_place(row): row["rows"] for row in here})
    months = covered_months(spans, here)
    rows = gaps["rows"]
    return Coverage(
        sources=sources,
        covered_until=month_name(max(months)) if months else "",
        rows=rows,
        set_aside=_set_aside(aside),
        without_value=rows - gaps["valued"],
        without_day=rows - gaps["dated"],
        without_seller=rows - gaps["named"],
        share_by=measure_of(gaps),
        notes=tuple(note.value for note in _notes(sources, gaps)),
    )


def _place(row: Mapping[str, Any]) -> Place:
    return row["source_kind"], row["reporting_country"], row["direction"]


def _sources(spans: Sequence[Span], of_buyer: Mapping[Place, int]) -> tuple[SourceSpan, ...]:
    rows: defaultdict[Place, int] = defaultdict(int)
    months: defaultdict[Place, set[int]] = defaultdict(set)
    for span in spans:
        rows[span.place] += span.rows
        if span.month is not None:
            months[span.place].add(span.month)
    return tuple(
        SourceSpan(
            *place,
            first=month_name(min(months[place])) if months[place] else "",
            last=month_name(max(months[place])) if months[place] else "",
            rows=rows[place],
            of_buyer=of_buyer.get(place, 0),
        )
        for place in sorted(rows)
    )


def _set_aside(aside: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Count rows that do not count, each under one reason; repetition comes first."""
    found: defaultdict[str, int] = defaultdict(int)
    for row in aside:
        if not row["counts"]:
            found["repeated"] += row["rows"]
        elif row["buyer_role"] != PartyRole.PARTY:
            found[row["buyer_role"]] += row["rows"]
    return dict(sorted(found.items()))


def _notes(sources: Sequence[SourceSpan], gaps: Mapping[str, Any]) -> list[Note]:
    named = [source for source in sources if source.of_buyer]
    notes = [Note.NO_RECORD]
    if named and all(source.kind == SourceKind.MANIFEST for source in named):
        notes.append(Note.MANIFEST_ONLY)
    if {"import", "export"} <= {source.direction for source in named}:
        notes.append(Note.BOTH_SIDES)
    if any(source.kind == SourceKind.SUMMARY for source in named):
        notes.append(Note.SUMMARY)
    if gaps["rows"] > gaps["valued"]:
        notes.append(Note.VALUES_MISSING)
    return notes
