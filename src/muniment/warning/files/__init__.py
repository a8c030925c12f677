"""The order book and ready sums of histories, read from files."""

from muniment.warning.files.books import BookRead, read_book
from muniment.warning.files.tables import BadRow, ColumnMissing

__all__ = ["BadRow", "BookRead", "ColumnMissing", "read_book"]
