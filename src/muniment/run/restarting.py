"""How long a dead child waits before it is started again."""

from dataclasses import dataclass

FIRST_WAIT = 0.5  # seconds
LONGEST_WAIT = 30.0
STEADY_AFTER = 60.0  # a child that lived this long was healthy; its next death is a first one


@dataclass(slots=True)
class Backoff:
    """Counts deaths that follow each other closely."""

    deaths: int = 0

    def wait_after_death(self, lived: float) -> float:
        """Say how many seconds to wait after a life of `lived` seconds: 0.5, 1, 2, …, 30."""
        self.deaths = 1 if lived >= STEADY_AFTER else self.deaths + 1
        return min(FIRST_WAIT * float(2 ** min(self.deaths - 1, 10)), LONGEST_WAIT)
