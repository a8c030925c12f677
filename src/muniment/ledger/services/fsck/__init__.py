"""The check of the ledger: hashes the data again and names each damaged row.

The deep check reads everything, entries included, and believes no stored hash. It looks at one
moment of the database while work goes on. It never repairs: what to do is for people to decide.
"""

from collections.abc import Callable

from muniment.ledger import sql
from muniment.ledger.models import Entry, Leaf, Log
from muniment.ledger.services.fsck import quick, rows
from muniment.ledger.services.fsck.forest import Tree
from muniment.ledger.services.fsck.report import SENTENCES, Damage, Findings, Report

__all__ = ["SENTENCES", "Damage", "Report", "fsck"]

Progress = Callable[[int, int], None]  # done, total


def fsck(*, deep: bool, progress: Progress = lambda _done, _total: None) -> Report:
    """Check the ledger: quickly (counts, heads, guards, newest signature) or deeply.

    Raises nothing about damage: damage is in the report.

    Costs, when deep, about 90 s for a million entries; reads a snapshot, blocks no writer.
    """
    findings = Findings()
    signed = quick.recall(findings)  # before the snapshot: a memory that is newer would seem a loss
    with sql.snapshot():
        quick.check_guards(findings)
        quick.check_signer(findings, signed)
        quick.check_signatures(findings, newest_only=not deep)
        if deep:
            _check_deeply(findings, progress)
        else:
            quick.check_counts(findings)
            quick.check_heads(findings)
    return findings.report(deep=deep)


def _check_deeply(findings: Findings, progress: Progress) -> None:
    total = Entry.objects.count() + Leaf.objects.count()
    done = 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        progress(min(done, total), total)

    rows.check_waiting(findings)
    rows.Rows(findings).check(step)
    for log in Log.objects.order_by("pk"):
        Tree(log, findings).check(step)
