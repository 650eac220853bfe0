"""Answers to scripts: JSON, also where something is refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue

from engine.errors import EngineError
from web.errors import explain


def as_json(view: Callable[..., Any]) -> Callable[..., ResponseReturnValue]:
    """The view's answer as JSON; a refusal with code, words and facts that a script needs."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        try:
            return jsonify(view(*args, **kwargs))
        except EngineError as no:
            refusal = explain(no)
            said = {"code": no.code, "words": refusal.words, "lines": list(refusal.lines)}
            number = no.facts.get("number") if hasattr(no, "facts") else None
            return jsonify({**said, "number": number}), refusal.status

    return wrapped
