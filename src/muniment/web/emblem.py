"""A small coat of arms for each codename, drawn from the codename alone.

People tell pictures apart faster than words; the same codename always has the same
arms, in every list and on every machine, and the arms tell nothing about the
customer. The style sheet cuts the square to a shield.
"""

from functools import lru_cache
from hashlib import sha256

# Quiet heraldic colours, each readable on paper and on the dark sheet: field, then charge.
_FIELDS = ("#2f5d57", "#7a3b3a", "#3d5475", "#8a6d2b", "#5c4a72", "#4f6b3a", "#7d5a3c", "#47606b")
_CHARGES = ("#f3ead6", "#e3c57a", "#d9dfd8", "#f0d9cf")

# How the shield is parted; each path covers the second colour's share of the 32 x 32 field.
_PARTINGS = (
    "",
    "M16 0h16v32H16z",
    "M0 16h32v16H0z",
    "M0 0h32L0 32z",
    "M0 32 16 14l16 18z",
    "M11 0h10v32H11z",
    "M0 11h32v9H0z",
    "M16 0h16v16H0v16h16z",
)
_SIGNS = (
    "M16 9.500l2 4.4 4.8.5-3.6 3.2 1 4.7-4.2-2.4-4.2 2.4 1-4.7-3.6-3.2 4.8-.5z",
    "M16 9l6.5 7-6.5 7-6.5-7z",
    "M16 10a6 6 0 1 0 0 12 6 6 0 0 0 0-12zm0 3.500a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
    "M19 9.500a6.5 6.5 0 1 0 0 13 7.5 7.5 0 0 1 0-13z",
    "M14 9h4v5h5v4h-5v5h-4v-5H9v-4h5z",
    "M9 13l7-4 7 4v2l-7-4-7 4zm0 6l7-4 7 4v2l-7-4-7 4z",
    "M10 10h12v3h-4.500v6H22v3H10v-3h4.500v-6H10z",
    "M16 9c4 3 6 5.5 6 8.500a6 6 0 0 1-12 0c0-3 2-5.5 6-8.500z",
    "M9 20l2-9 3.5 5L16 9l1.5 7 3.5-5 2 9z",
    "M10 10h12v12H10zm3 3v6h6v-6z",
    "M9 16c2-4 5-5 7-5s5 1 7 5c-2 4-5 5-7 5s-5-1-7-5zm7-2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
    "M11 9h3v14h-3zm7 0h3v14h-3z",
)


@lru_cache(maxsize=4096)
def emblem(codename: str) -> str:
    """Draw the arms of a codename as one SVG element, about 400 bytes; safe to put into a page.

    8 fields x 7 second fields x 8 partings x 12 signs x 4 colours: about 21,000 arms.
    The codename itself does not enter the markup, so nothing has to be escaped.
    """
    digest = sha256(codename.encode()).digest()
    field = digest[0] % len(_FIELDS)
    second = (field + 1 + digest[1] % (len(_FIELDS) - 1)) % len(_FIELDS)
    parting = _PARTINGS[digest[2] % len(_PARTINGS)]
    sign = _SIGNS[digest[3] % len(_SIGNS)]
    charge = _CHARGES[digest[4] % len(_CHARGES)]
    return (
        '<svg class="m-emblem" viewBox="0 0 32 32" preserveAspectRatio="xMidYMid slice"'
        ' aria-hidden="true" focusable="false">'
        f'<path fill="{_FIELDS[field]}" d="M0 0h32v32H0z"/>'
        f'<path fill="{_FIELDS[second]}" d="{parting}"/>'
        f'<path fill="{charge}" fill-rule="evenodd" transform="matrix(1.3 0 0 1.3 -4.8 -5.8)"'
        f' d="{sign}"/></svg>'
    )
