"""The hand-over form as PDF, set by Typst.

What is told travels as JSON and is never read as markup; the compiler sees one folder with the
template, and nothing else of the machine but fonts.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone

from muniment.handover.exits import Exit

_TEMPLATE = files("muniment.handover") / "data" / "form.typ"
_FONTS = Path(__file__).parents[1] / "investigations" / "data" / "fonts"


def as_pdf(told: Exit, words: Mapping[str, Any], *, language: str, made_at: datetime) -> bytes:
    """Set the form; the same exit, words and moment give the same bytes.

    Args:
        words: labels and names of codes in the reader's language.
    """
    with tempfile.TemporaryDirectory(prefix="muniment-form-") as folder:
        main = Path(folder) / "form.typ"
        with as_file(_TEMPLATE) as template:
            shutil.copy(template, main)
        content = {"words": words, "language": language, **_content(told)}
        text = json.dumps(content, ensure_ascii=False)
        (Path(folder) / "form.json").write_text(text, encoding="utf-8")
        return typst.compile(
            str(main), root=folder, font_paths=[str(_FONTS)], format="pdf",
            timestamp=int(made_at.timestamp()),
        )  # fmt: skip


def _content(told: Exit) -> dict[str, Any]:
    head = told.head
    return {
        "person": told.person,
        "begun": timezone.localdate(head.begun_at).isoformat(),
        "last_day": head.last_day_on.isoformat() if head.last_day_on else "–",
        "overridden": head.overridden,
        "customers": told.progress.customers,
        "conditions": [
            {"code": one.code, "done": one.done, "total": one.total, "met": one.is_met}
            for one in told.conditions
        ],
        "returns": [
            {"kind": one.kind, "name": one.name, "state": one.state.value, "by": one.settled_by,
             "on": timezone.localdate(one.settled_at).isoformat() if one.settled_at else ""}
            for one in told.returns
        ],
        "statements": [
            {"paper": one.paper.value, "version": one.version, "hash": one.hash, "text": one.text,
             "on": timezone.localdate(one.signed_at).isoformat()}
            for one in told.statements
        ],
    }  # fmt: skip
