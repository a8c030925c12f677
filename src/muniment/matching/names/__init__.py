"""Are two names one? Any script, any country's legal forms, with reasons.

`prepare` once, `compare` many times. `key` groups company names, `tokens` finds candidates.
"""

from muniment.matching.names.compare import Match, Reason, compare, score
from muniment.matching.names.keys import key, tokens
from muniment.matching.names.kinds import Kind, Strictness
from muniment.matching.names.phonetics import skeleton
from muniment.matching.names.prepared import PreparedName, Role, Token, prepare
from muniment.matching.names.scripts import romanised
from muniment.matching.names.tables import rarity

__all__ = [
    "Kind", "Match", "PreparedName", "Reason", "Role", "Strictness", "Token",
    "compare", "key", "prepare", "rarity", "romanised", "score", "skeleton", "tokens",
]  # fmt: skip
