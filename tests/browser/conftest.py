"""A real browser before a real server: every request commits, as in the house.

`live_server` (pytest-django) runs the application in threads on the test's SQLite file;
nothing is wrapped in a transaction, so the gate's durable commits work. `page` is a fresh
browser window; a test fails when the page broke the content security policy or threw.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.gallery import CHROMIUM, FLAGS

# Playwright's synchronous API keeps an event loop in this thread, where Django would refuse
# the database although nothing here is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 380, "height": 800}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def window(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Open windows: `window(viewport=NARROW, locale="zh-CN", color_scheme="dark")`."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def opened(**wanted: Any) -> Page:
        options = {"viewport": WIDE, "base_url": live_server.url, "locale": "en-GB", **wanted}
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
        page.on("console", lambda message: _note(troubles, message.type, message.text))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def page(window: Callable[..., Page]) -> Page:
    return window()


def _note(troubles: list[str], kind: str, text: str) -> None:
    # A 4xx answer is logged as an error too, and refusals are what many tests are about.
    refusals = ("Failed to load resource", "Response Status Error Code 4")
    if kind == "error" and not text.startswith(refusals):
        troubles.append(f"console: {text}")


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, Any], None]:
    """Give a window the session of a person: `sign_in(page, person_id)`."""
    from tests.browser.sessions import session_of

    def signed_in(page: Page, person_id: Any) -> None:
        page.context.add_cookies([session_of(person_id, live_server.url)])

    return signed_in
