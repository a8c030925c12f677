"""What the check of the ledger found: each damaged row by table and id, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from muniment.core.errors import gettext_noop

MOST: Final = 1000  # damages that a report names; the rest is counted

SENTENCES: Final[Mapping[str, str]] = {
    "entry.body_changed": gettext_noop("The bytes are not those that were written."),
    "entry.unreadable": gettext_noop("The bytes are no entry any more."),
    "entry.column_changed": gettext_noop("A column says something else than the bytes."),
    "entry.other_log": gettext_noop("The bytes belong to another log."),
    "entry.not_queued": gettext_noop("It neither has an index nor waits for one."),
    "entry.replaced": gettext_noop("Its hash is not the one that the log holds for it."),
    "chain.gap": gettext_noop("Entries about the same subject are missing before this one."),
    "chain.broken": gettext_noop("It does not continue the entry before it."),
    "chain.cut": gettext_noop("The newest entries about this subject are missing."),
    "chain.tip": gettext_noop("The tip of the chain is not the newest entry."),
    "opening.gone": gettext_noop("The value behind a commitment is missing."),
    "opening.changed": gettext_noop("The value does not fit the commitment."),
    "pending.entry_gone": gettext_noop("The entry that waits for an index is gone."),
    "pending.done_already": gettext_noop("The entry waits although it has an index."),
    "leaf.gone": gettext_noop("No entry has this index."),
    "leaf.entry_gone": gettext_noop("The entry with this index is gone."),
    "leaf.out_of_place": gettext_noop("Another entry stood at this index."),
    "tile.gone": gettext_noop("A piece of the tree is missing."),
    "tile.changed": gettext_noop("A piece of the tree was changed."),
    "tile.extra": gettext_noop("A piece of the tree should not be there."),
    "head.gone": gettext_noop("The head of the log is missing."),
    "head.changed": gettext_noop("The head of the log does not fit its entries."),
    "checkpoint.changed": gettext_noop("The row says something else than the signed text."),
    "checkpoint.signature": gettext_noop("The signature does not fit."),
    "checkpoint.contradicted": gettext_noop("The log is not the one that was signed here."),
    "signer.behind": gettext_noop("More was signed than the database holds."),
    "signer.forked": gettext_noop("Something else was signed than the database holds."),
    "signer.other_origin": gettext_noop("The signer remembers another log."),
    "signer.state_missing": gettext_noop("The signer has lost its memory."),
    "signer.broken": gettext_noop("The signer's memory cannot be read."),
    "signer.damaged": gettext_noop("The tree is too damaged to compare with the signer."),
    "trigger.missing": gettext_noop("A guard of the tables is missing."),
    "count.differs": gettext_noop("The numbers of rows do not fit each other."),
}


@dataclass(frozen=True, slots=True)
class Damage:
    """One row that is not as it should be: `what` is a code of `SENTENCES`."""

    table: str
    row: str
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome: how much was checked, and what is damaged (`more` beyond those named)."""

    deep: bool
    entries: int
    leaves: int
    waiting: int
    openings: int
    damages: tuple[Damage, ...]
    more: int = 0

    @property
    def is_good(self) -> bool:
        """Whether nothing is damaged."""
        return not self.damages


@dataclass(slots=True)
class Findings:
    """Collects damages while the check runs, and counts what was looked at."""

    damages: dict[Damage, None] = field(default_factory=dict)
    more: int = 0
    entries: int = 0
    leaves: int = 0
    waiting: int = 0
    openings: int = 0

    def add(self, table: str, row: object, what: str, detail: str = "") -> None:
        """Note one damage; the thousandth and later are only counted."""
        if len(self.damages) < MOST:
            self.damages[Damage(f"ledger_{table}", str(row), what, detail)] = None
        else:
            self.more += 1

    def report(self, *, deep: bool) -> Report:
        """Close the list."""
        counts = self.entries, self.leaves, self.waiting, self.openings
        return Report(deep, *counts, tuple(self.damages), self.more)
