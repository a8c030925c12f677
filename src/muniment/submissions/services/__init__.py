"""The verbs of submissions."""

from muniment.submissions.services.asking import set_rhythm, set_tail_rule, set_threshold
from muniment.submissions.services.cards import CardValues, save_card
from muniment.submissions.services.credit import Found, confirm_origin, record_origin, start_tail
from muniment.submissions.services.handing import Draft, draft_of, hand_in
from muniment.submissions.services.visiting import verify_on_visit, visits_that_prove

__all__ = [
    "CardValues",
    "Draft",
    "Found",
    "confirm_origin",
    "draft_of",
    "hand_in",
    "record_origin",
    "save_card",
    "set_rhythm",
    "set_tail_rule",
    "set_threshold",
    "start_tail",
    "verify_on_visit",
    "visits_that_prove",
]
