"""The leaver minute in a process that dies at any moment: nothing of it is there, or all of it."""

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import pytest
from django.db import connections

from muniment.core.clock import frozen
from muniment.handover.models import Confirmation, Handover, HandoverItem
from muniment.handover.services import beginning
from muniment.ledger.services import drain
from muniment.ledger.services.fsck import fsck
from muniment.people import queries as people
from muniment.people import services as accounts
from muniment.people.domain.employment import State
from muniment.touches import services as touching
from muniment.touches.domain.kinds import PromiseKind
from muniment.touches.models import Promise
from muniment.vault import queries as vault
from tests.app.handover.cast import begin, customer, sellers
from tests.soak.forking import killed_at, lines_of
from tests.world import NOON, World
from tests.world import world as build

pytestmark = pytest.mark.django_db(transaction=True)

WATCHED = (
    "handover/services/beginning.py", "handover/services/preparing.py", "handover/lookback.py",
    "vault/services/handing.py", "vault/services/holds.py", "people/services/signins.py",
    "touches/services/duties.py", "touches/services/holding.py", "ledger/services/append.py",
)  # fmt: skip


class House:
    """Ada with her customers, a token and promises, before or after she leaves."""

    def __init__(self, customers: int) -> None:
        with frozen(NOON):
            self.world: World = build()
            sellers(self.world)
            self.hers = [customer(self.world) for _ in range(customers)]
            for one in self.hers[::3]:
                self._promise(one)
            self.token = accounts.issue_token(
                person_id=self.ada, name="sheet", scopes=["customers.read"],
                expires_at=NOON.replace(year=NOON.year + 1), by=self.world.actor("ada"), at=NOON,
            ).secret  # fmt: skip
            drain()
        connections.close_all()

    @property
    def ada(self) -> UUID:
        return self.world.id("ada")

    def press(self) -> object:
        return begin(self.world)

    def demand_all_or_nothing(self) -> bool:
        """Whether all of it is there; fails when a part is. The worker tends the ledger."""
        drain()
        done = Handover.objects.exists()
        keepers = {vault.dossier(one).keeper_id for one in self.hers}
        told = {
            "on notice": people.reader(self.ada).state is State.ON_NOTICE,
            "given away": self.ada not in keepers,
            "on the board": HandoverItem.objects.count() == len(self.hers),
            "on hold": vault.held_among(self.hers, at=NOON) == set(self.hers),
            "on her list": vault.handed_by(self.ada, at=NOON) == set(self.hers),
            "letters": Confirmation.objects.count() == len(self.hers),
            "token ended": people.reader_by_token(self.token, at=NOON) is None,
            "promises moved": not Promise.objects.filter(person=self.ada).exists(),
            "on record": len(self.world.entries("handover.handover.begun")) == 1,
            "each on record": len(self.world.entries("vault.custody.handed_over"))
            == len(self.hers),
        }
        assert set(told.values()) == {done}, told
        connections.close_all()
        return done

    def demand_sound(self) -> None:
        drain()
        assert fsck(deep=True).is_good

    def _promise(self, dossier_id: UUID) -> None:
        touching.note_promise(
            dossier_id=dossier_id, kind=PromiseKind.PROMISE, words="samples", due_on=None,
            by=self.world.actor("ada"), at=NOON,
        )  # fmt: skip


def killed_after(seconds: float, act: Callable[[], object]) -> None:
    """Run an act in a child that is killed from outside after so long, wherever it is then."""
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


class Rehearsed(Exception):
    """The act came to its last step, and is undone."""


def lines_within(house: House) -> int:
    """How many watched lines the act runs before its commit; nothing of it stays."""

    def rehearse() -> None:
        def undo(*_told: object) -> None:
            raise Rehearsed

        beginning._tell = undo  # in the child alone, which ends with this act
        with suppress(Rehearsed):
            house.press()

    return lines_of(rehearse, WATCHED)


def shoot(house: House, *, lines: int, moments: int) -> None:
    """Kill the act before random lines and at random moments, then let it end."""
    seed = random.SystemRandom().randrange(2**32)
    dice = random.Random(seed)
    begun = time.monotonic()
    total = lines_within(house)
    took = time.monotonic() - begun
    assert not house.demand_all_or_nothing()
    for line in sorted(dice.sample(range(1, total), lines)):
        assert killed_at(line, house.press, WATCHED), f"seed {seed}, line {line}"
        assert not house.demand_all_or_nothing(), f"seed {seed}, line {line}"
    for _ in range(moments):
        killed_after(dice.uniform(0, took), house.press)
        if house.demand_all_or_nothing():
            break
    else:
        house.press()
    assert house.demand_all_or_nothing(), f"seed {seed}"
    house.demand_sound()


def test_a_leaver_minute_that_is_killed_leaves_nothing_or_all() -> None:
    shoot(House(customers=8), lines=4, moments=2)


@pytest.mark.soak
def test_a_leaver_with_60_customers_is_handed_over_whole_after_many_crashes() -> None:
    shoot(House(customers=60), lines=40, moments=40)
