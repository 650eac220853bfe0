"""The acts that a step of the diagram may be: ``<yb:step act="…"/>`` names one of these.

Each knows which authority it needs, which rules its form must keep, and which papers it issues.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Form = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """What a completed step means in law."""

    name: str
    #: Action that a grant must carry (workflows.authority.ACTIONS); None: no authority is used
    action: Callable[[Form], str | None]
    #: Act recorded in the decision's row
    recorded: Callable[[Form], str]
    #: Kind of paper issued with it, or None
    paper: Callable[[Form], str | None]


def _always(value: str | None) -> Callable[[Form], Any]:
    return lambda form: value


def _examined(form: Form) -> str:
    return str(form.get("outcome", ""))


_EXAMINE_ACTS = {"accept": "accept", "correct": "correct"}
_EXAMINE_PAPERS = {
    "accept": "acceptance",
    "correct": "correction",
    "not_required": "not_required",
    "not_accepted": "not_accepted",
}
_DECIDED_PAPERS = {"approve": "approval", "refuse": "refusal"}

ACTS: Mapping[str, Act] = {
    act.name: act
    for act in (
        Act("receive", _always("receive"), _always("receive"), _always("receipt")),
        Act(
            "examine",
            lambda form: "correct" if _examined(form) == "correct" else "accept",
            lambda form: _EXAMINE_ACTS.get(_examined(form), _examined(form)),
            lambda form: _EXAMINE_PAPERS.get(_examined(form)),
        ),
        Act(
            "check_correction",
            _always("accept"),
            lambda form: "accept" if form.get("correction") == "complete" else "check_correction",
            lambda form: "acceptance" if form.get("correction") == "complete" else None,
        ),
        Act("review", _always("review"), _always("review"), _always(None)),
        Act("inspect", _always("inspect"), _always("inspect"), _always(None)),
        Act("cosign", _always("inspect"), _always("inspect"), _always(None)),
        Act("opinion", _always("review"), _always("review"), _always(None)),
        Act(
            "decide",
            _always("decide"),
            lambda form: str(form.get("decision", "")),
            lambda form: _DECIDED_PAPERS.get(str(form.get("decision", ""))),
        ),
        Act("deliver", _always("deliver"), _always("deliver"), _always("delivery")),
        Act("archive", _always(None), _always("archive"), _always(None)),
    )
}


def act_of(extensions: Mapping[str, Any]) -> Act | None:
    """The act of a task from its extensions, or None where the diagram names none."""
    step = extensions.get("step")
    return ACTS.get(str(step.get("act"))) if isinstance(step, Mapping) else None


def apart_from(extensions: Mapping[str, Any]) -> list[str]:
    """Elements whose doers may not do this one: ``separateFrom`` of the step."""
    step = extensions.get("step")
    return str(step.get("separateFrom", "")).split() if isinstance(step, Mapping) else []
