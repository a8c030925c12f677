"""Same hands: which companies that we know share people with the subject."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.base import HouseCheck
from muniment.investigations.domain.checks import (
    Found,
    NotReached,
    Outcome,
    Result,
    Step,
    Subject,
    World,
)
from muniment.investigations.domain.house import Kin


class SameHandsCheck(HouseCheck):
    """Ask the house which known companies have the same hands behind them."""

    id: ClassVar[str] = "hands.same"
    title: ClassVar[str] = gettext_noop("The same hands behind other companies")
    step: ClassVar[Step] = Step.SAME_HANDS
    needs: ClassVar[tuple[frozenset[str], ...]] = (
        frozenset(
            {
                "contact.phone",
                "contact.email",
                "person.name",
                "company.address",
                "bank.account",
                "web.analytics_id",
                "web.favicon",
                "web.template",
            }
        ),
    )
    weight: ClassVar[int] = 3
    timeout_s: ClassVar[float] = 120.0
    max_age_days: ClassVar[int] = 30

    def run(self, subject: Subject, world: World) -> Result:
        """Ask; a lead stays a lead and weighs nothing."""
        answer = world.ask("same_hands", subject=subject)
        if not isinstance(answer, tuple) or not all(isinstance(one, Kin) for one in answer):
            raise NotReached("malformed")
        found = (*(_kin(one) for one in answer), *_refused(answer))
        return Result(Outcome.DONE if found else Outcome.NOTHING_FOUND, found)


def _kin(kin: Kin) -> Found:
    signal = "hands.lead"
    if kin.is_link:
        signal = "hands.blacklisted" if kin.blacklisted else "hands.linked"
    told: dict[str, str | int] = {"company": kin.company, "why": kin.why}
    mark = kin.mark or kin.why
    return Found(signal, kin.key, told, kin.why, kin.confidence, fingerprint=mark)


def _refused(answer: Sequence[Kin]) -> Iterator[Found]:
    """Companies of the group that refused goods; one linked company is enough."""
    refused = [one for one in answer if one.is_link and one.refused]
    if refused:
        confidence = max(one.confidence for one in refused)
        keys = "|".join(sorted(one.key for one in refused))
        yield Found("hands.group_refused", "group", {"count": len(refused)},
                    confidence=confidence, fingerprint=keys)  # fmt: skip
