"""Lists of denied parties, our own list, and customs data."""

from typing import Final

from muniment.core.errors import gettext_noop as _
from muniment.web.ledger.sentences.told import Group, Told

LISTS: Final = Group(
    "lists",
    _("Lists and customs data"),
    {
        "screening.list.loaded": Told(_("{who} loaded a list of denied parties."), "list-check"),
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
        "customs_data.rates.entered": Told(
            _("{who} brought in the rates of the central bank."), "coins"
        ),
        "customs_data.load.recorded": Told(_("{who} loaded customs data."), "file-import"),
        "customs_data.load.removed": Told(_("{who} removed loaded customs data."), "trash"),
    },
)
