"""Formats of texts and names of languages.

Refuses ``<textAnnotation textFormat="rich text"/>`` and ``language="my own %language"``.
Source: BPMN 2.0.2, 8.3 Foundation (Documentation), 8.4 Artifacts (Text Annotation), Expressions,
8.2 Infrastructure (Definitions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.registry import rule
from engine.checks.vocabulary import EXPRESSIONS
from engine.errors import Problem

_MIME = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(\s*;.*)?")
#: Characters that no URI has, and a percent sign that begins no code
_NOT_IN_URI = re.compile(r"[\s<>\"{}|\\^`]|%(?![0-9A-Fa-f]{2})")


@rule
def text_format(model: Model) -> Iterator[Problem]:
    """``text-format``: a format of text is a mime type."""
    for node in model.every("documentation", "textAnnotation"):
        written = node.get("textFormat")
        if written is not None and not _MIME.fullmatch(written.strip()):
            yield node.problem(
                "text-format", f'has textFormat="{written}"; write a mime type, e.g. text/plain'
            )


@rule
def language_not_uri(model: Model) -> Iterator[Problem]:
    """``language-not-uri``: a language is named by a URI."""
    for name in ("expressionLanguage", "typeLanguage"):
        yield from _language(model.root, name)
    for node in model.every(*EXPRESSIONS):
        yield from _language(node, "language")


def _language(node: Node, name: str) -> Iterator[Problem]:
    written = node.get(name)
    if written is not None and not is_uri(written):
        yield node.problem(
            "language-not-uri", f'has {name}="{written}", which is no URI; remove or correct it'
        )


def is_uri(text: str) -> bool:
    """Whether the text has the form of a URI reference."""
    return not _NOT_IN_URI.search(text.strip())
