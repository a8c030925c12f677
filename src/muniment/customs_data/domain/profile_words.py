"""The sentences that stand beside a profile, as English sources; doors translate them."""

from enum import StrEnum
from typing import Final

from muniment.core.errors import gettext_noop


class Note(StrEnum):
    """What a reader of a profile must know."""

    NO_RECORD = "no_record"
    MANIFEST_ONLY = "manifest_only"
    BOTH_SIDES = "both_sides"
    SUMMARY = "summary"
    VALUES_MISSING = "values_missing"


NOTES: Final[dict[str, str]] = {
    Note.NO_RECORD: gettext_noop(
        "No record is not no trade: only the countries, months and kinds listed here were "
        "looked at."
    ),
    Note.MANIFEST_ONLY: gettext_noop(
        "Only bills of lading: sea freight alone, mostly without values, and forwarders may stand "
        "in the place of the parties."
    ),
    Note.BOTH_SIDES: gettext_noop(
        "Records of the importing and of the exporting country are both loaded: a delivery may "
        "stand in both, so sums may be too high."
    ),
    Note.SUMMARY: gettext_noop(
        "Some rows are totals of a month: single purchases, their days and sizes are not known."
    ),
    Note.VALUES_MISSING: gettext_noop("Some rows have no value: sums in US dollars are too low."),
}
"""`Coverage.notes` → sentence."""

SET_ASIDE: Final[dict[str, str]] = {
    "repeated": gettext_noop("repeated bills and older revisions"),
    "forwarder": gettext_noop("a forwarder in the place of the buyer"),
    "bank": gettext_noop("a bank in the place of the buyer"),
    "to_order": gettext_noop("“to order” in the place of the buyer"),
    "missing": gettext_noop("no buyer named"),
}
"""`Coverage.set_aside` → phrase."""
