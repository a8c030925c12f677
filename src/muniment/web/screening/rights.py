"""Who may do what on the list pages."""

from muniment.people.domain.roles import Role
from muniment.screening.services import KEEPERS

KEEP = tuple(role for role in Role if role in KEEPERS)
"""Load lists, keep the house's own."""

_ASKING = KEEPERS | {Role.SALES_MANAGER, Role.SALESPERSON, Role.FINANCE, Role.CUSTODIAN}
ASK = tuple(role for role in Role if role in _ASKING)
"""Ask the lists about somebody, see how old they are."""
