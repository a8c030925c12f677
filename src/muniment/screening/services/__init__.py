"""Verbs: load a list, keep the house's own."""

from muniment.screening.services.keeping import KEEPERS, ListsNotYours
from muniment.screening.services.lists import (
    ListIncomplete,
    ListOlder,
    ListShrunk,
    ListUndated,
    Loaded,
    load_list,
    load_lists,
)
from muniment.screening.services.own import (
    LONGEST_REASON,
    OwnEntryInvalid,
    OwnEntryNotFound,
    OwnRow,
    enter_own,
    read_own,
    remove_own,
    suspect_again,
)

__all__ = [
    "KEEPERS",
    "LONGEST_REASON",
    "ListIncomplete",
    "ListOlder",
    "ListShrunk",
    "ListUndated",
    "ListsNotYours",
    "Loaded",
    "OwnEntryInvalid",
    "OwnEntryNotFound",
    "OwnRow",
    "enter_own",
    "load_list",
    "load_lists",
    "read_own",
    "remove_own",
    "suspect_again",
]
