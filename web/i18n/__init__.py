"""Chinese first, English on request. Chinese is the key; ``en/*.yaml`` holds the translation."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, has_request_context, session

LANGUAGES = {"zh": "中文", "en": "English"}


def install(app: Flask) -> None:
    """Give templates ``_`` and the language. English is read when somebody first asks for it."""
    app.jinja_env.globals.update(_=_, language=language, languages=LANGUAGES)


def language() -> str:
    """Code of the language that the present person reads."""
    chosen = session.get("language") if has_request_context() else None
    return chosen if chosen in LANGUAGES else "zh"


def _(text: str, **values: Any) -> str:
    """``text`` in the present language, with ``{name}`` places filled in."""
    if language() == "en":
        text = catalogue().get(text, text)
    return text.format(**values) if values else text


@cache
def catalogue() -> dict[str, str]:
    """All English texts by their Chinese key. One file per page group."""
    import yaml

    texts: dict[str, str] = {}
    for file in sorted(Path(__file__).with_name("en").glob("*.yaml")):
        texts.update(yaml.safe_load(file.read_text("utf-8")) or {})
    return texts
