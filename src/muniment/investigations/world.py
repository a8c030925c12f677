"""The world of a check, in earnest: the way out, evidence kept first, the rooms of the house.

Two worlds share it: `CaseWorld` keeps evidence in the chain of a case; `LooseWorld` serves the
terminal without any case and keeps evidence in memory and, if asked, in a folder.
"""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

from muniment.core import clock
from muniment.core.actor import Actor
from muniment.core.clock import rfc3339
from muniment.core.config import Config
from muniment.core.files import write_durably
from muniment.investigations import evidence, limits
from muniment.investigations.connectors import setting
from muniment.investigations.domain.checks import (
    DnsAnswer,
    Fetched,
    NotReached,
    Subject,
    WhoisAnswer,
)
from muniment.investigations.outside.fetching import Outside
from muniment.investigations.outside.settings import OutsideSettings
from muniment.investigations.questions import Answerer, Asking, answer


class HouseWorld:
    """What both worlds have in common; a subclass says where evidence goes."""

    def __init__(self, config: Config, asking: Asking) -> None:
        self._config, self._asking = config, asking
        self._outside = Outside(OutsideSettings.of(config), self.keep)
        self._ends_at = float("inf")
        self._tick: Callable[[], float] = time.monotonic

    @property
    def is_offline(self) -> bool:
        """Whether the switch forbids every question to the outside."""
        return bool(self._config.offline)

    def begin(self, timeout_s: float) -> None:
        """Start the clock of one check: questions beyond it are not asked any more."""
        self._ends_at = self._tick() + timeout_s

    def fetch(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        secret_headers: Mapping[str, str] | None = None,
        timeout_s: float = 15.0,
        limit_bytes: int = 2_000_000,
    ) -> Fetched:
        """Ask one address; see `World.fetch`."""
        return self._outside.fetch(
            url, method=method, headers=headers, body=body, secret_headers=secret_headers,
            timeout_s=min(timeout_s, self._left()), limit_bytes=limit_bytes,
        )  # fmt: skip

    def resolve(self, name: str, kind: str) -> DnsAnswer:
        """Ask the name service; see `World.resolve`."""
        self._left()
        return self._outside.resolve(name, kind)

    def whois(self, server: str, line: str) -> WhoisAnswer:
        """Ask a WHOIS server; see `World.whois`."""
        return self._outside.whois(server, line, timeout_s=min(15.0, self._left()))

    def keep(self, content: bytes, *, kind: str, source: str) -> str:
        """Keep bytes as evidence; see `World.keep`."""
        raise NotImplementedError

    def setting(self, name: str) -> str:
        """A setting of the connectors; see `World.setting`."""
        return setting(self._config, name)

    def ask(self, question: str, **inputs: object) -> object:
        """Ask a room of the house; see `World.ask`."""
        self._left()
        return answer(question, self._asking, inputs)

    def _left(self) -> float:
        left = self._ends_at - self._tick()
        if left <= 0:
            raise NotReached("timeout")
        return left


class CaseWorld(HouseWorld):
    """The world of the checks of one case; evidence goes into its chain.

    `run_id` and `check_id` say which check is running.
    """

    def __init__(self, config: Config, asking: Asking, *, by: Actor) -> None:
        super().__init__(config, asking)
        self._by = by
        self.run_id: UUID | None = None
        self.check_id = ""
        self.kept: dict[str, UUID] = {}
        self._compared: UUID | None = None  # the run that is counted already

    def ask(self, question: str, **inputs: object) -> object:
        """Ask a room of the house; what compares with our customers is asked so often a day."""
        if question in limits.COMPARING and self._compared != self.run_id:
            assert self._asking.case_id is not None
            assert self.run_id is not None
            limits.require_comparison(
                self.check_id, run_id=self.run_id, case_id=self._asking.case_id, by=self._by,
                at=clock.now(), a_day=self._config.comparisons_per_day,
            )  # fmt: skip
            self._compared = self.run_id
        return super().ask(question, **inputs)

    def keep(self, content: bytes, *, kind: str, source: str) -> str:
        """Keep bytes in the chain of the case, durable before this returns.

        The mail of the inquiry lies in the house: the checks of one run keep it once.
        """
        assert self._asking.case_id is not None
        digest = hashlib.sha256(content).hexdigest()
        if kind == "mail" and digest in self.kept:
            return digest
        kept = evidence.keep(
            case_id=self._asking.case_id, content=content, kind=kind, source=source,
            by=self._by, at=clock.now(), method="check", run_id=self.run_id,
        )  # fmt: skip
        self.kept[kept.sha256] = kept.id
        return kept.sha256


@dataclass(frozen=True, slots=True)
class LoosePiece:
    """A piece of evidence outside any case; `sha256` hexadecimal."""

    sha256: str
    kind: str
    source: str
    at: datetime
    content: bytes = field(repr=False)


class LooseWorld(HouseWorld):
    """The world of checks without a case, for the terminal.

    Args:
        folder: where each piece is written, named by its hash, with an `index.jsonl` beside;
            None keeps them in memory only.
        answers: who answers instead of a room of the house, by question.
        has_house: False when there is no house to ask beside `answers`.
    """

    def __init__(
        self, config: Config, subject: Subject, *, folder: Path | None = None,
        answers: Mapping[str, Answerer] = MappingProxyType({}), has_house: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(config, Asking(None, subject, clock.now()))
        self._folder, self._answers, self._has_house = folder, answers, has_house
        self.pieces: list[LoosePiece] = []

    def ask(self, question: str, **inputs: object) -> object:
        """Ask whoever answers for the house, then the house if there is one."""
        self._left()
        if (own := self._answers.get(question)) is not None:
            return own(self._asking, inputs)
        if not self._has_house:
            raise NotReached("nobody_answers")
        return answer(question, self._asking, inputs)

    def keep(self, content: bytes, *, kind: str, source: str) -> str:
        """Keep bytes in memory, and in the folder before this returns."""
        sha = hashlib.sha256(content).hexdigest()
        piece = LoosePiece(sha, kind, source, clock.now(), content)
        self.pieces.append(piece)
        if self._folder is not None:
            write_durably(self._folder / sha, content)
            write_durably(self._folder / "index.jsonl", _index(self.pieces))
        return sha


def _index(pieces: list[LoosePiece]) -> bytes:
    lines = [
        json.dumps(
            {"sha256": it.sha256, "kind": it.kind, "source": it.source, "at": rfc3339(it.at)},
            ensure_ascii=False,
        )
        for it in pieces
    ]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
