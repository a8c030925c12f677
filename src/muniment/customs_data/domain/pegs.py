"""Currencies that their law ties to the dollar."""

from collections.abc import Mapping
from typing import Final

PEGS: Final[Mapping[str, float]] = {
    "AED": 1 / 3.6725, "SAR": 1 / 3.75, "QAR": 1 / 3.64, "OMR": 1 / 0.38450, "BHD": 1 / 0.376,
    "JOD": 1 / 0.709, "PAB": 1.0, "BSD": 1.0, "BBD": 0.5, "BZD": 0.5, "XCD": 1 / 2.70,
    "ERN": 1 / 15.0,
    "AWG": 1 / 1.79, "ANG": 1 / 1.79, "BMD": 1.0, "KYD": 1 / 0.83333, "DJF": 1 / 177.721,
}  # fmt: skip
"""Dollars for one, of currencies that their law ties to the dollar."""
