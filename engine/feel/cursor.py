"""The parser's place in the tokens: looking, taking, expecting, and reading names."""

from __future__ import annotations

from engine.feel.errors import FeelSyntaxError
from engine.feel.lexer import Token, tokens
from engine.feel.names import BUILT_IN, STOP, SYMBOLS, Known, find, joined, learn

MAX_NESTING = 80


class Cursor:
    """Where the parser is, which names it knows, and how deep it stands."""

    __slots__ = ("_floor", "_layers", "depth", "index", "text", "token", "tokens")

    def __init__(self, text: str, names: Known = BUILT_IN) -> None:
        self.text, self.tokens = text, tokens(text)
        #: Names of the scope, then those declared in the text: a layer for each form that declares
        self._layers, self._floor = [names], 1
        self.index, self.depth = 0, 0
        self.token = self.tokens[0]

    def jump(self, index: int) -> None:
        """Go to the token at ``index``."""
        self.index, self.token = index, self.tokens[index]

    def take(self) -> Token:
        """The present token; the cursor moves on."""
        taken = self.token
        if taken.kind != "end":
            self.index += 1
            self.token = self.tokens[self.index]
        return taken

    def peek(self, ahead: int = 1) -> Token:
        """The token ``ahead`` of the present one."""
        return self.tokens[min(self.index + ahead, len(self.tokens) - 1)]

    def at_op(self, symbol: str) -> bool:
        return self.token.kind == "op" and self.token.text == symbol

    def at_word(self, word: str) -> bool:
        return self.token.kind == "word" and self.token.text == word

    def took_op(self, symbol: str) -> bool:
        """Whether the present token was ``symbol``, which is then taken."""
        if self.at_op(symbol):
            self.take()
            return True
        return False

    def expect_op(self, symbol: str) -> Token:
        if not self.at_op(symbol):
            raise self.error(f"'{symbol}'")
        return self.take()

    def expect_word(self, word: str) -> Token:
        if not self.at_word(word):
            raise self.error(f"'{word}'")
        return self.take()

    def error(self, expected: str) -> FeelSyntaxError:
        """The error for a present token that is not ``expected``."""
        token = self.token
        if token.kind == "end":
            return FeelSyntaxError(
                "the expression ends too early", self.text, token.start, expected
            )
        source = self.text[token.start : token.end]
        return FeelSyntaxError(f"unexpected {source!r}", self.text, token.start, expected)

    def deeper(self) -> None:
        """Count one more level of nesting. Callers decrease ``depth`` when they leave it."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise FeelSyntaxError(
                f"the expression is nested deeper than {MAX_NESTING} levels",
                self.text,
                self.token.start,
            )

    def enter(self) -> int:
        """Begin a form that declares names. Its end is ``leave``, with what this returns."""
        outer, self._floor = self._floor, len(self._layers)
        return outer

    def leave(self, outer: int) -> None:
        """Forget the names that the form declared."""
        del self._layers[self._floor :]
        self._floor = outer

    def learn(self, name: str) -> None:
        """Know ``name`` until the form is left."""
        if name.isidentifier():
            return
        if len(self._layers) == self._floor:
            self._layers.append({})
        learn(self._layers[-1], name)

    def name(self) -> str:
        """The name that starts at the present word: a known one, else all words that follow."""
        spelled = self.known_name()
        if spelled is not None:
            return spelled
        parts = [self.take()]
        while self.continues_name():
            parts.append(self.take())
        return parts[0].text if len(parts) == 1 else joined(parts)

    def known_name(self) -> str | None:
        """The longest known name at the cursor, which is then taken."""
        found = find(self._layers, self.tokens, self.index)
        if found is None:
            return None
        self.jump(found[1])
        return found[0]

    def continues_name(self) -> bool:
        token = self.token
        if token.kind == "word":
            if token.text == "instance":
                return self.peek().text != "of"
            return token.text not in STOP and token.text != "?"
        return token.kind == "number" and token.text.isdigit()

    def declared(self, *closers: str) -> str | None:
        """The new name that stands before one of ``closers``, operators included; else None."""
        end = self.index
        while self.tokens[end].text not in closers:
            token = self.tokens[end]
            if token.kind not in ("word", "number") and token.text not in SYMBOLS:
                return None
            end += 1
        parts = self.tokens[self.index : end]
        if not parts or parts[0].kind != "word" or self.tokens[end].kind in ("text", "at"):
            return None
        self.jump(end)
        return joined(parts)
