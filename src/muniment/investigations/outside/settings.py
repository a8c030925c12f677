"""How the house goes out: what an administrator decided."""

from dataclasses import dataclass
from typing import Self

from muniment.core.config import Config, ConfigInvalid


@dataclass(frozen=True, slots=True)
class OutsideSettings:
    """Terms under which anything leaves the house.

    Attributes:
        offline: nothing is asked outside, and every question ends as not reached.
        proxy: `http://[user:pass@]host:port` that all fetches go through; "" for none.
        allow: (host, port) pairs that may be asked although they lie in a private network or
            behind an unusual port.
        nameserver: (address, port) of the name service; none means the system's.
        pace_s: shortest time between two requests to one host, in seconds.
    """

    offline: bool = False
    proxy: str = ""
    allow: frozenset[tuple[str, int]] = frozenset()
    nameserver: tuple[str, int] | None = None
    pace_s: float = 1.0

    @classmethod
    def of(cls, config: Config) -> Self:
        """Read them from the settings of the house.

        Raises:
            ConfigInvalid: a host without a port, or a port that is no number.
        """
        return cls(
            offline=bool(config.offline),
            proxy=config.outside_proxy,
            allow=frozenset(_pairs(config.outside_allow)),
            nameserver=next(iter(_pairs(config.outside_nameserver, port=53)), None),
            pace_s=config.outside_pace_ms / 1000,
        )


def _pairs(told: str, port: int | None = None) -> list[tuple[str, int]]:
    return [_pair(entry.strip(), port) for entry in told.split(",") if entry.strip()]


def _pair(entry: str, port: int | None) -> tuple[str, int]:
    """Split `host:port`; an IPv6 address stands in brackets."""
    host, colon, digits = entry.rpartition(":")
    if not colon or "]" in digits:
        host, digits = entry, "" if port is None else str(port)
    if not host or not digits.isascii() or not digits.isdigit() or int(digits) > 65535:
        raise ConfigInvalid(f"outside: {entry!r} is not host:port")
    return host.strip("[]").lower(), int(digits)
