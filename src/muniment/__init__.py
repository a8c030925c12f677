"""Muniment keeps a trading company's customers the company's."""

from muniment.core import sqlite

__version__ = "0.1.0"

# Whoever imports any part of Muniment gets the sound SQLite, in every process.
sqlite.install()
