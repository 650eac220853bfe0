"""A browser per test process, a page per test, the demo made once per run and copied per module."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.journeys import browser as chromium
from tests.journeys.quiet import Watch
from tests.journeys.site import Site

#: How long a busy machine may take for one step; nothing waits longer than it has to
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one module: the driver runs an event loop in this thread as long as it lives."""
    with sync_playwright() as driver:
        found = driver.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.FLAGS)
        )
        yield found
        found.close()


@pytest.fixture
def new_page(
    browser: Browser, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[..., Page]]:
    """A function that opens a page with its own cookies.

    All are watched: an error on the console, a violation of the content policy or a request to
    another address fails the test at its end. A failed test leaves pictures in its folder.
    """
    contexts: list[BrowserContext] = []
    watch = Watch()

    def opened(**options: Any) -> Page:
        settings = {"viewport": {"width": 1280, "height": 720}, "locale": "zh-CN", **options}
        context = browser.new_context(**settings)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        return page

    yield opened
    pages = [page for context in contexts for page in context.pages]
    if getattr(request.node, "failed", False):
        for number, page in enumerate(pages):
            page.screenshot(path=tmp_path / f"failed-{number}.png")
    for context in contexts:
        context.close()
    watch.must_be_quiet()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.failed = report.failed  # type: ignore[attr-defined]
    return report


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's data as ``yuanban run`` makes it on an empty folder; tests work on copies.

    Workers of one run share it: the first makes it, the others wait at the lock.
    """
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder = base / "demo"
    with (base / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = base / "demo-in-the-making"
            Site(making).start().stop()
            making.rename(folder)
    return folder


@pytest.fixture(scope="module")
def demo(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site") / "var"
    shutil.copytree(demo_folder, folder)
    site = Site(folder).start()
    yield site
    site.stop()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A small real PDF to upload."""
    file = tmp_path / "材料.pdf"
    file.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )
    return file
