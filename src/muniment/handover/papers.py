"""Papers that somebody brings: a signed sheet, a mail, a picture of one. Kept sealed, with hash."""

import hashlib
from dataclasses import dataclass
from typing import Any

from muniment.core import canonical
from muniment.core.errors import gettext_noop
from muniment.handover.errors import PaperUnfit

LARGEST = 5_000_000  # bytes
_NAME = 120
_KINDS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its bytes, what they are, and how the file was called."""

    content: bytes
    name: str
    kind: str = ""

    @property
    def sha256(self) -> str:
        """The hash by which the paper is known."""
        return hashlib.sha256(self.content).hexdigest()


def checked(paper: Paper) -> Paper:
    """Look at what the bytes are, whatever the file calls itself.

    Raises:
        PaperUnfit: empty, too large, or neither PDF, PNG, JPEG nor text.
    """
    if not paper.content.strip():
        raise PaperUnfit(why=gettext_noop("it is empty"))
    if len(paper.content) > LARGEST:
        raise PaperUnfit(why=gettext_noop("it is larger than 5 MB"))
    name = "".join(sign for sign in paper.name if sign.isprintable()).strip()[-_NAME:]
    return Paper(paper.content, name, _kind(paper.content))


def told(paper: Paper) -> dict[str, Any]:
    """A paper as it is sealed."""
    return {
        "name": paper.name, "kind": paper.kind, "sha256": paper.sha256,
        "content": canonical.b64(paper.content),
    }  # fmt: skip


def read(sealed: dict[str, Any]) -> Paper:
    """A paper as it was sealed."""
    return Paper(canonical.unb64(sealed["content"]), sealed["name"], sealed["kind"])


def _kind(content: bytes) -> str:
    for start, kind in _KINDS.items():
        if content.startswith(start):
            return kind
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise PaperUnfit(why=gettext_noop("it is neither PDF, picture nor text")) from None
    if "\0" in text:
        raise PaperUnfit(why=gettext_noop("it is neither PDF, picture nor text"))
    return "text/plain"
