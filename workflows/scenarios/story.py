"""A scenario as written in YAML, and what may stand in it.

name: 补正后受理
item: scjg-04
at: 2025-09-26 09:00
steps:
  - apply:
  - complete: register
  - check: {m02: [比例不清, 重新绘制]}
  - complete: examine
    with: {outcome: correct}
  - complete: examine
    refused: second-correction
  - expect: {state: correction, tasks: []}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from workflows.clock import SHANGHAI

#: What a step may do; exactly one of these stands in it
VERBS = frozenset({"apply", "complete", "check", "supply", "withdraw", "move", "expect"})
#: The same for a phase of the campaign
CAMPAIGN_VERBS = frozenset({"play", "complete", "earn", "result", "move", "expect"})
#: What may stand beside the verb
BESIDE = frozenset({"with", "by", "refused"})


class StoryBroken(ValueError):
    """A scenario file cannot be read; the message names file and step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done, or asked."""

    verb: str
    what: Any
    #: Answers on the form, over the usual ones
    said: Mapping[str, Any] = field(default_factory=dict)
    #: Who does it, by role; empty: who usually does
    by: str = ""
    #: Code of the refusal that must come
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A scenario."""

    name: str
    item: str
    at: datetime
    steps: tuple[Step, ...]
    #: {park: track} of a phase of the campaign; empty: the scenario handles an item
    parks: Mapping[str, str] = field(default_factory=dict)


def read_story(path: Path) -> Story:
    """The scenario in a file. Raises ``StoryBroken``."""
    stored = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(stored, Mapping) or not {"name", "at", "steps"} <= stored.keys():
        raise StoryBroken(f"{path.name}: 须有 name、item（或 campaign）、at、steps")
    parks = stored.get("campaign") or {}
    if not isinstance(parks, Mapping) or bool(parks) == ("item" in stored):
        raise StoryBroken(f"{path.name}: 须有 name、item（或 campaign）、at、steps")
    verbs = CAMPAIGN_VERBS if parks else VERBS
    steps = (_step(path, n, raw, verbs) for n, raw in enumerate(stored["steps"], start=1))
    item = str(stored.get("item", ""))
    return Story(stored["name"], item, instant(stored["at"]), tuple(steps), dict(parks))


def instant(text: Any) -> datetime:
    """A time as written, in Asia/Shanghai."""
    value = text if isinstance(text, datetime) else datetime.fromisoformat(str(text))
    return value.replace(tzinfo=SHANGHAI)


def _step(path: Path, number: int, raw: Any, known: frozenset[str]) -> Step:
    verbs = raw.keys() & known if isinstance(raw, Mapping) else set()
    if len(verbs) != 1 or raw.keys() - known - BESIDE:
        raise StoryBroken(f"{path.name}: 第{number}步看不懂：{raw}")
    verb = verbs.pop()
    return Step(verb, raw[verb], raw.get("with") or {}, raw.get("by", ""), raw.get("refused", ""))
