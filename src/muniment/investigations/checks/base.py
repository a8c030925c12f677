"""What most checks of the house have in common, so that each says only where it differs."""

from typing import ClassVar

from muniment.investigations.domain.checks import Mode, Source


class HouseCheck:
    """Runs by itself, from what lies in the house, and costs nobody any time.

    A plug-in need not derive from it: what a check must have stands in `domain.checks.Check`.
    """

    version: ClassVar[int] = 1
    mode: ClassVar[Mode] = Mode.OFFLINE
    sources: ClassVar[tuple[Source, ...]] = ()
    minutes: ClassVar[int] = 0
    needs_key: ClassVar[tuple[str, ...]] = ()
