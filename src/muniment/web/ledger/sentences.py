"""Each kind of entry as a sentence; codes stay in the ledger, words are made here.

Places in braces are filled by `telling.py`: `who` acted, `customer` is a codename, `person`
somebody whom it is about, `compartment` and `field` are names of the catalogue.
"""

from dataclasses import dataclass
from typing import Final

from muniment.core.errors import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Told:
    """How a kind is told: the English source of its sentence, an icon, and a tone.

    `own` is the sentence for somebody who did it to herself, where that reads differently.
    """

    text: str
    icon: str
    tone: str = "plain"
    own: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that people look for together; `code` stands in addresses."""

    code: str
    label: str
    kinds: dict[str, Told]


UNKNOWN: Final = Told(_("{who} did something that this version has no words for: {kind}."), "point")

GROUPS: Final = (
    Group(
        "looks",
        _("Looks at customers"),
        {
            "vault.consultation.given": Told(
                _("{who} opened “{compartment}” of {customer}."), "eye", "open"
            ),
            "vault.consultation.refused": Told(
                _("{who} asked for “{compartment}” of {customer} and was refused."), "lock", "shut"
            ),
            "vault.list.shown": Told(
                _("{who} was shown the list of customers ({rows} rows)."), "list-details", "open"
            ),
            "vault.history.read": Told(
                _("{who} read former values of “{field}” of {customer}."), "history", "open"
            ),
            "vault.timeline.read": Told(
                _("{who} read who had looked at {customer}."), "list-search", "open"
            ),
            "vault.register.read": Told(
                _("{who} read the secret register of {customer}."), "shield-lock", "open"
            ),
            "vault.openings.read": Told(
                _("{who} opened what is sealed in another entry."), "lock-open", "open"
            ),
            "vault.openings.refused": Told(
                _("{who} wanted what is sealed in another entry and was refused."), "lock", "shut"
            ),
            "vault.dossiers.swept": Told(
                _("{who} compared all customers, for a named purpose."), "search"
            ),
            "vault.clash.checked": Told(
                _("{who} asked whether a customer is known already. Answer: {verdict}."), "search"
            ),
            "vault.clash.refused": Told(
                _("{who} asked whether a customer is known, beyond the day’s limit."),
                "search",
                "shut",
            ),
        },
    ),
    Group(
        "customers",
        _("Changes to customers"),
        {
            "vault.dossier.opened": Told(_("{who} opened the dossier {customer}."), "folder-open"),
            "vault.dossier.imported": Told(
                _("{who} brought the dossier {customer} in from a file."), "file-import"
            ),
            "vault.dossier.updated": Told(
                _("{who} changed {customer} from a file."), "file-import"
            ),
            "vault.dossier.filed": Told(
                _("{who} confirmed that the papers of {customer} are in order."), "archive"
            ),
            "vault.dossier.merged": Told(
                _("{who} declared {customer} and {other} to be one customer."), "arrow-merge"
            ),
            "vault.dossier.retired": Told(_("{who} retired {customer}."), "archive"),
            "vault.dossier.reopened": Told(_("{who} reopened {customer}."), "refresh"),
            "vault.values.submitted": Told(
                _("{who} submitted values in “{compartment}” of {customer}."), "pencil"
            ),
            "vault.values.verified": Told(
                _("{who} verified values in “{compartment}” of {customer}."), "checks"
            ),
            "vault.secret_point.claimed": Told(
                _("{who} claimed point {number} of {customer} as a secret."), "shield-lock"
            ),
            "vault.secret_point.closed": Told(
                _("{who} closed point {number} in the secret register of {customer}."), "shield-x"
            ),
            "vault.erasure.asked": Told(
                _("{who} asked to erase “{compartment}” of {customer}."), "eraser", "ask"
            ),
            "vault.erasure.withdrawn": Told(
                _("{who} withdrew an erasure in {customer}."), "arrow-back-up"
            ),
            "vault.compartment.erased": Told(
                _("{who} erased “{compartment}” of {customer} for good."), "eraser", "shut"
            ),
        },
    ),
    Group(
        "rights",
        _("Custody and rights"),
        {
            "vault.custody.assigned": Told(
                _("{who} gave {customer} to {person} ({duty})."), "user-check"
            ),
            "vault.custody.ended": Told(
                _("{who} took {customer} from {person} ({duty})."), "user-minus"
            ),
            "vault.custody.handed_over": Told(
                _("{who} handed {customer} over to {person}."), "arrows-exchange"
            ),
            "vault.deputy.relieved": Told(
                _("{who} relieved {person}, who is leaving, as deputy of {customer}."), "user-minus"
            ),
            "vault.hold.lifted": Told(_("{who} lifted the hold on {customer}."), "lock-open"),
            "vault.handing.ended": Told(
                _("{who} ended a hand-over list of customers ({count})."), "list-check"
            ),
            "vault.grants.ended": Told(
                _("{who} ended the grants of {person}, who is leaving, in {customer}."),
                "key",
                "shut",
            ),
            "vault.grant.given": Told(
                _("{who} let {person} read “{compartment}” of {customer} until {until}."), "key"
            ),
            "vault.grant.ended": Told(_("{who} ended a grant in {customer}."), "key", "shut"),
            "vault.looks.allowed": Told(
                _("{who} allowed {person} more looks at “{compartment}” of {customer} ({looks})."),
                "circle-dot",
                "counted",
            ),
            "vault.agent.engaged": Told(
                _("{who} let an agent work on an order of {customer}."), "heart-handshake"
            ),
            "vault.agent.released": Told(
                _("{who} ended an agent’s work for {customer}."), "user-x"
            ),
        },
    ),
    Group(
        "policy",
        _("Access table and fields"),
        {
            "vault.table.proposed": Told(
                _("{who} proposed version {number} of the access table."), "table-options", "ask"
            ),
            "vault.table.adopted": Told(
                _("{who} put version {number} of the access table in force."), "table-options"
            ),
            "vault.table.withdrawn": Told(
                _("{who} withdrew version {number} of the access table."), "table-options"
            ),
            "vault.field.added": Told(_("{who} added the field “{field}”."), "forms"),
            "vault.field.renamed": Told(_("{who} renamed “{named}”."), "forms"),
            "vault.field.retired": Told(_("{who} took “{named}” out of use."), "forms"),
            "vault.field.restored": Told(_("{who} took “{named}” back into use."), "forms"),
            "vault.compartment.added": Told(
                _("{who} added the compartment “{compartment}”."), "forms"
            ),
        },
    ),
    Group(
        "imports",
        _("Import and orders"),
        {
            "intake.run.received": Told(_("{who} uploaded a file."), "file-import"),
            "intake.run.mapped": Told(_("{who} corrected the columns of a file."), "columns"),
            "intake.run.checked": Told(_("{who} had a file checked."), "file-check"),
            "intake.run.loaded": Told(_("{who} loaded a file."), "database"),
            "intake.run.given_up": Told(_("{who} gave an import up."), "circle-x"),
            "intake.spool.tidied": Told(_("{who} erased what imports no longer need."), "trash"),
            "sales.orders.recorded": Told(_("{who} recorded orders ({count})."), "receipt"),
        },
    ),
    Group(
        "people",
        _("People and accounts"),
        {
            "people.person.invited": Told(_("{who} invited {person}."), "user-plus"),
            "people.person.invited_again": Told(_("{who} invited {person} again."), "user-plus"),
            "people.person.accepted": Told(_("{person} came in."), "user-check"),
            "people.person.post_changed": Told(
                _("{who} changed role, team or manager of {person}."), "user-cog"
            ),
            "people.person.notice_given": Told(_("{who} put {person} on notice."), "calendar-due"),
            "people.person.notice_withdrawn": Told(
                _("{who} withdrew the notice of {person}."), "calendar"
            ),
            "people.person.left": Told(
                _("{who} closed the account of {person}, who left."), "door-exit", "shut"
            ),
            "people.person.reinstated": Told(
                _("{who} opened the account of {person} again."), "user-check"
            ),
            "people.person.language_chosen": Told(_("{who} chose a language."), "language"),
            "people.company.founded": Told(_("{person} founded the company here."), "building"),
            "people.keys.kept": Told(_("{who} took a copy of the keys."), "key"),
            "people.team.made": Told(_("{who} made a team."), "users"),
            "people.team.renamed": Told(_("{who} renamed a team."), "users"),
            "people.outside.added": Told(
                _("{who} added an outside company."), "building-warehouse"
            ),
        },
    ),
    Group(
        "sign_ins",
        _("Sign-ins"),
        {
            "people.session.started": Told(_("{who} signed in."), "login"),
            "people.session.ended": Told(
                _("{who} signed {person} out everywhere."), "logout", own=_("{who} signed out.")
            ),
            "people.sign_in.failed": Told(_("A sign-in as {person} failed."), "lock", "shut"),
            "people.sign_in.locked": Told(
                _("Sign-in as {person} was locked after wrong tries."), "lock", "shut"
            ),
            "people.password.changed": Told(_("{person} has a new password."), "password"),
            "people.factor.added": Told(_("{person} has a new second factor."), "fingerprint"),
            "people.factor.removed": Told(_("{person} removed a second factor."), "fingerprint"),
            "people.factor.renewed": Told(_("{person} has new recovery codes."), "fingerprint"),
            "people.factor.reset": Told(
                _("{who} took all second factors of {person}."), "fingerprint", "shut"
            ),
            "people.token.issued": Told(_("{person} made an API token."), "ticket"),
            "people.token.revoked": Told(_("{who} revoked an API token of {person}."), "ticket"),
        },
    ),
    Group(
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
            "investigations.case.assigned": Told(
                _("{who} handed a case to somebody else."), "users"
            ),
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
            "investigations.evidence.kept": Told(
                _("{who} kept evidence {number} of a case."), "book"
            ),
            "investigations.evidence.read": Told(
                _("{who} read evidence of a case."), "eye", "open"
            ),
            "investigations.run.begun": Told(_("{who} began to run checks of a case."), "search"),
            "investigations.check.ran": Told(_("{who} ran a check of a case."), "search"),
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
            "investigations.decision.refused": Told(
                _("{who} turned a verdict down."), "lock", "shut"
            ),
            "investigations.watch.set": Told(
                _("{who} set when a case is looked at again."), "history"
            ),
            "investigations.watch.ended": Told(_("{who} ended the re-check of a case."), "history"),
            "investigations.hands.read": Told(
                _("{who} read which companies may be in the same hands."), "eye", "open"
            ),
            "investigations.tripwire.entered": Told(
                _("{who} put somebody on the tripwire."), "eye"
            ),
            "investigations.tripwire.ended": Told(
                _("{who} took somebody off the tripwire."), "eye"
            ),
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
    ),
    Group(
        "handovers",
        _("Hand-overs"),
        {
            "handover.handover.begun": Told(
                _("{who} began handing over the customers of {person}."),
                "arrows-exchange",
            ),
            "handover.handover.withdrawn": Told(
                _("{who} took the hand-over of {person}’s customers back."), "arrow-back-up"
            ),
            "handover.handover.read": Told(
                _("{who} read what is kept about the hand-over of {person}."), "eye", "open"
            ),
            "handover.customer.introduced": Told(
                _("{who} noted that {person} was introduced to {other}."), "heart-handshake"
            ),
            "handover.customer.accepted": Told(_("{who} took {other} on."), "check"),
            "handover.customer.answered": Told(
                _("{other} gave its word on {person} as its contact."), "message-circle"
            ),
            "handover.customer.overdue": Told(
                _("The day passed on which {other} should have given its word."), "clock"
            ),
            "handover.heir.offered": Told(
                _("{who} offered {other} another heir: {person}."), "user-question"
            ),
            "handover.confirmation.asked": Told(
                _("{who} asked {other} whether {person} is welcome as its new contact."), "mail"
            ),
            "handover.confirmation.link_made": Told(
                _("{who} made a one-time link to hand over to {other}."), "link"
            ),
            "handover.confirmation.mailed": Told(
                _("A letter about the new contact of {other} was handed to the mail server."),
                "mail",
            ),
            "handover.confirmation.reminded": Told(
                _("{who} reminded {other} of the question about its new contact."), "bell"
            ),
            "handover.confirmation.opened": Told(
                _("The question about the new contact of {other} was opened by its link."),
                "eye",
                "open",
            ),
            "handover.confirmation.answered": Told(
                _("{other} answered whether {person} is its contact."),
                "rosette-discount-check",
                "open",
            ),
            "handover.confirmation.closed": Told(
                _("{who} stopped waiting for the answer of {other}."), "x", "shut"
            ),
            "handover.confirmation.read": Told(
                _("{who} read what {other} said about its new contact."), "eye", "open"
            ),
            "handover.return.listed": Told(
                _("{who} put things that {person} has to return on the list ({count})."), "list"
            ),
            "handover.return.settled": Told(
                _("{who} ticked something off that {person} has to return."), "check"
            ),
            "handover.statement.signed": Told(
                _("A statement of {person} was signed and is kept with its hash."), "signature"
            ),
            "handover.handover.completed": Told(
                _("{who} completed the hand-over of {person}."), "rosette-discount-check", "open"
            ),
            "handover.doors.closed": Told(
                _("What {person} still held after the last day was ended."), "lock", "shut"
            ),
        },
    ),
    Group(
        "lists",
        _("Lists and customs data"),
        {
            "screening.list.loaded": Told(
                _("{who} loaded a list of denied parties."), "list-check"
            ),
            "screening.own.read": Told(_("{who} read our own list of warnings."), "eye", "open"),
            "screening.own.entered": Told(
                _("{who} put somebody on our own list of warnings."), "alert-triangle"
            ),
            "screening.own.suspected": Told(
                _("{who} noted one more suspicion on our own list of warnings."), "alert-triangle"
            ),
            "screening.own.removed": Told(
                _("{who} took somebody off our own list of warnings."), "refresh"
            ),
            "customs_data.layout.confirmed": Told(
                _("{who} said what the columns of a customs file mean."), "table-options"
            ),
            "customs_data.codes.set": Told(
                _("{who} said which customs codes are our own goods."), "tag"
            ),
            "customs_data.load.recorded": Told(_("{who} loaded customs data."), "file-import"),
            "customs_data.load.removed": Told(_("{who} removed loaded customs data."), "trash"),
        },
    ),
    Group(
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
            "warning.outcome.set": Told(
                _("{who} said what became of a warning about {customer}."), "circle-check"
            ),
            "warning.outcome.withdrawn": Told(
                _("{who} opened a warning about {customer} again."), "refresh"
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
            "warning.settings.set": Told(_("{who} set how the house warns."), "settings"),
            "warning.winback.opened": Told(
                _("{who} opened a case to win {customer} back."), "user-search"
            ),
            "warning.winback.told": Told(
                _("{who} wrote down what to offer {customer}."), "message"
            ),
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
    ),
    Group(
        "touches",
        _("Contact with customers"),
        {
            "touches.touch.logged": Told(
                _("{who} noted being in touch with {customer}."), "message"
            ),
            "touches.touch.withdrawn": Told(
                _("{who} took back a note of being in touch with {customer}."), "x"
            ),
            "touches.mail.taken": Told(
                _("{who} took in a mail about {customer}, without its text."), "mail"
            ),
            "touches.mail.waiting": Told(
                _("{who} put a mail that fits no customer into somebody’s tray."), "mail"
            ),
            "touches.mail.assigned": Told(_("{who} assigned a mail to {customer}."), "mail"),
            "touches.mail.discarded": Told(_("{who} discarded a mail of the own tray."), "x"),
            "touches.tray.read": Told(_("{who} read the own tray of mails."), "eye", "open"),
            "touches.import.checked": Told(
                _("{who} had a mailbox or calendar of {person} read ({count} in it)."),
                "file-import",
            ),
            "touches.import.loaded": Told(
                _("{who} loaded contacts from a mailbox or calendar of {person} ({count})."),
                "file-import",
            ),
            "touches.import.given_up": Told(
                _("{who} gave up loading a mailbox or calendar of {person}."), "x"
            ),
            "touches.duty.set": Told(
                _("{who} set how often {customer} is to be contacted."), "settings"
            ),
            "touches.default.set": Told(
                _("{who} set how often customers are to be contacted."), "settings"
            ),
            "touches.duties.moved": Told(
                _("{who} moved contact duties for {customer} to somebody else."), "users"
            ),
            "touches.visit.planned": Told(_("{who} planned a visit to {customer}."), "clock"),
            "touches.visit.cancelled": Told(_("{who} called off a visit to {customer}."), "x"),
            "touches.promise.made": Told(_("{who} noted a promise to {customer}."), "message"),
            "touches.promise.closed": Told(
                _("{who} settled a promise to {customer}."), "circle-check"
            ),
            "touches.contact.confirmed": Told(
                _("{customer} confirmed who its contact is."), "circle-check"
            ),
            "touches.words.read": Told(
                _("{who} read what was noted about contact with {customer}."), "eye", "open"
            ),
            "touches.words.erased": Told(
                _("{who} erased what was noted about contact with {customer}."), "trash", "shut"
            ),
            "touches.coverage.read": Told(
                _("{who} read how contact gathers on people ({rows} customers)."), "eye", "open"
            ),
            "touches.feed.made": Told(
                _("{who} made a secret address for the own calendar."), "link"
            ),
            "touches.feed.ended": Told(
                _("{who} ended the secret address of the own calendar."), "x"
            ),
        },
    ),
    Group(
        "submissions",
        _("Submissions and credit"),
        {
            "submissions.period.handed_in": Told(
                _("{who} handed in what the period brought."), "send"
            ),
            "submissions.rhythm.set": Told(
                _("{who} set how often people hand in."), "calendar-due"
            ),
            "submissions.threshold.set": Told(
                _("{who} set after how many days a value wants a fresh word."), "clock"
            ),
            "submissions.tail_rule.set": Told(
                _("{who} set what a clean hand-over earns."), "coins"
            ),
            "submissions.origin.recorded": Told(
                _("{who} put on record who found {customer}."), "award"
            ),
            "submissions.origin.confirmed": Told(
                _("{who} confirmed who found {customer}."), "rubber-stamp"
            ),
            "submissions.tail.started": Told(
                _("The commission tail of {person} on {customer} began."), "coins"
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
    ),
    Group(
        "exposure",
        _("What hangs on people"),
        {
            "exposure.map.read": Told(
                _("{who} read what hangs on the people below ({people} people)."), "eye", "open"
            ),
            "exposure.person.read": Told(
                _("{who} read what hangs on {person}, and what she could read."), "eye", "open"
            ),
            "exposure.customer.read": Told(
                _("{who} read on whom {customer} hangs."), "eye", "open"
            ),
            "exposure.pair.read": Told(
                _("{who} read what would go if {person} and somebody else left together."),
                "eye",
                "open",
            ),
            "exposure.survey.done": Told(
                _("{who} worked out what hangs on whom ({customers} customers)."), "users"
            ),
            "exposure.survey.queued": Told(
                _("{who} asked to work out now what hangs on whom."), "refresh"
            ),
            "exposure.weights.proposed": Told(
                _("{who} proposed other weights for what hangs on people."), "scale"
            ),
            "exposure.weights.adopted": Told(
                _("{who} put other weights into force for what hangs on people."), "scale", "open"
            ),
            "exposure.weights.withdrawn": Told(
                _("{who} took back weights that were proposed."), "arrow-back-up"
            ),
        },
    ),
    Group(
        "house",
        _("The ledger itself"),
        {
            "ledger.log.incarnated": Told(
                _("{who} declared the old ledger lost and began this one."), "book", "shut"
            ),
        },
    ),
)

KINDS: Final = {kind: told for group in GROUPS for kind, told in group.kinds.items()}


def told_of(kind: str) -> Told:
    """How a kind is told; one that this version does not know is named by its code."""
    return KINDS.get(kind, UNKNOWN)


def kinds_of(group: str) -> tuple[str, ...]:
    """The kinds of a group; an unknown group narrows nothing."""
    return next((tuple(found.kinds) for found in GROUPS if found.code == group), ())
