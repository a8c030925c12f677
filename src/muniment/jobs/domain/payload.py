"""What a job may carry: ids, codes, counts. Values stay where they are sealed."""

import re
from collections.abc import Mapping
from uuid import UUID

Atom = str | int | bool | None
Told = str | int | bool | UUID | None

_ID_OR_CODE = re.compile(r"[A-Za-z0-9_.:+/-]{0,100}")


class NotAnId(ValueError):
    """A payload holds something that is no id, code or count; the text names the key only."""


def checked(payload: Mapping[str, Told]) -> dict[str, Atom]:
    """Copy a payload into what the queue stores; UUIDs become text.

    The queue lies in the clear in the database, so a name, a phone number or a sentence
    is turned away here, whatever the caller meant.

    Raises:
        NotAnId: a value is not an id, a code, a count or a yes and no.
    """
    return {name: _checked(name, value) for name, value in payload.items()}


def _checked(name: str, value: Told) -> Atom:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, UUID):
        return str(value)
    if _ID_OR_CODE.fullmatch(value):
        return value
    raise NotAnId(f"{name} is no id, code or count")
