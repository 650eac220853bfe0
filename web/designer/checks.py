"""All that keeps a draft from being published: the field's findings, and what pages cannot show."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from web.forms.schema import parse
from web.i18n import language
from workflows.design.checked import Remark, remarks
from workflows.design.contents import kind_of
from workflows.design.words import sentence
from workflows.errors import Finding, refuse_if


def all_remarks(files: Mapping[str, bytes]) -> list[Remark]:
    """All findings, those that block first."""
    found = [*remarks(files), *_forms(files)]
    told = [_in_english(one) for one in found] if language() == "en" else found
    return sorted(told, key=lambda one: not one.blocks)


def _in_english(remark: Remark) -> Remark:
    """The finding as the engine words it, behind the name of its element."""
    name, mark, _rest = remark.sentence.partition("”")
    return replace(remark, sentence=f"{name}{mark} {remark.original}" if mark else remark.original)


def refuse_forms(files: Mapping[str, bytes]) -> None:
    """Raise ``InputInvalid`` for forms with parts that the pages of tasks cannot show."""
    refuse_if([Finding(one.sentence, one.code, "form") for one in _forms(files)])


def _forms(files: Mapping[str, bytes]) -> Iterator[Remark]:
    for name, body in files.items():
        if kind_of(name) != "form":
            continue
        try:
            json.loads(body)
        except (ValueError, RecursionError):
            continue  # said already: it is no form at all
        try:
            parse(body)
        except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
            words = f"“{name}”{sentence('form-not-supported')}"
            yield Remark("form-not-supported", "form", 1, name, "error", words, str(error))
