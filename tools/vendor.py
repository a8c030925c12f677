"""Fetch the browser libraries that the pages use, and prove that they are unchanged.

`python tools/vendor.py` packs each package with npm, copies the minified files and the
licences into `web/static/vendor/`, draws the icon sprite and writes `VERSIONS.json`.
`python tools/vendor.py --check` needs no network: it compares every file with the
recorded SHA-256 and fails on a file that is changed, missing or unlisted.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "src/muniment/web/static/vendor"
VERSIONS = VENDOR / "VERSIONS.json"
SPRITE = "icons.svg"


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package: `files` maps a path in it to its name in the vendor folder."""

    name: str
    version: str
    licence: str
    files: dict[str, str]


PACKAGES = (
    Package(
        "@tabler/core",
        "1.6.1",
        "MIT",
        {"dist/css/tabler.min.css": "tabler.min.css", "dist/js/tabler.min.js": "tabler.min.js"},
    ),
    Package(
        "htmx.org",
        "2.0.11",
        "0BSD",
        {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE.txt"},
    ),
    Package("@tabler/icons", "3.51.0", "MIT", {"LICENSE": "tabler.LICENSE.txt"}),
)

ICONS = Path(__file__).with_name("icons.txt")
"""The icons the pages use, by their Tabler names (outline set), one a line."""


def main(arguments: list[str]) -> int:
    """Fetch, or with `--check` compare; the exit code is 1 when something differs."""
    if arguments == ["--check"]:
        faults = differences()
        print("\n".join(faults) or "vendor: every file is as recorded")
        return 1 if faults else 0
    fetch()
    return 0


def fetch() -> None:
    """Replace the vendor folder's files by those of the pinned packages."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    for old in VENDOR.iterdir():
        old.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        recorded = [_unpack(package, Path(scratch)) for package in PACKAGES]
    files = {path.name: sha256(path) for path in sorted(VENDOR.iterdir())}
    told = {"packages": recorded, "files": files}
    VERSIONS.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def differences() -> list[str]:
    """Name every vendored file that is not what `VERSIONS.json` says."""
    recorded: dict[str, str] = json.loads(VERSIONS.read_text(encoding="utf-8"))["files"]
    present = {p.name: sha256(p) for p in VENDOR.iterdir() if p != VERSIONS}
    names = sorted(recorded.keys() | present.keys())
    return [
        f"vendor: {name} differs from VERSIONS.json; run tools/vendor.py"
        for name in names
        if recorded.get(name) != present.get(name)
    ]


def sha256(path: Path) -> str:
    """Hash a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _unpack(package: Package, scratch: Path) -> dict[str, str]:
    wanted = f"{package.name}@{package.version}"
    packed = subprocess.run(
        ["npm", "pack", "--json", wanted], cwd=scratch, check=True, capture_output=True
    )
    told = _first(json.loads(packed.stdout))
    with tarfile.open(scratch / told["filename"]) as tar:
        for source, name in package.files.items():
            (VENDOR / name).write_bytes(_without_map(_read(tar, source)))
        if package.name == "@tabler/icons":
            (VENDOR / SPRITE).write_text(_sprite(tar), encoding="utf-8")
    return {
        "name": package.name,
        "version": package.version,
        "licence": package.licence,
        "integrity": told["integrity"],
    }


def _first(told: list[dict[str, str]] | dict[str, dict[str, str]]) -> dict[str, str]:
    # npm 11 answers with an object by package name, npm 10 with a list.
    return next(iter(told.values())) if isinstance(told, dict) else told[0]


def _read(tar: tarfile.TarFile, source: str) -> bytes:
    file = tar.extractfile(f"package/{source}")
    assert file is not None, source
    return file.read()


def _without_map(content: bytes) -> bytes:
    # The maps are not shipped, and collecting hashed files fails on a missing one.
    return re.sub(rb"\n?(/\*|//)# sourceMappingURL=[^\n]*\n?", b"\n", content)


def _sprite(tar: tarfile.TarFile) -> str:
    wanted = ICONS.read_text(encoding="ascii").split()
    symbols = "\n".join(_symbol(tar, name) for name in wanted)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def _symbol(tar: tarfile.TarFile, name: str) -> str:
    drawing = _read(tar, f"icons/outline/{name}.svg").decode()
    drawing = re.sub(r"<!--.*?-->", "", drawing, flags=re.DOTALL)
    body = drawing.partition(">")[2].rpartition("</svg>")[0]
    body = re.sub(r'<path stroke="none"[^>]*/>', "", body)
    body = re.sub(r"\s+", " ", body).replace(" />", "/>").replace("> <", "><").strip()
    style = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
    return f'<symbol id="{name}" viewBox="0 0 24 24" {style}>{body}</symbol>'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
