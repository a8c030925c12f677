"""Clocks of countries: could a mail with this offset have been written there?"""

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import phonenumbers

_TOLERANCE = timedelta(hours=1)


def zone_fits(at: datetime, country: str) -> bool | None:
    """Whether a clock of this country could show this offset from UTC at that moment.

    An offset of zero says nothing (many servers write UTC), nor does a country without zones.
    One hour of difference is let pass: a neighbour, or a clock that missed summer time.

    Returns:
        none when nothing can be said.
    """
    told = at.utcoffset()
    offsets = [at.astimezone(zone).utcoffset() for zone in _zones(country.upper())]
    if not told or not offsets:
        return None
    return any(abs(told - offset) <= _TOLERANCE for offset in offsets if offset is not None)


@cache
def _zones(country: str) -> tuple[ZoneInfo, ...]:
    """Time zones of a country and of those it shares a telephone code with: too many, never
    too few, because a fault here would accuse somebody.
    """
    from phonenumbers.tzdata import TIMEZONE_DATA  # a table of megabytes, read when asked for

    code = phonenumbers.country_code_for_region(country) if country else 0
    names = TIMEZONE_DATA.get(str(code), ()) if code else ()
    return tuple(ZoneInfo(name) for name in sorted(names) if "/" in name)
