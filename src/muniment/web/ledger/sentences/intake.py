"""Files that were read in, and orders."""

from typing import Final

from muniment.core.errors import gettext_noop as _
from muniment.web.ledger.sentences.told import Group, Told

IMPORTS: Final = Group(
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
)
