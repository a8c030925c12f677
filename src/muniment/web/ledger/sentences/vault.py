"""What happens to customers, and who may see them."""

from typing import Final

from muniment.core.errors import gettext_noop as _
from muniment.web.ledger.sentences.told import Group, Told

LOOKS: Final = Group(
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
)

CUSTOMERS: Final = Group(
    "customers",
    _("Changes to customers"),
    {
        "vault.dossier.opened": Told(_("{who} opened the dossier {customer}."), "folder-open"),
        "vault.dossier.imported": Told(
            _("{who} brought the dossier {customer} in from a file."), "file-import"
        ),
        "vault.dossier.updated": Told(_("{who} changed {customer} from a file."), "file-import"),
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
)

RIGHTS: Final = Group(
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
        "vault.grants.reopened": Told(
            _("{who} gave {person}, who stays after all, the grants in {customer} back."), "key"
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
        "vault.agent.released": Told(_("{who} ended an agent’s work for {customer}."), "user-x"),
    },
)

POLICY: Final = Group(
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
        "vault.compartment.added": Told(_("{who} added the compartment “{compartment}”."), "forms"),
    },
)
