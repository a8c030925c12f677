"""crt.sh: certificates ever issued for a domain, from the public transparency logs."""

from dataclasses import dataclass
from datetime import date

from muniment.investigations.domain.registries.answers import Malformed, json_of

MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class Certificates:
    """What the logs hold: how many, since when, and which names stood on them together."""

    count: int
    first_on: date | None
    last_on: date | None
    names: tuple[str, ...]


def parse(body: bytes) -> Certificates:
    """Read `/?q=…&output=json`; an empty body means no certificate, as the service does.

    Raises:
        Malformed: neither empty nor a list.
    """
    if not body.strip():
        return Certificates(0, None, None, ())
    answer = json_of(body)
    if not isinstance(answer.value, list):
        raise Malformed("not_list")
    days = [day for row in answer.items() if (day := row.day("not_before"))]
    raw = (str(row.at("name_value").value or "") for row in answer.items())
    names = {name.strip().lower() for text in raw for name in text.split("\n")}
    tidy = sorted(name for name in names if name and " " not in name and "@" not in name)
    return Certificates(
        sum(1 for _ in answer.items()), min(days, default=None), max(days, default=None),
        tuple(tidy[:MOST_NAMES]),
    )  # fmt: skip
