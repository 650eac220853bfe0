"""What FEEL refuses.

EngineError
├── FeelSyntaxError    the text is not FEEL; says where, and what was expected
└── FeelLimit          the text or its evaluation exceeds a bound

Everything else that goes wrong in an expression is ``null`` with a reason (DMN 1.5, 10.3.2).
"""

from __future__ import annotations

from engine.errors import EngineError


class FeelSyntaxError(EngineError):
    """The text is not a FEEL expression."""

    code = "feel-syntax"

    def __init__(self, message: str, text: str, position: int, expected: str = "") -> None:
        before = text[:position]
        #: 1-based place of the first character that does not fit
        self.line = before.count("\n") + 1
        self.column = position - (before.rfind("\n") + 1) + 1
        self.expected = expected
        where = f"line {self.line}, column {self.column}"
        wanted = f"; expected {expected}" if expected else ""
        super().__init__(
            f"{message} ({where}{wanted})", line=self.line, column=self.column, expected=expected
        )


class FeelLimit(EngineError):
    """A bound on steps, depth, size or time was exceeded. ``bound`` names it."""

    code = "feel-limit"

    def __init__(self, bound: str, limit: object) -> None:
        self.bound = bound
        super().__init__(f"the expression exceeds the limit of {bound}: {limit}", bound=bound)
