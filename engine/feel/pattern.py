"""Regular expressions of XPath: translated for the ``regex`` library, and bounded in time.

Source: DMN 1.5, 10.3.4.3; XQuery and XPath Functions 3.1, 5.6; XML Schema 1.1, appendix G.
Look-around, word boundaries and other constructs that XPath does not know are refused.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import lru_cache
from types import ModuleType
from typing import Any

from engine.feel.errors import FeelLimit
from engine.feel.evaluation import MAX_PATTERN_S, Run
from engine.feel.functions.registry import Undefined

MAX_PATTERN = 2_000
#: Pieces of a pattern with its quantities written out: (a{1000}){1000} is a million
MAX_PIECES = 20_000
#: A stretch of a replacement without signs
_PLAIN = re.compile(r"[^\\$]+")
_INITIAL = r"\p{L}\p{Nl}_:"
_NAME = _INITIAL + r"\p{Nd}\p{M}.\-\u00b7"
#: Multi-character escapes: inside of a class / outside
_SETS = {
    "d": r"\p{Nd}",
    "D": r"\P{Nd}",
    "s": r" \t\n\r",
    "w": r"[^\p{P}\p{Z}\p{C}]",
    "W": r"\p{P}\p{Z}\p{C}",
    "i": _INITIAL,
    "c": _NAME,
    "S": r"[^ \t\n\r]",
    "I": f"[^{_INITIAL}]",
    "C": f"[^{_NAME}]",
}
_SINGLE = frozenset("nrt\\|.?*+(){}-[]^$")


def compiled(run: Run, pattern: str, flags: str) -> Any:
    """As ``compile_pattern``, and the time that it takes is time of patterns too."""
    _library()
    return _bounded(run, lambda left: compile_pattern(pattern, flags))


@lru_cache(maxsize=64)
def compile_pattern(pattern: str, flags: str) -> Any:
    """The compiled pattern. Raises ``Undefined`` where XPath has no such pattern or flag."""
    if set(flags) - set("smixq"):
        raise Undefined(f"unknown flag in {flags!r}")
    if len(pattern) > MAX_PATTERN:
        raise FeelLimit("pattern size", MAX_PATTERN)
    regex = _library()
    options = regex.V1 | (regex.IGNORECASE if "i" in flags else 0)
    source = regex.escape(pattern) if "q" in flags else _Translation(pattern, flags).source()
    try:
        return regex.compile(source, options, cache_pattern=False)
    except (regex.error, RecursionError, OverflowError, ValueError) as error:
        raise Undefined(f"{pattern!r} is no pattern: {error}") from error


def _library() -> ModuleType:
    # Not at the top: most expressions have no pattern, and the import costs a fifth of the engine's
    import regex

    return regex


def matches(run: Run, compiled: Any, text: str) -> bool:
    """Whether some part of ``text`` matches."""
    return _bounded(run, lambda left: compiled.search(text, timeout=left)) is not None


def split(run: Run, compiled: Any, text: str) -> list[str]:
    """The parts of ``text`` between matches."""
    parts, begin = [], 0
    for hit in _bounded(run, lambda left: list(compiled.finditer(text, timeout=left))):
        if hit.end() == hit.start():
            raise Undefined("the delimiter matches the empty string")
        parts.append(text[begin : hit.start()])
        begin = hit.end()
    return [*parts, text[begin:]]


def replace(run: Run, compiled: Any, text: str, replacement: str, *, literal: bool = False) -> str:
    """``text`` with each match replaced; ``$1`` stands for what the first group matched."""
    if _bounded(run, lambda left: compiled.fullmatch("", timeout=left)) is not None:
        raise Undefined("the pattern matches the empty string")
    pieces: list[str | int] = [replacement] if literal else _pieces(replacement, compiled.groups)

    def fill(hit: Any) -> str:
        run.charge(len(pieces))
        return run.written("".join(p if isinstance(p, str) else hit.group(p) or "" for p in pieces))

    return str(_bounded(run, lambda left: compiled.sub(fill, text, timeout=left)))


def _bounded(run: Run, work: Callable[[float], Any]) -> Any:
    """The result of ``work``, which gets the seconds that are left for patterns."""
    start = time.perf_counter()
    try:
        if run.pattern_s <= 0:
            raise TimeoutError
        return work(run.pattern_s)
    except TimeoutError as error:
        raise FeelLimit("regex time", f"{MAX_PATTERN_S} s") from error
    finally:
        run.pattern_s -= time.perf_counter() - start


def _pieces(replacement: str, groups: int) -> list[str | int]:
    """Text and group numbers. ``$12`` is group 1 and a 2 where there is no group 12."""
    pieces: list[str | int] = []
    index = 0
    while index < len(replacement):
        char, after = replacement[index], replacement[index + 1 : index + 2]
        if char == "\\":
            if after not in ("\\", "$") or not after:
                raise Undefined("a backslash stands before \\ or $ only")
            pieces.append(after)
            index += 2
        elif char == "$":
            if not (after.isascii() and after.isdigit()):
                raise Undefined("a group number is missing after $")
            number, index = _group(replacement, index + 1, groups)
            pieces.append(number if number <= groups else "")
        else:
            plain = _PLAIN.match(replacement, index)
            pieces.append(plain.group() if plain else char)
            index += len(str(pieces[-1]))
    return pieces


def _group(replacement: str, begin: int, groups: int) -> tuple[int, int]:
    end = begin + 1
    while end < len(replacement) and replacement[end].isdigit() and replacement[end].isascii():
        if int(replacement[begin : end + 1]) > groups:
            break
        end += 1
    return int(replacement[begin:end]), end


def _unspaced(pattern: str) -> str:
    """The pattern without its white space, but for that inside of classes: flag x."""
    kept: list[str] = []
    depth, escaped = 0, False
    for char in pattern:
        if not escaped and char in "[]":
            depth += 1 if char == "[" else -1
        if depth > 0 or char not in " \t\n\r":
            kept.append(char)
            escaped = char == "\\" and not escaped
    return "".join(kept)


class _Translation:
    """One pattern on its way from XPath to the library's syntax."""

    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern, self.index = _unspaced(pattern) if "x" in flags else pattern, 0
        self.dot_all, self.lines = "s" in flags, "m" in flags
        self.groups = 0
        #: Per open group: how many pieces it has, and its last one has
        self.pieces = [[0, 0]]
        self.quantity = 1

    def source(self) -> str:
        made: list[str] = []
        while self.index < len(self.pattern):
            begin = self.pattern[self.index]
            made.append(self._next())
            self._weigh(begin)
        return "".join(made)

    def _weigh(self, begin: str) -> None:
        """Count what was just read, which begins with ``begin``. Raises ``FeelLimit``."""
        if begin == "(":
            self.pieces.append([0, 0])
            return
        here = self.pieces[-1]
        if begin == "{":
            here[0] += here[1] * (self.quantity - 1)
            here[1] *= self.quantity
        elif begin == ")" and len(self.pieces) > 1:
            inner = self.pieces.pop()[0] + 1
            here = self.pieces[-1]
            here[0], here[1] = here[0] + inner, inner
        elif begin not in "*+?|":
            here[0], here[1] = here[0] + 1, 1
        if here[0] > MAX_PIECES:
            raise FeelLimit("pattern size", MAX_PIECES)

    def _next(self) -> str:
        char = self._take()
        if char == "\\":
            return self._escape(in_class=False)
        if char == "[":
            return self._class()
        if char == "(":
            return self._group()
        if char in "*+?}" or char == "{":
            return self._quantifier(char)
        if char == ".":
            return "(?s:.)" if self.dot_all else r"[^\n\r]"
        if char == "^":
            return r"(?m:^)" if self.lines else r"\A"
        if char == "$":
            return r"(?m:$)" if self.lines else r"\Z"
        return char if char in "|)" else str(_library().escape(char, special_only=True))

    def _take(self) -> str:
        if self.index >= len(self.pattern):
            raise Undefined(f"{self.pattern!r} ends too early")
        self.index += 1
        return self.pattern[self.index - 1]

    def _ahead(self) -> str:
        return self.pattern[self.index : self.index + 1]

    def _group(self) -> str:
        if self._ahead() != "?":
            self.groups += 1
            return "("
        if self.pattern[self.index : self.index + 2] != "?:":
            raise Undefined("look-around and named groups are not known")
        self.index += 2
        return "(?:"

    def _quantifier(self, char: str) -> str:
        if char == "}":
            raise Undefined("a } without {")
        text = char
        if char == "{":
            end = self.pattern.find("}", self.index)
            inner = self.pattern[self.index : end] if end >= 0 else ""
            low, comma, high = inner.partition(",")
            if not low.isdigit() or (high and not high.isdigit()) or (comma and "," in high):
                raise Undefined("a quantity is written {n}, {n,} or {n,m}")
            if len(low) > 6 or len(high) > 6:
                raise FeelLimit("pattern size", MAX_PIECES)
            self.quantity = max(int(low), int(high or 0), 1)
            self.index, text = end + 1, f"{{{inner}}}"
        if self._ahead() == "?":
            self.index += 1
            text += "?"
        if self._ahead() and self._ahead() in "*+?{":
            raise Undefined("two quantifiers in a row")
        return text

    def _escape(self, *, in_class: bool) -> str:
        char = self._take()
        if char in _SETS:
            inner = _SETS[char]
            return inner if in_class or inner.startswith("[") else f"[{inner}]"
        if char in "pP":
            return self._property(char)
        if char in _SINGLE:
            return "\\" + char
        if char.isdigit() and not in_class and char != "0" and int(char) <= self.groups:
            return f"(?:\\{char})"
        raise Undefined(f"\\{char} is not known")

    def _property(self, char: str) -> str:
        end = self.pattern.find("}", self.index)
        if self._ahead() != "{" or end < 0:
            raise Undefined("a property is written \\p{Name}")
        name = self.pattern[self.index + 1 : end]
        self.index = end + 1
        if name.startswith("Is"):
            return f"\\{char}{{Block={name[2:]}}}"
        if not 1 <= len(name) <= 2 or name[0] not in "LMNPZSC":
            raise Undefined(f"there is no property {name!r}")
        return f"\\{char}{{{name}}}"

    def _class(self) -> str:
        made = ["["]
        if self._ahead() == "^":
            made.append(self._take())
        first = True
        while (char := self._take()) != "]" or first:
            if char == "[":
                raise Undefined("a [ in a class is written \\[")
            if char == "]":
                raise Undefined("an empty class")
            if char == "-" and self._ahead() == "[":
                self._take()
                made.append("--" + self._class())
                if self._take() != "]":
                    raise Undefined("a subtraction ends its class")
                break
            made.append(self._in_class(char))
            first = False
        return "".join(made) + "]"

    def _in_class(self, char: str) -> str:
        if char == "\\":
            return self._escape(in_class=True)
        if char == "-":
            edge = self.pattern[self.index - 2 : self.index - 1] in "[^" or self._ahead() == "]"
            return "\\-" if edge else "-"
        return f"\\{char}" if char in "&~|^[" else char
