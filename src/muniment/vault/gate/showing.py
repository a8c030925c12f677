"""In which of many dossiers a field is open to a reader: for rooms above that show copies."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from muniment.people.queries import ReaderRow
from muniment.vault.catalogue import current
from muniment.vault.domain.policy import Cell
from muniment.vault.gate.which import Reach
from muniment.vault.models import Dossier

_MARKS = 500


def open_among(
    reader: ReaderRow, dossier_ids: Collection[UUID], *, field: str, at: datetime
) -> frozenset[UUID]:
    """Name the dossiers among these in which the access table opens `field` to the reader.

    Counted fields are not open: they take a look on record, dossier by dossier. Three SQL
    queries, and one for each 500 dossiers.
    """
    table, ids = current().table, list(dossier_ids)
    if table.spec(field) is None or not reader.state.may_sign_in:
        return frozenset()
    open_here = Reach(reader, at).with_cell(table, field, {Cell.OPEN})
    found: set[UUID] = set()
    for start in range(0, len(ids), _MARKS):
        some = Dossier.objects.filter(open_here, pk__in=ids[start : start + _MARKS])
        found.update(some.values_list("id", flat=True))
    return frozenset(found)
