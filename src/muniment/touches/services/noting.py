"""A mail that was noted, as it waits sealed in a tray, and back."""

from datetime import date
from typing import Any

from muniment.touches.domain.kinds import Kind, Trace
from muniment.touches.domain.noted import Noted


def told_of(noted: Noted) -> dict[str, Any]:
    """What is kept of a mail until somebody says whom it concerns: its head, never its text."""
    return {
        "key": noted.key, "on": noted.on.isoformat(), "parties": dict(noted.parties),
        "sender": noted.sender, "subject": noted.subject, "shown": sorted(noted.shown),
        "answers": list(noted.answers), "kind": noted.kind.value, "trace": noted.trace.value,
    }  # fmt: skip


def restored(told: dict[str, Any]) -> Noted:
    """Take it up again."""
    return Noted(
        kind=Kind(told["kind"]), on=date.fromisoformat(told["on"]), key=told["key"],
        parties=told["parties"], sender=told["sender"], subject=told["subject"],
        shown=frozenset(told["shown"]), trace=Trace(told["trace"]),
        answers=tuple(told["answers"]),
    )  # fmt: skip
