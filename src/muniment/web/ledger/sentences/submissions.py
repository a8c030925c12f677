"""What people hand in, and the credit for it."""

from typing import Final

from muniment.core.errors import gettext_noop as _
from muniment.web.ledger.sentences.told import Group, Told

SUBMISSIONS: Final = Group(
    "submissions",
    _("Submissions and credit"),
    {
        "submissions.period.handed_in": Told(_("{who} handed in what the period brought."), "send"),
        "submissions.rhythm.set": Told(_("{who} set how often people hand in."), "calendar-due"),
        "submissions.threshold.set": Told(
            _("{who} set after how many days a value wants a fresh word."), "clock"
        ),
        "submissions.tail_rule.set": Told(_("{who} set what a clean hand-over earns."), "coins"),
        "submissions.origin.recorded": Told(
            _("{who} put on record who found {customer}."), "award"
        ),
        "submissions.origin.confirmed": Told(
            _("{who} confirmed who found {customer}."), "rubber-stamp"
        ),
        "submissions.tail.started": Told(
            _("The commission tail of {person} on {customer} began."), "coins"
        ),
        "submissions.tail.joined": Told(
            _("{who} merged customers; {person} has one commission tail on {customer} now."),
            "coins",
        ),
        "submissions.values.verified_on_visit": Told(
            _("{who} verified “{compartment}” of {customer} on a visit."), "eye-check"
        ),
        "submissions.report.read": Told(
            _("{who} read how late people hand in and how old what they keep is."),
            "eye",
            "open",
        ),
        "submissions.credit.read": Told(_("{who} read the credit of {person}."), "eye", "open"),
        "submissions.statement.made": Told(
            _("{who} took a statement of {person}’s credit with its proofs."),
            "certificate",
            own=_("{who} took a statement of her credit with its proofs."),
        ),
    },
)
