"""Ada was in touch with heron: names, notes, promises, plans, and a mail in her tray."""

import io
from typing import Any

from muniment.touches import services
from muniment.touches.domain.kinds import Kind, PromiseKind
from muniment.touches.models import WaitingMail
from muniment.touches.services import NewTouch
from tests.app.touches.letters import mail
from tests.house.marks import Mark
from tests.world import NOON

TOUCH, TRAY = "touch", "mail of a tray"
FIELD = "contacts.people"


def touch(house: Any) -> None:
    """Note, promise and plan; let a mail wait, and a mailbox be checked."""
    heron = {"dossier_id": house.dossiers["heron"], "by": house.actor("ada"), "at": NOON}
    told = NewTouch(
        kind=Kind.CALL, happened_on=NOON.date(), contacts=house.word(TOUCH, "contacts"),
        note=house.word(TOUCH, "note"),
    )  # fmt: skip
    noted = services.log_touch(touch=told, **heron)
    promise = services.note_promise(
        kind=PromiseKind.PROMISE, words=house.word(TOUCH, "promise"), due_on=NOON.date(), **heron
    )
    visit = services.plan_visit(planned_on=NOON.date(), purpose=house.word(TOUCH, "visit"), **heron)
    word = house.word(TRAY, "subject", "ada")
    party = house.marks.text(Mark("party", "ada", TRAY))
    services.take_mail(
        raw=mail(to=f"{party}@unknown.example", subject=word), envelope_from="", at=NOON
    )
    checked = services.check_import(
        stream=io.BytesIO(mail(key="3")), person_id=house.world.id("ada"), by=house.actor("ada"),
        at=NOON,
    )  # fmt: skip
    house.ids["touch_id"], house.ids["promise_id"] = [str(noted)], [str(promise)]
    house.ids["visit_id"], house.ids["import_id"] = [str(visit)], [str(checked)]
    house.ids["waiting_id"] = [str(WaitingMail.objects.get().id)]


def addresses(house: Any) -> dict[str, list[str]]:
    """What to put into the gaps of addresses."""
    names = ("touch_id", "promise_id", "visit_id", "import_id", "waiting_id")
    return {**{name: house.ids[name] for name in names}, "outcome": ["kept"], "part": ["keeper"]}


def may_see_touch(who: Any, mark: Mark, since: int) -> bool:
    """Words of a touch go with the cell of the contact people, on record."""
    shown = who.lists(mark.where, FIELD) or (
        who.shows(mark.where, FIELD) and FIELD in who.consulted(mark.where)
    )
    return shown and bool(who.recorded("touches.words.read", since))


def may_see_mail(who: Any, mark: Mark, since: int) -> bool:
    """A mail in a tray is for who sent it in."""
    return who.name == mark.where and bool(who.recorded("touches.tray.read", since))
