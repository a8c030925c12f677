"""The states of a dossier and the duties of those who keep it."""

from enum import StrEnum


class DossierState(StrEnum):
    """Where a dossier is in its life."""

    OPEN = "open"
    RETIRED = "retired"  # no longer worked on; owner and compliance still read it
    MERGED = "merged"  # the same customer as another dossier, which goes on


class Duty(StrEnum):
    """In what duty a person keeps a dossier."""

    KEEPER = "keeper"
    DEPUTY = "deputy"
