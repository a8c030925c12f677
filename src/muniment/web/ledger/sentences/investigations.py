"""Background investigations."""

from typing import Final

from muniment.core.errors import gettext_noop as _
from muniment.web.ledger.sentences.told import Group, Told

CASES: Final = Group(
    "cases",
    _("Background investigations"),
    {
        "investigations.terminal.asked": Told(
            _("{who} asked lists and customs records from the terminal."), "search", "open"
        ),
        "investigations.case.opened": Told(_("{who} opened case {number}."), "search", "open"),
        "investigations.case.read": Told(_("{who} read a case."), "eye", "open"),
        "investigations.case.refused": Told(
            _("{who} wanted to read a case and was refused."), "lock", "shut"
        ),
        "investigations.case.assigned": Told(_("{who} handed a case to somebody else."), "users"),
        "investigations.case.decided": Told(_("{who} gave the verdict on a case."), "book"),
        "investigations.case.closed": Told(_("{who} closed a case."), "lock"),
        "investigations.case.reopened": Told(_("{who} reopened a case."), "lock-open"),
        "investigations.case.due": Told(
            _("{who} noticed that a case must be looked at again."), "history"
        ),
        "investigations.case.settled": Told(_("{who} looked at a case that was due."), "eye"),
        "investigations.case.erased": Told(
            _("A case was erased together with its dossier."), "lock", "shut"
        ),
        "investigations.case.blacklisted": Told(
            _("{who} put the company of a case on our own list."), "shield-lock"
        ),
        "investigations.cases.compared": Told(
            _("{who} compared a case with the other cases."), "search"
        ),
        "investigations.cases.rescreened": Told(
            _("{who} asked what is new on the lists about all open cases."), "list-search"
        ),
        "investigations.facts.added": Told(_("{who} added what is known to a case."), "book"),
        "investigations.fact.adopted": Told(_("{who} adopted a fact of a case."), "book"),
        "investigations.fact.withdrawn": Told(_("{who} withdrew a fact of a case."), "history"),
        "investigations.evidence.kept": Told(_("{who} kept evidence {number} of a case."), "book"),
        "investigations.evidence.read": Told(_("{who} read evidence of a case."), "eye", "open"),
        "investigations.run.begun": Told(_("{who} began to run checks of a case."), "search"),
        "investigations.check.ran": Told(_("{who} ran a check of a case."), "search"),
        "investigations.comparison.asked": Told(
            _("{who} had a case compared with all customers."), "search"
        ),
        "investigations.check.settled": Told(
            _("{who} said how a check of a case ended."), "search"
        ),
        "investigations.finding.added": Told(_("{who} added a finding to a case."), "search"),
        "investigations.finding.marked": Told(_("{who} judged a finding of a case."), "search"),
        "investigations.link.judged": Told(
            _("{who} judged whether the same hands are behind two companies."), "users"
        ),
        "investigations.decision.asked": Told(
            _("{who} asked a second person for a verdict."), "users"
        ),
        "investigations.decision.approved": Told(
            _("{who} approved a verdict as the second person."), "users"
        ),
        "investigations.decision.refused": Told(_("{who} turned a verdict down."), "lock", "shut"),
        "investigations.watch.set": Told(_("{who} set when a case is looked at again."), "history"),
        "investigations.schedule.set": Told(
            _("{who} set by which rule the house opens cases (version {number})."), "history"
        ),
        "investigations.watch.ended": Told(_("{who} ended the re-check of a case."), "history"),
        "investigations.hands.read": Told(
            _("{who} read which companies may be in the same hands."), "eye", "open"
        ),
        "investigations.tripwire.entered": Told(_("{who} put somebody on the tripwire."), "eye"),
        "investigations.tripwire.ended": Told(_("{who} took somebody off the tripwire."), "eye"),
        "investigations.tripwire.judged": Told(
            _("{who} judged what the tripwire found."), "search"
        ),
        "investigations.tripwire.read": Told(
            _("{who} read what the tripwire found."), "eye", "open"
        ),
        "investigations.tripwire.run": Told(
            _("{who} looked for watched parties in the customs records."), "search"
        ),
        "investigations.advice.proposed": Told(
            _("{who} proposed table {number} of payment advice."), "list-details"
        ),
        "investigations.advice.adopted": Told(
            _("{who} put table {number} of payment advice into force."), "list-details"
        ),
        "investigations.questionnaire.sent": Told(
            _("{who} asked a third party about a customer."), "send"
        ),
        "investigations.questionnaire.link_made": Told(
            _("{who} made a one-time link to hand over to a third party."), "link"
        ),
        "investigations.questionnaire.mailed": Told(
            _("A letter to a third party was given to the mail server."), "mail"
        ),
        "investigations.questionnaire.reminded": Told(
            _("{who} had a third party reminded."), "bell"
        ),
        "investigations.questionnaire.opened": Told(
            _("A questionnaire was opened by its one-time link."), "eye", "open"
        ),
        "investigations.questionnaire.answered": Told(
            _("A third party answered a questionnaire."), "rosette-discount-check", "open"
        ),
        "investigations.questionnaire.closed": Told(
            _("{who} stopped waiting for a third party."), "circle-x"
        ),
        "investigations.report.made": Told(
            _("{who} made a copy of a case's report."), "file-text", "open"
        ),
    },
)
