"""How a kind of entry is told, and which kinds people look for together."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """How a kind is told: the English source of its sentence, an icon, and a tone.

    `own` is the sentence for somebody who did it to herself, where that reads differently.
    """

    text: str
    icon: str
    tone: str = "plain"
    own: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that people look for together; `code` stands in addresses."""

    code: str
    label: str
    kinds: dict[str, Told]
