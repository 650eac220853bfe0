"""A paper as a page shows it: the same whether it is a preview or was issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

#: Stands where the number will be, until the paper is issued
UNNUMBERED = "签发时编号"


@dataclass(frozen=True, slots=True)
class Notice:
    """Title, number and blocks of a paper; plain text only, nothing to be run."""

    kind: str
    title: str
    #: ``UNNUMBERED`` in a preview
    number: str
    #: Body in whose name it is issued
    issuer: str
    seal: str
    #: As printed, e.g. 2025年9月26日
    issued_on: str
    #: {"type": addressee | paragraph | facts | table | remedy | signature | receipt, …}
    blocks: tuple[dict[str, Any], ...]
    #: The text it was made from, e.g. acceptance@2025-1
    template: str

    def content(self) -> dict[str, Any]:
        """All that the page shows, as it is frozen in the row of an issued paper."""
        return {**asdict(self), "blocks": list(self.blocks)}

    @staticmethod
    def of(content: Mapping[str, Any]) -> Notice:
        """The paper from its frozen content."""
        return Notice(**{**content, "blocks": tuple(content["blocks"])})
