"""English switch: what the product says is English; what people and law wrote stays as it is."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.desk import Desk
from tests.journeys.rounds import STOPS
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

#: Where the field speaks in its own forms and papers
DATA = ".fjs-container, .djs-container, .dmn-js-parent, .yb-paper"

#: Texts and spoken labels with Chinese letters outside of ``DATA``
CHINESE = r"""(data) => {
  const han = /\p{Script=Han}/u, found = [], skip = `${data}, script, style, [lang|=zh]`;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());)
    if (han.test(node.data) && !node.parentElement.closest(skip)) found.push(node.data.trim());
  for (const element of document.querySelectorAll("[aria-label], [placeholder], [title]"))
    for (const name of ["aria-label", "placeholder", "title"])
      if (han.test(element.getAttribute(name) ?? "") && !element.closest(skip))
        found.push(element.getAttribute(name));
  return found;
}"""
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_nothing_but_data_stays_chinese(demo: Site, page: Page) -> None:
    desk = Desk(page, demo)
    desk.become(STOPS[0].person)
    page.get_by_role("button", name="English").click()
    data, found = proper_data(demo.folder), {}
    for stop in STOPS:
        assert stop.visit(desk).locator("html").get_attribute("lang") == "en", stop.name
        for text in page.evaluate(CHINESE, DATA):
            if HAN.search(data.sub("", text)):
                found.setdefault(text, stop.name)
    assert not found, "\n".join(f"{text} — {where}" for text, where in found.items())


def proper_data(folder: Path) -> re.Pattern[str]:
    """All that people and the law wrote: what the database, the forms and the diagrams hold."""
    texts = {*stored(folder / "yuanban.db"), *drawn()}
    # one letter alone would take apart what we say ourselves
    chinese = sorted((t for t in texts if len(t) > 1 and HAN.search(t)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, chinese)))


def stored(database: Path) -> Iterator[str]:
    """Every text of every row, also within JSON."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables.fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                for value in row:
                    yield from strings(value)


def drawn() -> Iterator[str]:
    """Labels of the forms, names of the diagrams."""
    for form in Path("bpmn").glob("*/forms/*.form"):
        yield from strings(form.read_text(encoding="utf-8"))
    for diagram in Path("bpmn").glob("*/*.bpmn"):
        for name in re.findall(r'name="([^"]+)"', diagram.read_text(encoding="utf-8")):
            yield " ".join(name.replace("&#10;", " ").split())


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        with suppress(ValueError):  # a text that only looks like JSON stays a text
            value = json.loads(value)
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)
