"""What other rooms answer when a check asks about our own knowledge.

`World.ask("same_hands", subject=…)` answers with a tuple of `Kin`, `World.ask("own_disputes",
names=…)` with a tuple of `Dispute`, `World.ask("rdap_server", domain=…, file=…)` with the base
address of the register's server as a text, "" when the operator's file knows none.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kin:
    """A company that shares something with the subject.

    Attributes:
        key: stable id of the company (of a dossier, a case, a list row).
        company: its name, or a codename where the asker may not know more.
        why: the ties in plain words; mark: the same in codes, which no better wording changes.
        is_link: enough evidence to say that the same hands are behind both; else a lead.
        confidence: 0 to 100.
        blacklisted: it stands on the house's own list.
        refused: it refused goods or is in dispute with us.
    """

    key: str
    company: str
    why: str
    is_link: bool
    confidence: int = 80
    blacklisted: bool = False
    refused: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute of ours with a party of the case; `refusals` counts goods refused at the port."""

    key: str
    party: str
    note: str
    refusals: int = 0
