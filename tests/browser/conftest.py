"""A real browser before the real app."""

import contextlib
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from review_api.page import BUILT
from tests.browser.served import PASSWORD, Served, serve
from tests.browser.world import Recording, cases, record
from tests.services import absent

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_S = 20.0
expect.set_options(timeout=PATIENCE_S * 1000)
UNASKED_LOGIN = "the server responded with a status of 401 (Unauthorized)"
"""Chromium reports the page's first question, whether somebody is logged in, as an error."""


@dataclass(slots=True)
class Visitor:
    """A person's browser window, with everything that it complained of."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def log_in(self, username: str) -> None:
        """Log in and wait for the queue."""
        self.page.goto(self.address)
        self.page.get_by_label("Name").fill(username)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.locator("tbody tr").first.wait_for()

    def open_case(self, title: str) -> None:
        """Open a case from the queue by its title."""
        self.page.get_by_role("link", name=title).click()
        self.page.get_by_role("heading", name=title).wait_for()

    def wait_for_sound(self, condition: str) -> None:
        """Wait until ``condition`` holds of the page's ``sound``."""
        self.wait_until("audio", f"sound => {condition}")

    def wait_until(self, selector: str, condition: str) -> None:
        """Wait until a function of the first element holds. The page forbids Playwright's own ``eval``."""
        until = time.monotonic() + PATIENCE_S
        while not self.page.locator(selector).first.evaluate(condition):
            assert time.monotonic() < until, f"{selector} never came to: {condition}"
            self.page.wait_for_timeout(50)

    def hear_console(self, message: ConsoleMessage) -> None:
        """Keep what the browser reports as an error or a warning."""
        if message.type in ("error", "warning") and UNASKED_LOGIN not in message.text:
            self.complaints.append(message.text)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium")
    if found is None:
        absent("chromium", "no chromium was found on PATH")
    if not (BUILT / "index.html").is_file():
        absent("chromium", "the page is not built; run make page")
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Closed after each file: while it is open, this thread runs an event loop, and others need theirs."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sounds")


@pytest.fixture(scope="session")
def recordings(chromium: str, sounds: Path) -> dict[str, Recording]:
    """Made only where a browser is there to use them."""
    assert chromium
    return record(sounds)


@contextlib.contextmanager
def five_cases(home: Path, sounds: Path, recordings: dict[str, Recording]) -> Iterator[Served]:
    """The app with five open cases."""
    with serve(home, sounds) as running:
        for flag in cases(recordings):
            running.hand_in(flag)
        yield running


@pytest.fixture(scope="session")
def served(
    tmp_path_factory: pytest.TempPathFactory, sounds: Path, recordings: dict[str, Recording]
) -> Iterator[Served]:
    """One app for all tests that only look; who decides cases overrides it with one of its own."""
    with five_cases(tmp_path_factory.mktemp("served"), sounds, recordings) as running:
        yield running


@contextlib.contextmanager
def visit(browser: Browser, served: Served) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = context.new_page()
    visitor = Visitor(page, served.address)

    # No bound method: Playwright would write attributes on its slotted owner.
    def hear(message: ConsoleMessage) -> None:
        visitor.hear_console(message)

    page.on("console", hear)
    page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
    page.set_default_timeout(20_000)
    yield visitor
    context.close()


@pytest.fixture
def visitor(browser: Browser, served: Served) -> Iterator[Visitor]:
    with visit(browser, served) as one:
        yield one


@pytest.fixture
def other_visitor(browser: Browser, served: Served) -> Iterator[Visitor]:
    with visit(browser, served) as one:
        yield one
