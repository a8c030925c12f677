"""The ledger itself."""

from typing import Final

from muniment.core.errors import gettext_noop as _
from muniment.web.ledger.sentences.told import Group, Told

HOUSE: Final = Group(
    "house",
    _("The ledger itself"),
    {
        "ledger.log.incarnated": Told(
            _("{who} declared the old ledger lost and began this one."), "book", "shut"
        ),
    },
)
