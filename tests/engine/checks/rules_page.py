"""Makes ``docs/rules.md`` of catalog and pairs: ``python -m tests.engine.checks.rules_page``.

A test holds that the file is current.
"""

from __future__ import annotations

import re
from difflib import ndiff
from pathlib import Path

from engine.checks.catalog import Entry, entries
from tests.engine.checks.models import NAMED
from tests.engine.checks.pairs import pairs
from tests.engine.checks.tables import Pair

PAGE = Path(__file__).parents[3] / "docs" / "rules.md"
_INTRO = """# Rules of diagrams / 流程图规则

Made by `python -m tests.engine.checks.rules_page` from `engine/checks/catalog.txt` and the pairs of
`tests/engine/checks/`; do not edit by hand. Each pair is a test: the bad model is refused for this
code alone; with the change below it, it is deployed. Clauses: BPMN 2.0.2 (OMG formal/2013-12-09),
cited by number and title. Left out of the models: the root element with its namespaces, {named}.

**{codes} rules, {count} pairs.** What the standard allows and the engine does not run faithfully
has the code [`not-supported`](#not-supported); `docs/bpmn.md` lists it.
"""


def page() -> str:
    """The text of the page."""
    found: dict[str, list[Pair]] = {}
    for pair in pairs():
        found.setdefault(pair.code, []).append(pair)
    told = [entry for entry in entries().values() if entry.code in found]
    parts = [
        _INTRO.format(
            codes=len(told),
            count=sum(len(some) for some in found.values()),
            named="message `m`, signal `sig`, error `err`, escalation `esc`",
        )
    ]
    chapter = ""
    for entry in told:
        if entry.chapter != chapter:
            chapter = entry.chapter
            parts.append(f"## {chapter}\n")
        parts.append(_rule(entry, found[entry.code]))
    return "\n".join(parts)


def _rule(entry: Entry, found: list[Pair]) -> str:
    lines = [
        f"### {entry.code}\n",
        f"{entry.english} {entry.chinese}  ",
        f"*{entry.clause}*\n",
    ]
    for pair in found:
        bad, good = _short(pair.bad), _short(pair.good)
        lines += ["```xml", *bad, "```", "```diff", *_change(bad, good), "```\n"]
    return "\n".join(lines)


def _change(bad: list[str], good: list[str]) -> list[str]:
    """What makes the good model of the bad one."""
    return [line for line in ndiff(bad, good) if line.startswith(("- ", "+ "))]


def _short(body: bytes) -> list[str]:
    """Without the head, the roots that most models share, and ids that flows have anyway."""
    text = body.decode()
    text = re.sub(r"<definitions [^>]*>", "", text).replace("</definitions>", "")
    text = text.replace(NAMED, "").replace(' xsi:type="tFormalExpression"', "")
    text = re.sub(r'<sequenceFlow id="f_\w+" ', "<sequenceFlow ", text)
    text = re.sub(r"<(\w+)([^<>]*)(?<!/)></\1>", r"<\1\2/>", text)
    text = re.sub(r" +(/?>)", r"\1", text.replace("  ", " "))
    return [line for line in re.sub(r"><(?!/)", ">\n<", text).split("\n") if line.strip()]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
