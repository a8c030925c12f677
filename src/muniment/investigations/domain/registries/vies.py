"""EU VIES: is this VAT number valid? The answer carries a consultation number, which is evidence.

Codes of trouble (a member state that is down, too many questions) mean *not checked*, never
*invalid*: that distinction is the whole point of this module.
"""

from dataclasses import dataclass

from muniment.investigations.domain.registries.answers import Malformed, object_of

COUNTRIES = frozenset(
    "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI".split()  # noqa: SIM905 - reads better
)
_BUSY = frozenset(
    {"GLOBAL_MAX_CONCURRENT_REQ", "MS_MAX_CONCURRENT_REQ", "GLOBAL_MAX_CONCURRENT_REQ_TIME",
     "MS_MAX_CONCURRENT_REQ_TIME"}
)  # fmt: skip
_DOWN = frozenset({"MS_UNAVAILABLE", "SERVICE_UNAVAILABLE", "SERVER_BUSY"})
_HIDDEN = frozenset({"", "---"})


class NotChecked(Exception):
    """The number was not looked up; `reason` as in `Result.reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class VatAnswer:
    """What the member state said; name and address are "" where it gives none."""

    valid: bool
    name: str
    address: str
    consultation: str


def split(number: str, country: str = "") -> tuple[str, str] | None:
    """Country and number as VIES wants them, or None when it is no number of a member state."""
    bare = "".join(letter for letter in number.upper() if letter.isalnum())
    if bare[:2] == "GR":
        bare = "EL" + bare[2:]
    if bare[:2] in COUNTRIES:
        return bare[:2], bare[2:]
    home = home_of(country)
    return (home, bare) if home in COUNTRIES and bare else None


def home_of(country: str) -> str:
    """A country as VIES writes it: Greece is EL."""
    return "EL" if country == "GR" else country


def parse(body: bytes) -> VatAnswer:
    """Read the answer of `check-vat-number`.

    Raises:
        NotChecked: `rate_limited`, `server_error`, `timeout`, `malformed_request`.
        Malformed: neither a yes nor a no nor an error.
    """
    node = object_of(body)
    errors = [one.text("error") for one in node.items("errorWrappers")]
    _refuse([*errors, node.text("userError")])
    valid = node.flag("valid")
    if valid is None:
        valid = node.flag("isValid")
    if valid is None:
        raise Malformed("no_verdict")
    name, address = node.text("name"), node.text("address")
    return VatAnswer(
        valid=valid,
        name="" if name in _HIDDEN else name,
        address="" if address in _HIDDEN else address,
        consultation=node.text("requestIdentifier"),
    )


def _refuse(codes: list[str]) -> None:
    for code in codes:
        if code in _BUSY:
            raise NotChecked("rate_limited")
        if code in _DOWN:
            raise NotChecked("server_error")
        if code == "TIMEOUT":
            raise NotChecked("timeout")
        if code in {"INVALID_INPUT", "INVALID_REQUESTER_INFO", "IP_BLOCKED", "VAT_BLOCKED"}:
            raise NotChecked("malformed_request")
