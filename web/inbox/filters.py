"""What narrows a list, as it stands in the address: a link shows a colleague the same."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

BOXES = {"mine": "待办", "queue": "可认领", "done": "已办"}


@dataclass(frozen=True)
class Filters:
    """One list: a box, and what of it is wanted."""

    box: str = "mine"
    #: Number, party, item, or their pinyin
    q: str = ""
    #: Code of a park
    park: str = ""
    #: Only what is late
    late: bool = False
    #: Where the next page begins: sort value and task id of the last row seen
    after: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.q or self.park or self.late)

    def query(self, **changes: str) -> str:
        """The query string of this list, with some parts changed."""
        parts = {
            "box": self.box,
            "q": self.q,
            "park": self.park,
            "late": "1" if self.late else "",
            **changes,
        }
        return urlencode({name: value for name, value in parts.items() if value})
