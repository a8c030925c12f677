"""The verbs of touches."""

from muniment.touches.services.confirming import note_confirmed
from muniment.touches.services.duties import Moved, move_duties, set_default, set_duty
from muniment.touches.services.feeds import end_feed, make_feed
from muniment.touches.services.holding import HeldPost, hold_post
from muniment.touches.services.importing import (
    bad_pieces,
    check_import,
    give_up_import,
    load_import,
)
from muniment.touches.services.logging import NewPromise, NewTouch, log_touch, withdraw_touch
from muniment.touches.services.mail import Taken, assign_mail, discard_mail, take_mail
from muniment.touches.services.plans import cancel_visit, close_promise, note_promise, plan_visit
from muniment.touches.services.writing import Written

__all__ = [
    "HeldPost",
    "Moved",
    "NewPromise",
    "NewTouch",
    "Taken",
    "Written",
    "assign_mail",
    "bad_pieces",
    "cancel_visit",
    "check_import",
    "close_promise",
    "discard_mail",
    "end_feed",
    "give_up_import",
    "hold_post",
    "load_import",
    "log_touch",
    "make_feed",
    "move_duties",
    "note_confirmed",
    "note_promise",
    "plan_visit",
    "set_default",
    "set_duty",
    "take_mail",
    "withdraw_touch",
]
