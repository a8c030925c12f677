"""What hangs on whom."""

from typing import Final

from muniment.core.errors import gettext_noop as _
from muniment.web.ledger.sentences.told import Group, Told

EXPOSURE: Final = Group(
    "exposure",
    _("What hangs on people"),
    {
        "exposure.map.read": Told(
            _("{who} read what hangs on the people below ({people} people)."), "eye", "open"
        ),
        "exposure.person.read": Told(
            _("{who} read what hangs on {person}, and what she could read."), "eye", "open"
        ),
        "exposure.card.read": Told(
            _("{who} was told on Today how many customers know one of us or nobody."), "eye", "open"
        ),
        "exposure.customer.read": Told(_("{who} read on whom {customer} hangs."), "eye", "open"),
        "exposure.pair.read": Told(
            _("{who} read what would go if {person} and somebody else left together."),
            "eye",
            "open",
        ),
        "exposure.survey.done": Told(
            _("{who} worked out what hangs on whom ({customers} customers)."), "users"
        ),
        "exposure.lessons.gathered": Told(
            _("{who} looked at past departures ({leavers} people, {customers} customers)."), "users"
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
)
