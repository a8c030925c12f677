"""The reach on real layouts, which lie outside the repository: skipped where they are missing.

`layouts.json` beside this file names each layout by the fingerprint of its headings and says,
as a person checked it, which column holds what.
"""

import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from muniment.customs_data.domain.layouts import fingerprint_of
from muniment.customs_data.domain.mapping import map_columns
from muniment.customs_data.domain.roles import MAIN, Direction, Role

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "customs"
TRUTH = json.loads((Path(__file__).parent / "layouts.json").read_text())
STRICT = {Role.BUYER, Role.SELLER, Role.HS_CODE, Role.DATE, Role.VALUE}
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the sample of customs layouts is not beside the repository"
)


def cases():
    rows = defaultdict(list)
    with gzip.open(SAMPLES / "declarations_full.jsonl.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            told = json.loads(line)
            rows[told["source_file"]].append(told["row"])
    for layout in json.loads((SAMPLES / "layouts.json").read_text(encoding="utf-8")):
        headings = layout["columns"]
        cells = [[str(row.get(it) or "") for it in headings] for row in rows[layout["source_file"]]]
        yield layout["source_file"], headings, cells


@pytest.mark.parametrize("with_cells", [True, False])
def test_columns_of_real_layouts_are_found_with_and_without_their_rows(with_cells):
    right: Counter[Role] = Counter()
    wanted: Counter[Role] = Counter()
    for name, headings, cells in cases():
        way = Direction.EXPORT if "export" in name.lower() else Direction.IMPORT
        truth = TRUTH[f"{fingerprint_of(headings)} {way}"]
        found = map_columns(headings, cells if with_cells else [], way)
        for role in MAIN:
            if (column := truth.get(role)) is not None:
                wanted[role] += 1
                choice = found.get(role)
                columns = (choice.column, *choice.fallbacks) if choice else ()
                right[role] += column in columns

    reach = {role: right[role] / wanted[role] for role in MAIN}
    assert all(share >= (0.98 if role in STRICT else 0.92) for role, share in reach.items()), reach
