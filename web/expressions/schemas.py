"""What is tried, as it was sent."""

from __future__ import annotations

from dataclasses import dataclass

from web.expressions.trying import MAX_DATA, MAX_FILE
from web.schemas import Input, Known, Text

KINDS = {"expression": "表达式", "cell": "判定表的一格", "decision": "判定"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The form. ``text`` is an expression, a cell, or a decision file that was pasted."""

    kind: str = "expression"
    text: str = ""
    data: str = ""
    value: str = ""
    #: Name of a deployed decision file
    file: str = ""
    #: Name or id of a decision in the file
    decision: str = ""


class Trial(Input):
    """One more character than is taken, so that too much is told and not cut."""

    makes = Asked

    kind = Known(KINDS, load_default="expression")
    text = Text(most=MAX_FILE + 1, load_default="", metadata={"raw": True})
    data = Text(most=MAX_DATA + 1, load_default="", metadata={"raw": True})
    value = Text(most=500, load_default="")
    file = Text(most=200, load_default="")
    decision = Text(most=200, load_default="")
