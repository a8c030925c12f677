"""The vault's tables. Where history matters nothing is edited: rows are closed and replaced."""

from muniment.vault.models.catalogue import Compartment, Field, FieldRename
from muniment.vault.models.custody import CustodyPeriod, Engagement, Filing, Grant, LookAllowance
from muniment.vault.models.dossiers import BlindKey, Dossier, FieldValue
from muniment.vault.models.leaving import Handing, Hold
from muniment.vault.models.looks import ClashCheck, Consultation
from muniment.vault.models.policy import AccessTableVersion, Epoch
from muniment.vault.models.record import Erasure, SecretPoint

__all__ = [
    "AccessTableVersion",
    "BlindKey",
    "ClashCheck",
    "Compartment",
    "Consultation",
    "CustodyPeriod",
    "Dossier",
    "Engagement",
    "Epoch",
    "Erasure",
    "Field",
    "FieldRename",
    "FieldValue",
    "Filing",
    "Grant",
    "Handing",
    "Hold",
    "LookAllowance",
    "SecretPoint",
]
