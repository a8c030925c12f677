"""How seldom long-lived processes look for garbage that refers to itself."""

import gc
from typing import Final

NEWBORN: Final = 50_000
"""So many new objects more than have gone, before the collector looks at them; Python's is 700.

A page about 20,000 customers makes some hundred thousand rows that all live until it is written;
looking at each of them again and again was half of its processor time. Nearly all that a page
makes is gone without the collector once nothing refers to it, so memory hardly grows
(docs/speed.md).
"""


def collect_seldom() -> None:
    """Leave what is loaded by now out of every collection, and look at what is new more seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEWBORN)
