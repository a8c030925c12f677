"""Money as integer minor units with a currency; unit prices as integer millionths."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop

# Minor-unit digits that differ from two. Source: ISO 4217, list one.
_DIGITS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
    **dict.fromkeys(["CLF", "UYW"], 4),
}
LARGEST_MINOR = 2**53 - 1


class NotMoney(MunimentError):
    """The text is no amount of this currency; nothing was made."""

    code = "core.money.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("“{given}” is not an amount of money.")
    next_step = gettext_noop("Write it like 1234.50 USD, with a three-letter currency code.")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount: `minor` units (cents, fen) of `currency` (ISO 4217, upper case)."""

    currency: str
    minor: int

    def __post_init__(self) -> None:
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise NotMoney(given=self.currency[:20])
        if abs(self.minor) > LARGEST_MINOR:
            raise NotMoney(given=str(self.minor)[:20])

    @classmethod
    def of(cls, amount: Decimal | str, currency: str) -> "Money":
        """Round a decimal amount half to even onto the currency's minor unit.

        Raises:
            NotMoney: `amount` is no finite number, too large, or the code is malformed.
        """
        try:
            exact = Decimal(amount)
            scaled = exact.scaleb(digits_of(currency)).to_integral_value(ROUND_HALF_EVEN)
            return cls(currency, int(scaled))
        except (InvalidOperation, ValueError, OverflowError):
            raise NotMoney(given=str(amount)[:20]) from None

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-digits_of(self.currency))

    def __str__(self) -> str:
        return f"{self.amount:,.{digits_of(self.currency)}f} {self.currency}"

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise NotMoney(given=f"{self.currency}+{other.currency}")
        return Money(self.currency, self.minor + other.minor)


def digits_of(currency: str) -> int:
    """Say how many decimals a currency has."""
    return _DIGITS.get(currency, 2)
