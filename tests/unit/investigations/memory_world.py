"""A world of memory for checks: it answers what it was told, keeps bytes, reaches nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from muniment.investigations.domain.checks import (
    DnsAnswer,
    Fetched,
    NotReached,
    Subject,
    WhoisAnswer,
)

TODAY = date(2026, 11, 22)


@dataclass
class MemoryWorld:
    """`answers` by the name of the question; anything else was not reached."""

    answers: Mapping[str, object] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def fetch(self, _url: str, **_more: object) -> Fetched:
        raise NotReached("offline")

    def resolve(self, _name: str, _kind: str) -> DnsAnswer:
        raise NotReached("offline")

    def whois(self, _server: str, _line: str) -> WhoisAnswer:
        raise NotReached("offline")

    def keep(self, content: bytes, **_told: str) -> str:
        digest = hashlib.sha256(content).hexdigest()
        self.kept[digest] = content
        return digest

    def setting(self, _name: str) -> str:
        return ""

    def ask(self, question: str, **inputs: object) -> object:
        self.asked.append((question, inputs))
        if question not in self.answers:
            raise NotReached("no_data")
        answer = self.answers[question]
        return answer(**inputs) if callable(answer) else answer


def subject(today: date = TODAY, **facts: str | tuple[str, ...]) -> Subject:
    """Facts by code with `__` for the dot: `company__name="Heron Ltd"`."""
    known = {
        code.replace("__", "."): value if isinstance(value, tuple) else (value,)
        for code, value in facts.items()
    }
    return Subject(known, today)
