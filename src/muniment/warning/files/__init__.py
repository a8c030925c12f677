"""The order book and ready sums of histories, read from files."""

from muniment.warning.files.books import BookRead, read_book
from muniment.warning.files.sums import holds_sums, read_sums
from muniment.warning.files.tables import BadRow, ColumnMissing, Tell

__all__ = [
    "BadRow",
    "BookRead",
    "ColumnMissing",
    "Tell",
    "holds_sums",
    "read_book",
    "read_sums",
]
