"""A picture of every page: language x width x theme, as PNG files in `build/gallery/`.

The pages find themselves: every address of the staff pages that needs no id, and those with ids
that the caller adds. `tests/browser/test_gallery.py` takes the pictures of a small company; of a
running house, such as the demonstration:

    python -m tests.browser.gallery http://localhost:8400 EMAIL PASSWORD SECRET [PATH ...]

where SECRET is the key of the authenticator app, in base32, and each PATH is a page more.
"""

import base64
import hmac
import itertools
import os
import re
import struct
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

GALLERY = Path(__file__).parents[2] / "build" / "gallery"
LANGUAGES = {"en": "en", "zh": "zh-hans"}
WIDTHS = (1280, 380)
THEMES = ("light", "dark")
CHROMIUM = os.environ.get("MUNIMENT_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True, slots=True)
class Stop:
    """One page to visit; `signed_in` says whether somebody looks at it."""

    name: str
    path: str
    signed_in: bool = True


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at."""

    language: str
    width: int
    theme: str

    def __str__(self) -> str:
        return f"{self.language}-{self.width}-{self.theme}"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture taken, and how far the page stuck out to the right, in pixels."""

    name: str
    file: Path
    sticks_out: int
    status: int


def stops() -> list[Stop]:
    """List the staff pages that need no id, each under its route's name."""
    from django.urls import get_resolver

    routes = _routes(get_resolver("muniment.web.urls"))
    found = {name: (path, access) for name, path, access in routes}
    return [
        Stop(name.replace(":", "-"), path, signed_in=access != "all")
        for name, (path, access) in sorted(found.items())
    ]


def take(
    browser: Browser,
    url: str,
    pages: Iterable[Stop],
    *,
    cookies: list[Any],
    folder: Path = GALLERY,
) -> list[Picture]:
    """Visit each page in every language, width and theme; pass over redirects and downloads."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = list(pages)
    taken: list[Picture] = []
    for look in itertools.starmap(Look, itertools.product(LANGUAGES, WIDTHS, THEMES)):
        for signed_in in (True, False):
            context = _context(browser, url, look, cookies if signed_in else [])
            wanted = [stop for stop in pages if stop.signed_in is signed_in]
            taken += _visit(context, wanted, folder, str(look))
            context.close()
    _write_index(taken, folder)
    return taken


def _routes(resolver: Any, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, str]]:
    from muniment.web.access import access_of

    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _routes(entry, path, inner)
        elif entry.name and not re.search(r"[<(^$]", path):
            yield space + entry.name, "/" + path, access_of(entry.callback) or ""


def _context(browser: Browser, url: str, look: Look, cookies: list[Any]) -> BrowserContext:
    context = browser.new_context(
        base_url=url, viewport={"width": look.width, "height": 800}, reduced_motion="reduce"
    )
    chosen = {"django_language": LANGUAGES[look.language], "muniment_theme": look.theme}
    own: list[Any] = [{"name": name, "value": value, "url": url} for name, value in chosen.items()]
    context.add_cookies([*own, *cookies])
    return context


def _visit(
    context: BrowserContext, pages: list[Stop], folder: Path, suffix: str
) -> Iterator[Picture]:
    page = context.new_page()
    for stop in pages:
        head = context.request.get(stop.path, max_redirects=0)
        if head.status in range(300, 400) or "text/html" not in head.headers["content-type"]:
            continue
        if head.status == 405:
            continue
        page.goto(stop.path)
        yield _picture(page, stop, folder / f"{stop.name}-{suffix}.png", head.status)


def _picture(page: Page, stop: Stop, file: Path, status: int) -> Picture:
    page.screenshot(path=file, full_page=True)
    root = "document.documentElement"
    out = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
    return Picture(stop.name, file, int(out), status)


def _write_index(taken: list[Picture], folder: Path) -> None:
    figures = "".join(
        f'<figure><img loading="lazy" width="300" src="{escape(p.file.name)}" alt="">'
        f"<figcaption>{escape(p.file.stem)}</figcaption></figure>"
        for p in sorted(taken, key=lambda picture: picture.file.name)
    )
    text = f'<!doctype html><meta charset="utf-8"><title>Gallery</title>{figures}'
    (folder / "index.html").write_text(text, encoding="utf-8")


def code_of(secret: str, at: float) -> str:
    """Compute the six digits of an authenticator app. Source: RFC 6238 with SHA-1, 30 seconds."""
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at) // 30), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def _signed_in(browser: Browser, url: str, email: str, password: str, secret: str) -> list[Any]:
    context = browser.new_context(base_url=url)
    page = context.new_page()
    page.goto("/sign-in/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.locator("[name=code]").fill(code_of(secret, time.time()))
    page.locator("[name=code]").press("Enter")
    page.locator("#m-nav").wait_for(state="attached")
    kept = [cookie for cookie in context.cookies() if cookie["name"] == "sessionid"]
    context.close()
    return kept


def main(arguments: list[str]) -> int:
    """Take the pictures of a running house; the exit code is 2 for misuse."""
    if len(arguments) < 4:
        sys.stderr.write(__doc__ or "")
        return 2
    url, email, password, secret, *more = arguments
    import django

    django.setup()
    added = [Stop(re.sub(r"\W+", "-", path).strip("-"), path) for path in more]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        cookies = _signed_in(browser, url, email, password, secret)
        taken = take(browser, url, [*stops(), *added], cookies=cookies)
    sys.stdout.write(f"{len(taken)} pictures in {GALLERY}\n")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.exit(main(sys.argv[1:]))
