"""What an event definition may say. One file per kind; positions are the elements' concern."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.source import Source


class Definition:
    """One event definition of an event or receive task. Immutable after reading."""

    kind = ""
    #: Waiting for it opens a row outside the case (timer, subscription)
    outside = False
    #: It is asked again whenever a variable is written (``engine.behavior.conditions``)
    watches = False
    #: Of several that one event throws, higher ones come last: they may end the thrower
    turn = 0

    @classmethod
    def read(cls, source: Source, owner: Source) -> Definition | None:
        """The definition in ``source``, an event definition (or its stand-in) of ``owner``."""
        raise NotImplementedError

    def arm(self, token: Token, index: int) -> None:
        """The token begins to wait. May raise ``Halt``."""

    def restore(self, token: Token, index: int) -> None:
        """The token waits for it, out of a snapshot."""

    def fired(self, token: Token, index: int) -> None:
        """It has occurred for a waiting token; a cycle arms its next round here."""

    def throw(self, token: Token, payload: dict[str, Any]) -> None:
        """A throw or end event does it. May raise ``Halt``."""
