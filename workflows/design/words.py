"""What the engine finds, in the words of somebody who draws and does not read XML."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from engine.checks.catalog import rule_of
from workflows.design.contents import kind_of
from workflows.yaml_file import read_yaml

_FILE = Path(__file__).with_name("words.yaml")


def sentence(code: str) -> str:
    """What a finding says, to be read behind the name of its element.

    Words of our own say what to do; for other rules it is told what must hold (``catalog.txt``).
    """
    own, rule = sentences().get(code), rule_of(code)
    if own is None and rule is not None:
        return f"不合规则，应当：{rule.chinese}"
    return str(own or f"有问题，暂不能使用（{code}）。")


@cache
def sentences() -> Mapping[str, Any]:
    """{code: what is wrong and what to do}."""
    return read_yaml(_FILE.read_bytes())


def form_ids(files: Mapping[str, bytes]) -> Iterator[str]:
    """Ids of the forms among these files that can be read."""
    for name, body in files.items():
        if kind_of(name) != "form":
            continue
        try:
            content = json.loads(body)
        except (ValueError, RecursionError):
            continue
        if isinstance(content, dict) and isinstance(content.get("id"), str):
            yield content["id"]
