"""Customers going quiet, and winning them back."""

from typing import Final

from muniment.core.errors import gettext_noop as _
from muniment.web.ledger.sentences.told import Group, Told

WARNINGS: Final = Group(
    "warnings",
    _("Early warning and win-back"),
    {
        "warning.run.scored": Told(_("{who} looked for customers going quiet."), "activity"),
        "warning.run.queued": Told(
            _("{who} let the worker look for customers going quiet."), "activity"
        ),
        "warning.warning.raised": Told(_("{who} warned about {customer}."), "bell", "masked"),
        "warning.warning.ended": Told(
            _("{who} ended a warning about {customer}: it ordered."), "bell", "open"
        ),
        "warning.warning.joined": Told(
            _("{who} merged customers; a warning goes with {customer} now."), "link"
        ),
        "warning.outcome.set": Told(
            _("{who} said what became of a warning about {customer}."), "circle-check"
        ),
        "warning.outcome.withdrawn": Told(
            _("{who} opened a warning about {customer} again."), "refresh"
        ),
        "warning.day.computed": Told(
            _("{who} had the warnings of an old day computed again."), "refresh", "open"
        ),
        "warning.day.refused": Told(
            _("{who} asked for an old day again, beyond the hour’s limit."), "ban", "shut"
        ),
        "warning.rhythm.registered": Told(
            _("{who} registered how often {customer} orders."), "clock"
        ),
        "warning.rhythm.ended": Told(
            _("{who} ended the registered rhythm of {customer}."), "clock"
        ),
        "warning.clock.suspended": Told(
            _("{who} stopped the clock of {customer} for a time."), "clock"
        ),
        "warning.clock.resumed": Told(
            _("{who} took back that the clock of {customer} stands still."), "clock"
        ),
        "warning.word.noted": Told(_("{who} noted what {customer} said."), "message"),
        "warning.words.erased": Told(
            _("{who} erased what was noted about the silence of {customer}."), "trash", "shut"
        ),
        "warning.customer.joined": Told(
            _("{who} merged customers; what was noted about silences stands with {customer} now."),
            "link",
        ),
        "warning.settings.set": Told(_("{who} set how the house warns."), "settings"),
        "warning.winback.opened": Told(
            _("{who} opened a case to win {customer} back."), "user-search"
        ),
        "warning.winback.told": Told(_("{who} wrote down what to offer {customer}."), "message"),
        "warning.winback.moved": Told(
            _("{who} said how far winning {customer} back came."), "circle-check"
        ),
        "warning.winback.step_added": Told(
            _("{who} added a step to win {customer} back."), "list-details"
        ),
        "warning.winback.step_done": Told(
            _("{who} did a step to win {customer} back."), "circle-check"
        ),
        "warning.question.asked": Told(
            _("{who} asked a line manager whether all is well with somebody."),
            "message-question",
        ),
        "warning.question.answered": Told(
            _("{who} answered whether all is well with somebody."), "message"
        ),
        "warning.list.read": Told(_("{who} read the list of warnings."), "eye", "open"),
        "warning.customer.read": Told(
            _("{who} read when {customer} orders and what was warned about."), "eye", "open"
        ),
        "warning.people.read": Told(
            _("{who} read questions about people who share less."), "eye", "open"
        ),
        "warning.winback.read": Told(
            _("{who} read the case to win {customer} back."), "eye", "open"
        ),
        "warning.winback.listed": Told(
            _("{who} read the list of cases to win customers back."), "eye", "open"
        ),
        "sales.rates.set": Told(_("{who} said what currencies are worth."), "coins"),
    },
)
