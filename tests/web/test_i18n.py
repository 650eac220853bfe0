"""English is a real translation: no page speaks Chinese to who asked for English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from web.forms.wording import TEXTS
from web.i18n import catalogue
from workflows.items.regimes import REGIMES

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


def test_a_text_has_one_english_whichever_file_says_it():
    """The file read last won: a park that left the list "signed out"."""
    said: dict[str, set[str]] = {}
    for file in (WEB / "i18n" / "en").glob("*.yaml"):
        for chinese, english in yaml.safe_load(file.read_text("utf-8")).items():
            said.setdefault(chinese, set()).add(english)
    assert {chinese: words for chinese, words in said.items() if len(words) > 1} == {}


@pytest.mark.parametrize(("chinese", "english"), sorted(catalogue().items()))
def test_the_english_text_has_the_same_places(chinese: str, english: str):
    assert sorted(_PLACE.findall(chinese)) == sorted(_PLACE.findall(english))
    assert not re.search(r"[\u4e00-\u9fff]", english)


def test_every_label_of_the_starter_forms_has_an_english_one():
    places = (Path("bpmn") / name / "forms" for name in ("items", "campaign"))
    forms = sorted(form for place in places for form in place.glob("*.form"))
    assert forms
    shown = {text for form in forms for text in _shown(json.loads(form.read_text("utf-8")))}
    shown -= {"{approved}", "{refused}"}  # the regime's own words
    shown |= {words for regime in REGIMES.values() for words in regime.words.values()}
    assert sorted(shown - set(catalogue())) == []


def _shown(part: dict[str, Any]) -> Iterator[str]:
    yield from (part[key] for key in TEXTS if isinstance(part.get(key), str))
    yield from _shown(part["unless_permit"]) if "unless_permit" in part else ()
    for inner in (*part.get("components", ()), *part.get("values", ())):
        yield from _shown(inner)
