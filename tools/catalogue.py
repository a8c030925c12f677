"""The Chinese catalogue: extract sentences, compile translations, fail on drift.

`python tools/catalogue.py update`   put every marked sentence into the catalogue, drop unused ones
`python tools/catalogue.py compile`  write the compiled catalogue that the house reads
`python tools/catalogue.py --check`  change nothing; exit 1 when a sentence is missing, empty,
                                     fuzzy, has other placeholders, or a file is stale

English is the source and has no catalogue. Sentences are found in Python (`gettext` and its
relatives, `gettext_noop` of `core.errors`) and in templates. Scripts carry no sentences: they
take them from the page, where a template has translated them.
"""

import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[1] / "src" / "muniment"
FOLDER = SOURCE / "locale" / "zh_Hans" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
HEADER = (
    'msgid ""\nmsgstr ""\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Language: zh_Hans\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
# A compiled file must not depend on the moment it was made.
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)

Key = tuple[str | None, str | tuple[str, ...]]


def main(arguments: list[str]) -> int:
    """Run one of the three; the exit code is 1 for drift, 2 for misuse."""
    if arguments == ["update"]:
        update()
    elif arguments == ["compile"]:
        MO.write_bytes(compiled(stored()))
    elif arguments == ["--check"]:
        faults = drift()
        print("\n".join(faults) or "catalogue: complete and compiled")
        return 1 if faults else 0
    else:
        print(__doc__)
        return 2
    return 0


def update() -> None:
    """Write every sentence of the source into the catalogue; translations are kept by sentence."""
    texts = {_key(message): message.string for message in stored() if message.id}
    catalog = Catalog(locale="zh_Hans")
    for key, files in sorted(extracted().items(), key=lambda item: _order(*item)):
        places = [(name, 0) for name in files]
        catalog.add(key[1], texts.get(key, ""), locations=places, context=key[0])
    body = io.BytesIO()
    write_po(body, catalog, width=100, omit_header=True, include_lineno=False)
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_text(HEADER + body.getvalue().decode(), encoding="utf-8")


def drift() -> list[str]:
    """Name everything that keeps the catalogue from being complete and compiled."""
    catalog, fresh = stored(), extracted()
    known = {_key(message): message for message in catalog if message.id}
    faults = [f"missing: {_shown(key)} ({fresh[key][0]})" for key in fresh if key not in known]
    faults += [f"unused: {_shown(key)}" for key in known if key not in fresh]
    for key, message in known.items():
        faults += [f"{fault}: {_shown(key)}" for fault in faults_of(message)]
    if not MO.exists() or MO.read_bytes() != compiled(catalog):
        faults.append("stale: django.mo; run tools/catalogue.py compile")
    return faults


def faults_of(message: Message) -> Iterator[str]:
    """Say what is wrong with one translation."""
    texts = _several(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not all(texts):
        yield "empty"
    elif any(_places(text) != _places(_several(message.id)[-1]) for text in texts):
        yield "placeholders differ"


def extracted() -> dict[Key, list[str]]:
    """Find every marked sentence, with the files that say it."""
    found: dict[Key, list[str]] = defaultdict(list)
    for path in _files():
        name = path.relative_to(SOURCE.parent).as_posix()
        for key in _sentences(path):
            if name not in found[key]:
                found[key].append(name)
    return dict(found)


def stored() -> Catalog:
    """Read the catalogue, or begin an empty one."""
    if not PO.exists():
        return Catalog(locale="zh_Hans")
    with PO.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def compiled(catalog: Catalog) -> bytes:
    """Compile what is translated; the same sentences always give the same bytes.

    A sentence without a translation is left out, so that the page shows the English one.
    """
    ready = Catalog(locale="zh_Hans", creation_date=EPOCH, revision_date=EPOCH)
    for message in catalog:
        if message.id and not message.fuzzy and all(_several(message.string)):
            ready.add(message.id, message.string, context=message.context)
    target = io.BytesIO()
    write_mo(target, ready)
    return target.getvalue()


def _files() -> list[Path]:
    kinds = ("*.py", "templates/**/*.html", "templates/**/*.txt")
    return sorted({path for kind in kinds for path in SOURCE.rglob(kind)})


def _sentences(path: Path) -> Iterator[Key]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What comes out is no Python: only its marks are, and indentation means nothing there.
        lines = templatize(text, origin=str(path)).split("\n")
        text = "\n".join(line.lstrip() for line in lines)
    for _, message, _, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
        yield context, message if isinstance(message, str) else tuple(message)


def _order(key: Key, files: list[str]) -> tuple[str, str, str]:
    context, message = key
    return files[0], _id_of(message), context or ""


def _key(message: Message) -> Key:
    return message.context, message.id if isinstance(message.id, str) else tuple(message.id)


def _id_of(message: str | Iterable[str]) -> str:
    return message if isinstance(message, str) else next(iter(message))


def _several(text: str | Iterable[str] | None) -> list[str]:
    return [text or ""] if text is None or isinstance(text, str) else list(text)


def _places(text: str) -> list[str]:
    return sorted(PLACE.findall(text))


def _shown(key: Key) -> str:
    context, message = key
    return (f"[{context}] " if context else "") + repr(_id_of(message))


if __name__ == "__main__":
    if not settings.configured:
        settings.configure(USE_I18N=True)
    sys.exit(main(sys.argv[1:]))
