"""What most checks of the house have in common, so that each says only where it differs."""

from typing import ClassVar

from muniment.investigations.domain.checks import Mode, Result, Source, Subject, World
from muniment.investigations.outside.asking import reading


class HouseCheck:
    """Runs by itself, from what lies in the house, and costs nobody any time.

    A plug-in need not derive from it: what a check must have stands in `domain.checks.Check`.
    """

    version: ClassVar[int] = 1
    mode: ClassVar[Mode] = Mode.OFFLINE
    sources: ClassVar[tuple[Source, ...]] = ()
    minutes: ClassVar[int] = 0
    needs_key: ClassVar[tuple[str, ...]] = ()

    def not_applicable(self, subject: Subject) -> str:  # noqa: ARG002 - for those that differ
        """The question arises in every case; one without its inputs is told by `needs`."""
        return ""


class LiveCheck(HouseCheck):
    """Asks somebody over the network."""

    mode: ClassVar[Mode] = Mode.LIVE
    timeout_s: ClassVar[float] = 40


class ReadingCheck(LiveCheck):
    """Asks a service whose answers have a form that can be broken; a subclass says `read`."""

    def run(self, subject: Subject, world: World) -> Result:
        """Ask, and answer; an answer that makes no sense is `FAILED`.

        Raises:
            NotReached: the service did not answer, or not with an answer.
        """
        return reading(lambda: self.read(subject, world))

    def read(self, subject: Subject, world: World) -> Result:
        """Ask, read what comes, and answer.

        Raises:
            NotReached: as `run`. Malformed: the answer makes no sense.
        """
        raise NotImplementedError


class ManualCheck(HouseCheck):
    """A task for a person; `task` says what she does, a translatable English sentence."""

    mode: ClassVar[Mode] = Mode.MANUAL
    timeout_s: ClassVar[float] = 5.0
    max_age_days: ClassVar[int] = 180
    id: ClassVar[str]
    task: ClassVar[str]
