"""How a case names a customer without saying who it is.

What a check tells may be read by people who do not know the customer that it was compared with:
“looks like the domain of Amber Heron” would let anybody find out a customer's codename by asking
about its domain. So comparisons name a customer by a token, and the gate puts the codename in its
place only for readers to whom that dossier shows the name.
"""

import re
from collections.abc import Mapping
from typing import Final
from uuid import UUID

_TOKEN: Final = re.compile(
    r"dossier:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
)
HIDDEN: Final = "•••"


def token_of(dossier_id: UUID) -> str:
    """Name a customer for the inside of a case."""
    return f"dossier:{dossier_id}"


def customers_in(text: str) -> set[UUID]:
    """The customers that a text names by tokens."""
    return {UUID(found) for found in _TOKEN.findall(text)}


def spell_out(text: str, codenames: Mapping[UUID, str]) -> str:
    """Put codenames in the place of tokens, and dots where none is given."""
    return _TOKEN.sub(lambda hit: codenames.get(UUID(hit[1]), HIDDEN), text)
