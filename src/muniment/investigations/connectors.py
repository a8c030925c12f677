"""Settings of the connectors: base addresses and keys, one flat table.

They stand in `connectors.toml` in the data folder (`companies_house.key = "…"` as
`"companies_house.key" = "…"` or in tables), or in the environment as
`MUNIMENT_CONNECTOR_COMPANIES_HOUSE_KEY`, which wins. Plug-ins bring names of their own, so
this is no part of the typed `Config`.
"""

import os
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from muniment.core.config import Config, ConfigInvalid
from muniment.investigations.domain.checks import NotReached
from muniment.investigations.domain.registries import bootstrap
from muniment.investigations.domain.registries.answers import Malformed

FILE_NAME = "connectors.toml"
BOOTSTRAP = "rdap/dns.json"
"""Where IANA's bootstrap file for domains lies in the data folder, under the name IANA gives it."""
PREFIX = "MUNIMENT_CONNECTOR_"
OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "basics.gleif": ("gleif.url",),
    "basics.companies_house": ("companies_house.url",),
    "basics.opencorporates": ("opencorporates.url",),
    "basics.vies": ("vies.url", "vies.requester"),
    "lists.opensanctions": ("yente.dataset", "yente.key"),
    "lists.us_csl": ("us_csl.url",),
    "email_web.registration": ("rdap.url", "rdap.bootstrap", "whois.guide"),
    "email_web.certificates": ("crtsh.url",),
    "email_web.archive": ("wayback.url",),
}
"""Check → settings that it reads besides `needs_key`; without them it asks the usual address."""


def setting(config: Config, name: str) -> str:
    """Look up one setting; "" when it is not set.

    Raises:
        ConfigInvalid: the file is not TOML.
    """
    told = os.environ.get(PREFIX + name.upper().replace(".", "_").replace("-", "_"))
    if told is not None:
        return told
    path = config.data / FILE_NAME
    try:
        stamp = path.stat().st_mtime_ns
    except FileNotFoundError:
        return ""
    return _read(path, stamp).get(name, "")


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: int) -> Mapping[str, str]:
    try:
        return dict(_flat("", tomllib.loads(path.read_text(encoding="utf-8"))))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigInvalid(f"{path} is not TOML: {error}") from None


def _flat(prefix: str, table: Mapping[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += _flat(f"{prefix}{name}.", value)
        else:
            found.append((f"{prefix}{name}", str(value)))
    return found


def rdap_server(config: Config, domain: str, *, file: str = "") -> str:
    """The RDAP server for a domain by IANA's file, as the operator keeps it; "" when by none.

    Args:
        file: its path, seen from the data folder; "" means `rdap/dns.json` there.

    Raises:
        NotReached: `malformed`, the file cannot be read as what it should be.
    """
    path = config.data / (file or BOOTSTRAP)
    try:
        if path.stat().st_size > bootstrap.LARGEST:
            raise NotReached("malformed")
        return bootstrap.server_of(path.read_bytes(), domain)
    except FileNotFoundError:
        return ""
    except (OSError, Malformed):
        raise NotReached("malformed") from None
