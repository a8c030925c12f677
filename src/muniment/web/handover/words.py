"""Codes of the room in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from muniment.handover.domain.aftermath import Beside, Heap
from muniment.handover.domain.heirs import POINTS, Why
from muniment.handover.domain.lookback import Flag
from muniment.handover.domain.states import ItemState, Kind, Stage, Vouch

KINDS: dict[Kind, str | Promise] = {
    Kind.LEAVER: gettext_lazy("Leaving"),
    Kind.ROTATION: gettext_lazy("Rotation of areas"),
    Kind.TRANSFER: gettext_lazy("Transfer of a post"),
}
STAGES: dict[Stage, str | Promise] = {
    Stage.RUNNING: gettext_lazy("running"),
    Stage.COMPLETE: gettext_lazy("complete"),
    Stage.WITHDRAWN: gettext_lazy("taken back"),
}
STATES: dict[ItemState, str | Promise] = {
    ItemState.OPEN: gettext_lazy("not introduced"),
    ItemState.INTRODUCED: gettext_lazy("introduced"),
    ItemState.CONFIRMED: gettext_lazy("customer confirmed"),
    ItemState.REFUSED: gettext_lazy("customer refused"),
    ItemState.OVERDUE: gettext_lazy("overdue"),
}
TONES = {
    ItemState.CONFIRMED: "good",
    ItemState.REFUSED: "bad",
    ItemState.OVERDUE: "warn",
}
WHYS: dict[Why, str | Promise] = {
    Why.KNOWN: gettext_lazy("the customer knows them"),
    Why.DEPUTY: gettext_lazy("deputy so far"),
    Why.MARKET: gettext_lazy("same market"),
    Why.INDUSTRY: gettext_lazy("same industry"),
    Why.LANGUAGE: gettext_lazy("same language"),
    Why.ROOM: gettext_lazy("has room"),
}
WORTH = tuple((WHYS[why], points) for why, points in POINTS.items())
VOUCHES: dict[Vouch, str | Promise] = {
    Vouch.HEIR: gettext_lazy("brought by the heir; does not count"),
    Vouch.ADDRESS: gettext_lazy(
        "the address was last written by the leaver or the heir; does not count"
    ),
}
FLAGS: dict[Flag, str | Promise] = {
    Flag.MORE_THAN_BEFORE: gettext_lazy(
        "{found} looks in 90 days; the half-year before makes {usual} usual."
    ),
    Flag.MORE_THAN_PEERS: gettext_lazy(
        "{found} looks in 90 days; the middle one of the same role took {usual}."
    ),
    Flag.OTHERS_CUSTOMERS: gettext_lazy(
        "{found} customers of other people were opened; {usual} would be usual."
    ),
    Flag.MANY_REFUSALS: gettext_lazy("{found} looks were refused; {usual} would be usual."),
    Flag.AT_NIGHT: gettext_lazy("{found} looks between 22:00 and 6:00; {usual} would be usual."),
    Flag.LAST_DAYS: gettext_lazy(
        "{found} looks in the last 14 days; an even spread has {usual} there."
    ),
}
COUNTS: dict[str, str | Promise] = {
    "customers": gettext_lazy("Customers"),
    "contacts": gettext_lazy("Contact fields"),
    "fields": gettext_lazy("Fields"),
    "versions": gettext_lazy("Versions of fields"),
    "promises": gettext_lazy("Open promises"),
    "quotations": gettext_lazy("Open quotations"),
}
HEAPS: dict[Heap, str | Promise] = {
    Heap.KEPT: gettext_lazy("kept"),
    Heap.UNCLEAR: gettext_lazy("unclear"),
    Heap.TAKEN: gettext_lazy("perhaps taken"),
}
SIDES = (gettext_lazy("These customers"), gettext_lazy("Customers of people who stayed"))
BESIDE: dict[Beside, str | Promise] = {
    Beside.TOO_FEW: gettext_lazy(
        "Too few customers on one side that ordered in the year before: nothing can be said yet."
    ),
    Beside.ALIKE: gettext_lazy("The bounds overlap: chance alone explains the difference."),
    Beside.FEWER: gettext_lazy(
        "Fewer of these customers ordered again than chance explains; look at them one by one."
    ),
    Beside.MORE: gettext_lazy("More of these customers ordered again than of the others."),
}
FIGURES: dict[str, str | Promise] = {
    "looks": gettext_lazy("Looks at a compartment"),
    "customers": gettext_lazy("Customers opened"),
    "others": gettext_lazy("Customers of other people"),
    "refused": gettext_lazy("Looks refused"),
    "night": gettext_lazy("Looks between 22:00 and 6:00"),
    "last_days": gettext_lazy("Looks in the last 14 days"),
    "lists": gettext_lazy("Pages of lists shown"),
    "searches": gettext_lazy("Searches"),
    "copies": gettext_lazy("Reports and evidence taken"),
    "questions": gettext_lazy("Checks whether somebody is known"),
}
