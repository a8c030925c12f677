"""Each kind of entry as a sentence; codes stay in the ledger, words are made here.

One file a room. Places in braces are filled by `web/ledger/telling.py`: `who` acted, `customer`
is a codename, `person` somebody whom it is about, `compartment` and `field` are names of the
catalogue.
"""

from typing import Final

from muniment.core.errors import gettext_noop as _
from muniment.web.ledger.sentences.exposure import EXPOSURE
from muniment.web.ledger.sentences.handover import HANDOVERS
from muniment.web.ledger.sentences.intake import IMPORTS
from muniment.web.ledger.sentences.investigations import CASES
from muniment.web.ledger.sentences.ledger import HOUSE
from muniment.web.ledger.sentences.people import PEOPLE, SIGN_INS
from muniment.web.ledger.sentences.screening import LISTS
from muniment.web.ledger.sentences.submissions import SUBMISSIONS
from muniment.web.ledger.sentences.told import Group, Told
from muniment.web.ledger.sentences.touches import TOUCHES
from muniment.web.ledger.sentences.vault import CUSTOMERS, LOOKS, POLICY, RIGHTS
from muniment.web.ledger.sentences.warning import WARNINGS

UNKNOWN: Final = Told(_("{who} did something that this version has no words for: {kind}."), "point")

# The order in which a reader is offered them.
GROUPS: Final[tuple[Group, ...]] = (
    LOOKS,
    CUSTOMERS,
    RIGHTS,
    POLICY,
    IMPORTS,
    PEOPLE,
    SIGN_INS,
    CASES,
    HANDOVERS,
    LISTS,
    WARNINGS,
    TOUCHES,
    SUBMISSIONS,
    EXPOSURE,
    HOUSE,
)

KINDS: Final = {kind: told for group in GROUPS for kind, told in group.kinds.items()}


def told_of(kind: str) -> Told:
    """How a kind is told; one that this version does not know is named by its code."""
    return KINDS.get(kind, UNKNOWN)


def kinds_of(group: str) -> tuple[str, ...]:
    """The kinds of a group; an unknown group narrows nothing."""
    return next((tuple(found.kinds) for found in GROUPS if found.code == group), ())
