"""The verbs of the ledger."""

from muniment.ledger.services.append import EntryOutsideTransaction, EntryRef, append_entry
from muniment.ledger.services.checkpoints import NothingToSign, check, checkpoint, tend
from muniment.ledger.services.export import Exported, export_tiles
from muniment.ledger.services.fsck import Damage, Report, fsck
from muniment.ledger.services.incarnation import NothingToDeclare, ReasonMissing, incarnate
from muniment.ledger.services.proofs import EntryNotSequenced, EntryNotSigned, Proof, prove
from muniment.ledger.services.sequencer import drain

__all__ = [
    "Damage",
    "EntryNotSequenced",
    "EntryNotSigned",
    "EntryOutsideTransaction",
    "EntryRef",
    "Exported",
    "NothingToDeclare",
    "NothingToSign",
    "Proof",
    "ReasonMissing",
    "Report",
    "append_entry",
    "check",
    "checkpoint",
    "drain",
    "export_tiles",
    "fsck",
    "incarnate",
    "prove",
    "tend",
]
