"""Coverage: customers by parts, with the days since the last traced touch; and who hangs on one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow
from muniment.people.queries.leaving import Presence, present
from muniment.touches.domain.duties import Owed, Part
from muniment.touches.domain.share import FEWEST, WINDOW_DAYS, SingleThread, single_thread
from muniment.touches.queries.duties import owed
from muniment.touches.queries.touches import often_touched, touch_shares, touched_by
from muniment.vault.queries import keeping
from muniment.vault.queries.holding import held_by_any, names_held_by_any, names_of_open
from muniment.vault.queries.keeping import KeptRow

_ALL = frozenset({Role.OWNER, Role.COMPLIANCE})
_FEW = 200  # customers whose touches are counted at once, without narrowing them first


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One customer: what is owed in each part. A part without an entry owes nothing."""

    kept: KeptRow
    parts: Mapping[Part, Owed]

    def late(self, on: date) -> int:
        """The most days that anybody is late; 0 while all duties are kept."""
        return max((it.late(on) for it in self.parts.values() if it.person_id), default=0)


@dataclass(frozen=True, slots=True)
class Coverage:
    """One page of the matrix.

    Attributes:
        customers, without_deputy, late: counts over the whole scope, not the page alone. A deputy
            who is leaving is none.
        keepers: who keeps a customer of the scope, whoever it was narrowed to.
        threads: customers of the page whose touches gather on one person; `threaded` counts those
            of the whole scope, where that was asked for.
    """

    rows: tuple[CoverageRow, ...]
    customers: int
    without_deputy: int
    late: int
    page: int
    pages: int
    keepers: frozenset[UUID] = frozenset()
    threads: tuple[SingleThread, ...] = ()
    threaded: int | None = None


def scope_of(reader: ReaderRow) -> tuple[KeptRow, ...]:
    """The customers a reader answers for: all, her people's, or her own; up to three queries.

    Somebody on notice answers for nobody's but her own.
    """
    if reader.state is not State.ACTIVE:
        return held_by_any({reader.id})
    if reader.role in _ALL:
        return keeping.kept_now()
    return held_by_any({reader.id} | people.reports_of(reader.id))


def coverage(
    reader: ReaderRow, *, on: date, only: str = "", keeper_id: UUID | None = None, page: int = 1,
    size: int = 50, leads: bool = False,
) -> Coverage:  # fmt: skip
    """Lay out who was in touch with whom, worst first; about a dozen queries.

    Worst is no deputy, then the most days late, then the codename.

    Args:
        only: `no_deputy`, `late`, `thread` (touches gather on one person), or "" for every
            customer of the scope.
        leads: on whom customers hang is told; without it, `thread` finds nothing.
    """
    scope = scope_of(reader)
    keepers = frozenset(row.keeper_id for row in scope if row.keeper_id)
    kept = [row for row in scope if keeper_id in {None, row.keeper_id}]
    parts: dict[UUID, dict[Part, Owed]] = {}
    for duty in owed(kept, on=on):
        parts.setdefault(duty.dossier_id, {})[duty.part] = duty
    rows = [CoverageRow(row, parts.get(row.dossier_id, {})) for row in kept]
    staff = present()
    alone = [row for row in rows if row.kept.deputy_id not in staff.staying]
    days = {row.kept.dossier_id: row.late(on) for row in rows}
    late = [row for row in rows if days[row.kept.dossier_id]]
    hits = _others_threads(reader, days, staff, on=on) if leads and only == "thread" else {}
    thin = [row for row in rows if row.kept.dossier_id in hits]
    chosen = {"no_deputy": alone, "late": late, "thread": thin}.get(only, rows)
    chosen.sort(
        key=lambda row: (
            row.kept.deputy_id in staff.staying, -days[row.kept.dossier_id], row.kept.codename,
        )
    )  # fmt: skip
    pages = max(1, -(-len(chosen) // size))
    page = min(max(1, page), pages)
    shown = tuple(chosen[(page - 1) * size : page * size])
    ids = [row.kept.dossier_id for row in shown]
    threaded = len(hits) if leads and only == "thread" else None
    if leads and threaded is None:
        hits = _others_threads(reader, ids, staff, on=on)
    threads = tuple(hits[one] for one in ids if one in hits)
    return Coverage(
        shown, len(rows), len(alone), len(late), page, pages, keepers, threads, threaded
    )


def _others_threads(
    reader: ReaderRow, dossier_ids: Collection[UUID], staff: Presence, *, on: date
) -> dict[UUID, SingleThread]:
    """Single threads by customer; of her own share nobody is alarmed by herself."""
    hits = single_threads(dossier_ids, on=on, staff=staff)
    return {it.dossier_id: it for it in hits if it.person_id != reader.id}


def single_threads(
    dossier_ids: Collection[UUID], *, on: date, staff: Presence | None = None
) -> list[SingleThread]:
    """Name the customers whose touches of 12 months gather on one person, the worst first.

    Args:
        staff: who is here, for whoever asked it already.
    """
    since, staff = on - timedelta(days=WINDOW_DAYS), staff or present()
    thick = dossier_ids if len(dossier_ids) <= _FEW else _thick(dossier_ids, since, on, staff)
    shares = touch_shares(thick, since=since, until=on)
    found = [
        hit
        for key, mine in shares.items()
        if (hit := single_thread(key, mine, here=staff.here, leaving=staff.leaving))
    ]
    return sorted(found, key=lambda it: (-it.percent, -it.total, it.dossier_id.hex))


def _thick(
    dossier_ids: Collection[UUID], since: date, on: date, staff: Presence
) -> Collection[UUID]:
    """Narrow many customers to those that can be single threads.

    Where all who touched it stay, more than four in five of at least five touches are at least
    five by one person; only beside somebody who left or is leaving may it be fewer.
    """
    often = often_touched(dossier_ids, since=since, until=on, fewest=FEWEST)
    return often | touched_by(staff.leaving | staff.left, dossier_ids, since=since, until=on)


def single_threads_under(
    reader: ReaderRow, *, on: date
) -> tuple[list[SingleThread], dict[UUID, str]]:
    """Single threads among the customers a leader answers for, and their codenames.

    The worst first. Hits on the reader are left out.
    """
    names = _names_in_scope(reader)
    return list(_others_threads(reader, names, present(), on=on).values()), names


def _names_in_scope(reader: ReaderRow) -> dict[UUID, str]:
    """The codenames alone of `scope_of`, in a third of its time; up to two queries."""
    if reader.state is not State.ACTIVE:
        return names_held_by_any({reader.id})
    if reader.role in _ALL:
        return names_of_open()
    return names_held_by_any({reader.id} | people.reports_of(reader.id))
