"""English is a real translation: no page speaks Chinese to who asked for English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from web.i18n import catalogue

WEB = Path(__file__).parents[2] / "web"
#: A literal given to ``_``, in Python or in a template
_CALL = re.compile(r"""(?<![\w.])_\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
_PLACE = re.compile(r"\{\w+\}")


def texts() -> set[str]:
    """All texts that pages hand to ``_``."""
    files = [*WEB.rglob("*.html"), *WEB.rglob("*.py")]
    return {
        double or single
        for file in files
        if "node_modules" not in file.parts
        for double, single in _CALL.findall(file.read_text("utf-8"))
    }


def test_every_text_has_an_english_one():
    assert sorted(texts() - set(catalogue())) == []


@pytest.mark.parametrize(("chinese", "english"), sorted(catalogue().items()))
def test_the_english_text_has_the_same_places(chinese: str, english: str):
    assert sorted(_PLACE.findall(chinese)) == sorted(_PLACE.findall(english))
    assert not re.search(r"[\u4e00-\u9fff]", english)
