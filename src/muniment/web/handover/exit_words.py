"""Codes of an exit, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from muniment.handover.domain.states import Paper, ReturnState
from muniment.handover.exits import Lack

RETURNS: dict[str, str | Promise] = {
    "laptop": gettext_lazy("Laptop and chargers"),
    "phone": gettext_lazy("Company phone"),
    "sim_card": gettext_lazy("SIM cards and numbers"),
    "storage": gettext_lazy("USB sticks and disks"),
    "access_cards": gettext_lazy("Keys and access cards"),
    "payment_cards": gettext_lazy("Payment cards"),
    "business_cards": gettext_lazy("Business cards, her own and collected"),
    "samples": gettext_lazy("Samples"),
    "papers": gettext_lazy("Papers, drawings and price lists"),
    "loans": gettext_lazy("Borrowed copies"),
    "accounts": gettext_lazy("Accounts and passwords of the company"),
    "mailing_lists": gettext_lazy("Mailing lists and forwarding"),
    "chat_groups": gettext_lazy("Chat groups with customers"),
    "other": gettext_lazy("Something else"),
}
STATES: dict[ReturnState, str | Promise] = {
    ReturnState.OPEN: gettext_lazy("open"),
    ReturnState.RETURNED: gettext_lazy("returned"),
    ReturnState.NEVER_HELD: gettext_lazy("never held"),
    ReturnState.MISSING: gettext_lazy("missing"),
}
PAPERS: dict[Paper, str | Promise] = {
    Paper.DELETION: gettext_lazy("Deletion statement"),
    Paper.DUTIES: gettext_lazy("Reminder of duties"),
    Paper.RESIGNATION: gettext_lazy("Resignation form"),
}
CONDITIONS: dict[str, str | Promise] = {
    "main_confirmed": gettext_lazy("Main customers that agreed to the heir"),
    "accepted": gettext_lazy("Customers accepted by their heir"),
    "promises": gettext_lazy("Promises and quotations accepted"),
    "returns": gettext_lazy("Things that came back"),
    "deletion": gettext_lazy("Deletion statement signed"),
    "duties": gettext_lazy("Duties acknowledged"),
}
DOORS: dict[str, str | Promise] = {
    "account": gettext_lazy("Account"),
    "sessions": gettext_lazy("Signed-in sessions"),
    "tokens": gettext_lazy("API tokens"),
    "factors": gettext_lazy("Second factors"),
    "feed": gettext_lazy("Calendar feed"),
    "grants": gettext_lazy("Grants to read"),
    "customers": gettext_lazy("Customers kept or deputised"),
    "list": gettext_lazy("Customers on the hand-over list"),
}
LACKS: dict[Lack, str | Promise] = {
    Lack.NOT_ASKED: gettext_lazy("not asked yet: send its letter"),
    Lack.UNDELIVERED: gettext_lazy("the letter did not arrive: hand the link over, or call"),
    Lack.WAITING: gettext_lazy("asked, no answer yet: remind it, or call"),
    Lack.REFUSED: gettext_lazy("wants somebody else: offer another heir"),
    Lack.DOES_NOT_COUNT: gettext_lazy(
        "agreed, but nobody besides the heir stands for it: file the answer as somebody who leads, "
        "or ask by mail at an address that others checked"
    ),
}
