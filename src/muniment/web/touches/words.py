"""The words of contact in the reader's language."""

from django.utils.translation import gettext_lazy

from muniment.core.errors import gettext_noop
from muniment.touches.domain.duties import Part
from muniment.touches.domain.kinds import Direction, Kind, PromiseKind, Source, Trace

KINDS = {
    Kind.CALL: gettext_lazy("call"),
    Kind.MAIL: gettext_lazy("mail"),
    Kind.VISIT: gettext_lazy("visit"),
    Kind.FAIR: gettext_lazy("fair"),
    Kind.MESSAGE: gettext_lazy("message"),
}
ICONS = {
    Kind.CALL: "phone",
    Kind.MAIL: "mail",
    Kind.VISIT: "map-pin",
    Kind.FAIR: "building-warehouse",
    Kind.MESSAGE: "message",
}
DIRECTIONS = {
    Direction.OUT: gettext_lazy("we began it"),
    Direction.IN: gettext_lazy("the customer began it"),
    Direction.BOTH: gettext_lazy("by appointment"),
}
SOURCES = {
    Source.LOGGED: gettext_lazy("noted by hand"),
    Source.MAIL_IN: gettext_lazy("sent in as a mail"),
    Source.MAILBOX: gettext_lazy("from a mailbox"),
    Source.CALENDAR: gettext_lazy("from a calendar"),
    Source.CONFIRMED: gettext_lazy("the customer’s own word"),
}
TRACES = {
    Trace.SAID: gettext_lazy("said"),
    Trace.MAIL: gettext_lazy("the customer wrote"),
    Trace.REPLY: gettext_lazy("the customer replied"),
    Trace.ACCEPTED: gettext_lazy("the customer accepted"),
    Trace.CONFIRMED: gettext_lazy("the customer confirmed"),
}
PARTS = {
    Part.KEEPER: gettext_lazy("Keeper"),
    Part.DEPUTY: gettext_lazy("Deputy"),
    Part.LINE_MANAGER: gettext_lazy("Line manager"),
}
PROMISES = {
    PromiseKind.PROMISE: gettext_lazy("Promise"),
    PromiseKind.QUOTATION: gettext_lazy("Quotation"),
}
WHY_BAD = {
    "empty": gettext_lazy("it is empty"),
    "too_large": gettext_lazy("it is too large"),
    "no_sender": gettext_lazy("it names no sender"),
    "broken": gettext_lazy("it cannot be read"),
    "no_day": gettext_lazy("it has no day"),
    "no_start": gettext_lazy("it has no day"),
    "future": gettext_lazy("its day lies in the future"),
}
FEED = {
    "contact": gettext_noop("Contact due: {customer}"),
    "visit": gettext_noop("Visit: {customer}"),
    "promise": gettext_noop("Promise due: {customer}"),
    "quotation": gettext_noop("Quotation due: {customer}"),
}
