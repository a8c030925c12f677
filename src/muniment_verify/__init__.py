"""Checks Muniment evidence without Muniment: imports nothing else of ours.

`verify` checks and raises, `main` is the terminal. Nothing but the standard library is
needed; `verify.html` beside this file does the same in a browser, offline.
"""

from muniment_verify.cli import main
from muniment_verify.errors import Misuse, Untrusted
from muniment_verify.openings import Opening, load_openings, parse_opening
from muniment_verify.verifier import Finding, verify

__all__ = [
    "Finding",
    "Misuse",
    "Opening",
    "Untrusted",
    "load_openings",
    "main",
    "parse_opening",
    "verify",
]
