"""Texts thrown at FEEL until the time is over.

``python -m tests.properties.feel_fuzz SECONDS SEED``
Each text is compiled as an expression and as a cell, evaluated, typed, printed and read again. It
may be refused, be null or exceed a limit; anything else ends the run and shows the text. With
``atheris`` on the path its coverage chooses the texts, else mutations of what has parsed before.
The last line tells how many texts there were, how many were FEEL, the slowest, and the memory.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

#: CPU seconds that one text may take: patterns alone are allowed half a second
SLOWEST_S = 5.0
#: Beyond what the first texts needed
MEMORY_MB = 64
LONGEST = 4_000

VALUES = {
    "a": Decimal(3), "b": [Decimal(1), None, "x"], "总额": 200, "monthly salary": Decimal("1.5"),
    "driver's license": {"a": True, "year": date(2025, 1, 1)}, "f": None,
    "x1": datetime(2025, 1, 1, tzinfo=UTC), "item": timedelta(days=1),
}  # fmt: skip
PIECES = (
    *("a", "b", "1", "2.5", "1e300", '"x"', '"\\uD83D\\uDE00"', '@"P1D"', '@"2024-02-29"', "总额"),
    *("?", "true", "null", "item", "partial", "monthly salary", "driver's license", "x1"),
    *("(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "@", "//", "/*", "*/", "\n", "->", "<"),
    *("+", "-", "*", "/", "**", "=", "!=", ">=", " and ", " or ", " in ", " between "),
    *(" instance of ", "if ", " then ", " else ", "for i in ", " return ", "some i in ", "every "),
    *(" satisfies ", "function(x) ", "list<", "context<a: ", "range<", "date and time(", "not("),
    *(
        "sort(",
        "matches(",
        "replace(",
        "split(",
        '"(a|aa)+$"',
        "flatten(",
        "range(",
        "string join(",
    ),
    *("sublist(", "duration(", "time(", "years and months duration(", "context put(", "number("),
    *("1..9999999", "for i in 1..999 return ", "partial[-1]", "[item > 1]", "9999999999**99999"),
)
SEEDS = (
    "a + 1", 'if a > 2 then "x" else b[1]', "for i in 1..3, j in b return i", "{k: 1, l: k + 1}.l",
    "some x in b satisfies x = 1", "b[item > 0]", "sort(b, function(x, y) x < y)", "a in [1..5)",
    'matches("aaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")', "@\"P1D\" * 3 + x1", "not(< 5, [7..9])",
    "a instance of context<x: list<number>>", "(function(n) if n = 0 then 1 else n * 2)(3)",
    'driver\'s license.year + @"P1Y"', "monthly salary * 12 between 1 and 2", "> 5, null, ? < 3",
)  # fmt: skip


@dataclass
class Run:
    """What was tried, and what it took."""

    chance: random.Random
    tried: int = 0
    feel: int = 0
    slowest_s: float = 0.0
    slowest: str = ""
    begun_kb: int = 0
    corpus: list[str] = field(default_factory=lambda: list(SEEDS))

    def one(self, text: str) -> None:
        """Raises ``AssertionError`` for what may not be."""
        begun = time.process_time()
        parsed = feed(text)
        took = time.process_time() - begun
        self.tried, self.feel = self.tried + 1, self.feel + parsed
        if took > self.slowest_s:
            self.slowest_s, self.slowest = took, text[:80]
        assert took < SLOWEST_S, f"{took:.1f} s of CPU: {text!r}"
        if self.tried == 2_000:
            self.begun_kb = peak_kb()
        if self.tried % 200 == 0:
            assert self.grown_mb() < MEMORY_MB, f"{self.grown_mb()} MB: {text!r}"
        if parsed and len(self.corpus) < 3_000:
            self.corpus.append(text)

    def mutated(self) -> str:
        """A text near one that has parsed before."""
        chance, text = self.chance, self.chance.choice(self.corpus)
        for _ in range(chance.randint(1, 4)):
            at, to = sorted(chance.randrange(len(text) + 1) for _ in range(2))
            match chance.randrange(7):
                case 0 | 1:
                    text = text[:at] + chance.choice(PIECES) + text[at:]
                case 2:
                    text = text[:at] + text[to:]
                case 3:
                    text = text[:at] + chance.choice(self.corpus) + text[to:]
                case 4:
                    text = chance.choice("([{-") * chance.randint(1, 300) + text
                case 5:
                    text = text[:at] + text[at:to] * chance.randint(2, 40) + text[to:]
                case 6:
                    text = text[:at] + chr(chance.randrange(1, 0x2_FFFF)) + text[at:]
            text = text[:LONGEST]
        return text

    def grown_mb(self) -> int:
        return (peak_kb() - self.begun_kb) // 1024 if self.begun_kb else 0

    def __str__(self) -> str:
        rest = f"slowest {self.slowest_s:.2f} s, {self.grown_mb()} MB more than at the beginning"
        return f"{self.tried} texts, {self.feel} of them FEEL, {rest}"


def feed(text: str) -> bool:
    """Put one text through everything; whether it is an expression."""
    from engine.feel import FeelLimit, FeelSyntaxError, compile, compile_unary_tests, hint
    from engine.feel.parser import parse
    from engine.feel.printer import write

    with suppress(FeelSyntaxError, FeelLimit):
        compile_unary_tests(text).explain_value(Decimal(5), VALUES)
    expression, refusal = None, None
    try:
        expression = compile(text)
    except FeelSyntaxError as error:
        refusal = error
    if expression is None:
        assert refusal is not None
        assert min(refusal.line, refusal.column) >= 1, text
        return False
    with suppress(FeelLimit):
        expression.explain(VALUES)
    hint(expression)
    with suppress(FeelSyntaxError):  # the printed form may be longer than a text may be
        printed = write(expression.tree)
        assert parse(printed) == expression.tree, (text, printed)
    return True


def peak_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(seconds: float, seed: int) -> Run:
    run = Run(random.Random(seed))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        run.one(run.mutated())
    return run


def guided(seconds: float, seed: int) -> None:
    """The same, the texts chosen by coverage. Ends the process."""
    import atheris

    run = Run(random.Random(seed))
    end = time.monotonic() + seconds

    def one(data: bytes) -> None:
        run.one(atheris.FuzzedDataProvider(data).ConsumeUnicodeNoSurrogates(LONGEST))
        if time.monotonic() > end:
            print(run, flush=True)  # noqa: T201
            os._exit(0)  # the library ends by a signal of its own, which would look like a find

    with atheris.instrument_imports(include=["engine.feel"]):
        import engine.feel.printer  # noqa: F401
    arguments = [sys.argv[0], f"-seed={seed}", f"-max_len={LONGEST}", "-rss_limit_mb=0"]
    atheris.Setup([*arguments, *sys.argv[3:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    length, number = float(sys.argv[1]), int(sys.argv[2])
    try:
        guided(length, number)
    except ImportError:
        print(main(length, number))  # noqa: T201
