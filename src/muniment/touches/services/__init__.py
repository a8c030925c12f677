"""The verbs of touches."""

from muniment.touches.services.confirming import note_confirmed
from muniment.touches.services.duties import Moved, move_duties, set_default, set_duty
from muniment.touches.services.logging import NewPromise, NewTouch, log_touch, withdraw_touch
from muniment.touches.services.plans import cancel_visit, close_promise, note_promise, plan_visit

__all__ = [
    "Moved",
    "NewPromise",
    "NewTouch",
    "cancel_visit",
    "close_promise",
    "log_touch",
    "move_duties",
    "note_confirmed",
    "note_promise",
    "plan_visit",
    "set_default",
    "set_duty",
    "withdraw_touch",
]
