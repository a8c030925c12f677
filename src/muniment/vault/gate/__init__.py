"""The one door to sealed values: nothing else in the house decrypts a dossier."""

from muniment.vault.gate.consulting import (
    CompartmentNotFound,
    ConsultationRefused,
    ReferenceUnknown,
    consult,
    read_again,
)
from muniment.vault.gate.entries import codenames_known_to, entries_for, entry_for, link_for
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
from muniment.vault.gate.openings import (
    OpenedEntry,
    OpeningsShut,
    may_read_openings,
    read_openings,
)
from muniment.vault.gate.permits import Card, Cards, Pane, Permit, cards, explain, panes, permits
from muniment.vault.gate.records import (
    LookRow,
    RecordShut,
    SecretPointRow,
    Timeline,
    secret_register,
    timeline,
)
from muniment.vault.gate.standing import DossierNotFound, ReaderUnknown
from muniment.vault.gate.sweeping import SweepPurpose, SweepRefused, sweep

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
    "OpenedEntry",
    "OpenedField",
    "OpeningsShut",
    "Pane",
    "Permit",
    "ReaderUnknown",
    "RecordShut",
    "ReferenceUnknown",
    "Scope",
    "SecretPointRow",
    "Sort",
    "SweepPurpose",
    "SweepRefused",
    "Timeline",
    "VersionRow",
    "cards",
    "codenames_known_to",
    "consult",
    "entries_for",
    "entry_for",
    "explain",
    "glance",
    "history",
    "link_for",
    "may_read_openings",
    "panes",
    "permits",
    "read_again",
    "read_openings",
    "secret_register",
    "sweep",
    "timeline",
]
