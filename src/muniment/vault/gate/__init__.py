"""The one door to sealed values: nothing else in the house decrypts a dossier."""

from muniment.vault.gate.consulting import (
    CompartmentNotFound,
    ConsultationRefused,
    ReferenceUnknown,
    consult,
    read_again,
)
from muniment.vault.gate.glancing import (
    DossierRow,
    GlanceCell,
    GlancePage,
    ListFilter,
    Scope,
    Sort,
    glance,
)
from muniment.vault.gate.history import History, HistoryShut, VersionRow, history
from muniment.vault.gate.opened import Opened, OpenedField
from muniment.vault.gate.permits import Card, Cards, Permit, cards, explain, permits
from muniment.vault.gate.records import (
    LookRow,
    RecordShut,
    SecretPointRow,
    Timeline,
    secret_register,
    timeline,
)
from muniment.vault.gate.standing import DossierNotFound, ReaderUnknown

__all__ = [
    "Card",
    "Cards",
    "CompartmentNotFound",
    "ConsultationRefused",
    "DossierNotFound",
    "DossierRow",
    "GlanceCell",
    "GlancePage",
    "History",
    "HistoryShut",
    "ListFilter",
    "LookRow",
    "Opened",
    "OpenedField",
    "Permit",
    "ReaderUnknown",
    "RecordShut",
    "ReferenceUnknown",
    "Scope",
    "SecretPointRow",
    "Sort",
    "Timeline",
    "VersionRow",
    "cards",
    "consult",
    "explain",
    "glance",
    "history",
    "permits",
    "read_again",
    "secret_register",
    "timeline",
]
