"""The weights in force and the versions before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from muniment.exposure.domain.weights import Weights
from muniment.exposure.models import WeightsVersion


@dataclass(frozen=True, slots=True)
class WeightsRow:
    """One version; `lessons` is 0 for one set by hand, `between` its intervals if learnt."""

    number: int
    weights: Weights
    lessons: int
    proposed_by: UUID
    proposed_at: datetime
    adopted_by: UUID | None
    adopted_at: datetime | None
    closed_at: datetime | None
    leavers: int = 0
    between: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, row: WeightsVersion) -> "WeightsRow":
        """Take a row over."""
        return cls(
            row.number, Weights.of(row.sheet), row.lessons, row.proposed_by_id, row.proposed_at,
            row.adopted_by_id, row.adopted_at, row.closed_at, row.leavers,
            {name: (low, high) for name, (low, high) in row.between.items()},
        )  # fmt: skip

    @property
    def is_open(self) -> bool:
        """Whether it waits for a second person."""
        return self.adopted_at is None and self.closed_at is None


def weights_in_force() -> Weights:
    """The weights by which everything is worked out now; one query."""
    newest = WeightsVersion.objects.exclude(adopted_at=None).order_by("-number").first()
    return Weights.of(newest.sheet) if newest else Weights()


def weights_versions(*, limit: int = 50) -> tuple[WeightsRow, ...]:
    """Versions, the newest first; one query."""
    return tuple(map(WeightsRow.of, WeightsVersion.objects.order_by("-number")[:limit]))


def learning_base() -> Weights:
    """The newest weights in force that were set by hand; one query."""
    by_hand = WeightsVersion.objects.exclude(adopted_at=None).filter(lessons=0)
    newest = by_hand.order_by("-number").first()
    return Weights.of(newest.sheet) if newest else Weights()
