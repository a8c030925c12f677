"""What can be done in the warning room; one transaction and at least one ledger entry each."""

from muniment.warning.services.dark import answer_question, ask_managers
from muniment.warning.services.outcomes import set_outcome, withdraw_outcome
from muniment.warning.services.queueing import queue_scores
from muniment.warning.services.rates import HouseOffline, RatesNotReached, fetch_rates, take_rates
from muniment.warning.services.rhythms import (
    Wait,
    end_rhythm,
    end_suspension,
    note_word,
    register_rhythm,
    set_settings,
    suspend,
)
from muniment.warning.services.scoring import score_house
from muniment.warning.services.winbacks import (
    add_step,
    do_step,
    move_winback,
    open_winback,
    tell_winback,
)

__all__ = [
    "HouseOffline",
    "RatesNotReached",
    "Wait",
    "add_step",
    "answer_question",
    "ask_managers",
    "do_step",
    "end_rhythm",
    "end_suspension",
    "fetch_rates",
    "move_winback",
    "note_word",
    "open_winback",
    "queue_scores",
    "register_rhythm",
    "score_house",
    "set_outcome",
    "set_settings",
    "suspend",
    "take_rates",
    "tell_winback",
    "withdraw_outcome",
]
