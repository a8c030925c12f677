"""Every setting, typed, in one place.

Settings come from `muniment.toml` in the data folder and from the environment, which
wins: `MUNIMENT_` plus the field's name in capitals. `docs/settings.md` lists them all,
and a test holds that page and this class together.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

PREFIX = "MUNIMENT_"
FILE_NAME = "muniment.toml"


class ConfigInvalid(ValueError):
    """A setting cannot be used; the text names it and the remedy. Nothing was started."""


def _setting(default: Any, about: str) -> Any:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True, slots=True)
class Config:
    """What can be set. Paths are absolute once loaded."""

    data: Path = _setting(Path("data"), "The data folder: database, keys, logs, uploads.")
    database_url: str = _setting(
        "", "PostgreSQL address, `postgresql://user:pass@host/name`; empty means SQLite in `data`."
    )
    host: str = _setting("127.0.0.1", "Network address that the web server listens on.")
    port: int = _setting(8400, "Port that the web server listens on.")
    public_url: str = _setting(
        "",
        "The address that users type, `https://muniment.example.com`; empty means host and port.",
    )
    web_workers: int = _setting(1, "Number of web worker processes.")
    web_threads: int = _setting(4, "Number of threads in each web worker.")
    trusted_proxies: int = _setting(
        0, "How many reverse proxies stand in front and append to X-Forwarded-For."
    )
    origin: str = _setting(
        "", "Name of the ledger in checkpoints; empty means one made at first start and kept."
    )
    mail_url: str = _setting(
        "", "Mail server, `smtp+tls://user:pass@host:587`; empty prints mail to the console."
    )
    mail_from: str = _setting("Muniment <muniment@localhost>", "Sender of the house's own mail.")
    mail_in_port: int = _setting(
        0, "Port on which the own mail server hands in mail about customers; 0 takes none."
    )
    mail_in_host: str = _setting(
        "127.0.0.1", "Network address of that port; the mail server should stand on this machine."
    )
    mail_in_protocol: str = _setting("lmtp", "How mail is handed in: `lmtp` or `smtp`.")
    mail_in_address: str = _setting(
        "", "The address to which staff forward and copy mail about customers."
    )
    mail_in_authserv: str = _setting(
        "",
        "Name by which the own mail server signs `Authentication-Results`; without it no mail "
        "counts as the customer's own trace.",
    )
    mail_in_max_kb: int = _setting(10240, "Largest mail that is taken in, in kB.")
    language: str = _setting("en", "Language of new accounts: `en` or `zh-hans`.")
    time_zone: str = _setting("UTC", "Time zone in which pages show moments.")
    key_passphrase_file: str = _setting(
        "", "File with the passphrase of the key ring; empty means the key ring is not locked."
    )
    backlog_limit_seconds: int = _setting(
        60, "Oldest waiting ledger entry, in seconds, after which nothing may be read."
    )
    sitting_minutes: int = _setting(30, "How long one consultation lasts.")
    looks_per_compartment: int = _setting(
        3, "Looks that a `counted` cell gives one person in one compartment of one dossier."
    )
    clash_checks_per_day: int = _setting(20, "Clash checks that one person may make a day.")
    old_days_per_hour: int = _setting(
        12, "Old days of a customer’s warnings that one person may have computed again in an hour."
    )
    comparisons_per_day: int = _setting(
        30,
        "How often a day each check may compare cases of one salesperson with all customers.",
    )
    offline: int = _setting(0, "1 asks nothing outside the house; every such check stays open.")
    outside_proxy: str = _setting(
        "", "Proxy for questions to the outside, `http://user:pass@host:3128`; empty means none."
    )
    outside_allow: str = _setting(
        "",
        "Hosts in a private network, or behind an unusual port, that checks may ask all the same: "
        "`host:port`, separated by commas.",
    )
    outside_nameserver: str = _setting(
        "", "Name service for checks, `address:port`; empty means the system's."
    )
    outside_pace_ms: int = _setting(
        1000, "Shortest time between two questions to one host outside, in milliseconds."
    )
    list_max_age_days: int = _setting(
        10, "Age in days from which a list of denied parties may no longer say “no hit”."
    )
    customs_engine: str = _setting(
        "duckdb", "Engine of the customs data: `duckdb` inside this machine, or `spark`."
    )
    customs_spark: str = _setting(
        "local[*]", "Spark master, `spark://host:7077`; used only when the engine is `spark`."
    )
    log_level: str = _setting("info", "Lowest level that is logged: debug, info, warning, error.")

    @property
    def url(self) -> str:
        """The address that users type, without a slash at the end."""
        return (self.public_url or f"http://{self.host_name}:{self.port}").rstrip("/")

    @property
    def host_name(self) -> str:
        """The host as a browser must write it; passkeys do not work on bare addresses."""
        return "localhost" if self.host in {"127.0.0.1", "::1", "0.0.0.0"} else self.host  # noqa: S104 - compared, not bound


def load(environ: Mapping[str, str] | None = None) -> Config:
    """Read the settings.

    Raises:
        ConfigInvalid: an unknown name, a wrong type, or a file that is not TOML.
    """
    environ = os.environ if environ is None else environ
    data = Path(environ.get(PREFIX + "DATA", "data")).expanduser().resolve()
    told = _from_file(data / FILE_NAME)
    for known in fields(Config):
        if (value := environ.get(PREFIX + known.name.upper())) is not None:
            told[known.name] = value
    told["data"] = str(data)
    return Config(**{name: _typed(name, value) for name, value in told.items()})


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigInvalid(f"{path} is not TOML: {error}") from None
    known = {item.name for item in fields(Config)} - {"data"}
    for name in told:
        if name not in known:
            raise ConfigInvalid(f"{path} sets {name}, which is no setting; see docs/settings.md")
    return told


def _typed(name: str, value: Any) -> Any:
    wanted = {item.name: item.type for item in fields(Config)}[name]
    if wanted is Path or wanted == "Path":
        return Path(value)
    if wanted in (int, "int"):
        try:
            return int(value)
        except (TypeError, ValueError):
            raise ConfigInvalid(f"{name} must be a whole number, not {value!r}") from None
    if not isinstance(value, str):
        raise ConfigInvalid(f"{name} must be text, not {value!r}")
    return value
