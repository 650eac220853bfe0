"""Types as they are written after ``instance of`` and in parameters. Source: DMN 1.5, rule 52."""

from __future__ import annotations

from engine.feel.cursor import Cursor
from engine.feel.lexer import Token
from engine.feel.syntax import ContextType, FunctionType, ListType, RangeType, Type, TypeName

_WORDY = (
    ("days", "and", "time", "duration"),
    ("years", "and", "months", "duration"),
    ("date", "and", "time"),
)


def read_type(cursor: Cursor) -> Type:
    """The type at the cursor."""
    cursor.deeper()
    if cursor.token.kind != "word":
        raise cursor.error("a type")
    name = _type_name(cursor)
    found: Type = TypeName(name)
    if cursor.at_op("<") and name in ("list", "range", "context", "function"):
        found = _generic(cursor, name)
    cursor.depth -= 1
    return found


def _type_name(cursor: Cursor) -> str:
    for words in _WORDY:
        ahead: list[Token] = [cursor.peek(i) for i in range(len(words))]
        if tuple(t.text for t in ahead) == words:
            cursor.jump(cursor.index + len(words))
            return " ".join(words)
    name = cursor.name()
    while cursor.at_op(".") and cursor.peek().kind == "word":
        cursor.take()
        name += "." + cursor.name()
    return name


def _generic(cursor: Cursor, name: str) -> Type:
    cursor.expect_op("<")
    if name == "context":
        return _context(cursor)
    if name == "function":
        return _function(cursor)
    item = read_type(cursor)
    cursor.expect_op(">")
    return ListType(item) if name == "list" else RangeType(item)


def _context(cursor: Cursor) -> Type:
    entries: list[tuple[str, Type]] = []
    while not cursor.took_op(">"):
        if entries:
            cursor.expect_op(",")
        name = cursor.declared(":")
        if name is None:
            raise cursor.error("the name of an entry and ':'")
        cursor.expect_op(":")
        entries.append((name, read_type(cursor)))
    return ContextType(tuple(entries))


def _function(cursor: Cursor) -> Type:
    parameters: list[Type] = []
    while not cursor.took_op(">"):
        if parameters:
            cursor.expect_op(",")
        parameters.append(read_type(cursor))
    cursor.expect_op("->")
    return FunctionType(tuple(parameters), read_type(cursor))
