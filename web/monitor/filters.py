"""What narrows the list of cases, as it stands in the address."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from workflows.handling import states

LIGHTS = {"green": "正常", "yellow": "将到期", "red": "超承诺", "black": "超法定"}
#: {value: (words, youngest days, oldest days)}, counted from the start of the case
AGES: dict[str, tuple[str, int, int | None]] = {
    "3": ("3天以内", 0, 3),
    "10": ("4至10天", 3, 10),
    "30": ("11至30天", 10, 30),
    "old": ("30天以上", 30, None),
}
#: States of the application, and two that say how the case itself is
STATES = {
    "running": "在办",
    "stuck": "有异常",
    **{state: words for state, words in states.LABELS.items() if state != states.DRAFT},
}


@dataclass(frozen=True)
class Filters:
    """One list."""

    process: str = ""
    park: str = ""
    state: str = ""
    age: str = ""
    light: str = ""
    q: str = ""

    @property
    def narrowed(self) -> bool:
        return any(asdict(self).values())

    def query(self, **changes: str) -> str:
        """The query string of this list, with some parts changed."""
        parts = {**asdict(self), **changes}
        return urlencode({name: value for name, value in parts.items() if value})

    def started(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        """(not before, before) of the start of a case of the chosen age."""
        if not self.age:
            return None, None
        _words, youngest, oldest = AGES[self.age]
        before = now - timedelta(days=youngest) if youngest else None
        return (now - timedelta(days=oldest) if oldest else None), before


def mark(started_at: datetime, case: UUID) -> str:
    """Where a page ended."""
    return f"{started_at.isoformat()}~{case}"


def read_mark(text: str) -> tuple[datetime, UUID] | None:
    """The place in ``text``, or None."""
    at, _sign, case = text.partition("~")
    try:
        instant = datetime.fromisoformat(at)
        return (instant, UUID(case)) if instant.tzinfo else None
    except ValueError:
        return None
