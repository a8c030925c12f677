"""Muniment keeps a trading company's customers the company's."""

from muniment.core import algebra, sqlite

__version__ = "0.1.0"

# Whoever imports any part of Muniment gets the sound SQLite, in every process.
sqlite.install()
# And sums that neither spin nor differ with the number of cores.
algebra.on_one_thread()
