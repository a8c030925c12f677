"""The durable transaction in which an attempt is put on record; the ledger has it for all rooms."""

from muniment.ledger.recording import on_record

__all__ = ["on_record"]
