"""Rules of publishing: what the engine would run and nobody could work with.

The engine takes a step without holder or form; here it is refused, with its line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from engine.checks.context import Model, Node
from engine.errors import Problem
from engine.model.document import YUANBAN, ZEEBE
from workflows.design.steps import notices
from workflows.handling.acts import ACTS
from workflows.handling.clocks import read_limit
from workflows.handling.requests import PROCESS
from workflows.handling.services import SERVICES
from workflows.people.roles import ROLES

_ZEEBE, _YB = f"{{{ZEEBE}}}", f"{{{YUANBAN}}}"
#: Findings that a publisher may accept
ADVICE = frozenset({"step-without-limit"})


@dataclass(frozen=True, slots=True)
class Step:
    """A user task with what publishing asks about it."""

    node: Node
    model: Model

    def said(self, extension: str, name: str) -> str:
        """An attribute of an extension element, or empty."""
        found = self.node.extension(extension)
        return "" if found is None else (found.get(name) or "").strip()

    @property
    def in_handling(self) -> bool:
        """Whether the step belongs to the handling of an application, whose acts the law knows."""
        return any(one.tag == "process" and one.id == PROCESS for one in self.node.ancestors())


def check(model: Model) -> Iterator[Problem]:
    """All findings about one diagram, each with element and line."""
    for node in model.executed("userTask"):
        step = Step(node, model)
        for rule in _RULES:
            yield from (node.problem(code, said) for code, said in rule(step))
    for node in model.executed("serviceTask", "sendTask"):
        yield from _work(node)


def _holder(step: Step) -> Iterator[tuple[str, str]]:
    where = [step.node.extension(f"{_ZEEBE}assignmentDefinition"), _of_lane(step)]
    names = ("candidateGroups", "candidateUsers", "assignee")
    said = [xml.get(name) for xml in where if xml is not None for name in names]
    if not any(text and text.strip() for text in said):
        yield "step-without-holder", "has no holder; choose a post"
    for text in said:
        for name in _plain_names(text):
            if name not in ROLES and not name.startswith("user:"):
                yield "role-unknown", f"names the role {name}, which is not known"


def _form(step: Step) -> Iterator[tuple[str, str]]:
    wanted = step.said(f"{_ZEEBE}formDefinition", "formId")
    if not wanted:
        yield "step-without-form", "has no form; choose one"


def _limit(step: Step) -> Iterator[tuple[str, str]]:
    limit = step.said(f"{_YB}step", "limit")
    if limit:
        try:
            read_limit(limit)
        except ValueError:
            yield "limit-unreadable", f"has the limit {limit}, which cannot be read"
    elif not step.said(f"{_ZEEBE}taskSchedule", "dueDate"):
        yield "step-without-limit", "has no time limit"


def _act(step: Step) -> Iterator[tuple[str, str]]:
    if not step.in_handling:
        return
    act = step.said(f"{_YB}step", "act")
    if not act:
        yield "act-missing", "does not say which act it is"
    elif act not in ACTS:
        yield "act-unknown", f"names the act {act}, which is not known"


def _papers(step: Step) -> Iterator[tuple[str, str]]:
    known = {one.value for one in notices()}
    for kind in step.said(f"{_YB}step", "notice").split():
        if kind not in known:
            yield "notice-unknown", f"names the paper {kind}, which is not known"


def _apart(step: Step) -> Iterator[tuple[str, str]]:
    for other in step.said(f"{_YB}step", "separateFrom").split():
        if other not in step.model.by_id:
            yield "separate-unknown", f"keeps apart from {other}, which is not in the diagram"


def _work(node: Node) -> Iterator[Problem]:
    """Work of handling that no participant does would stand still for ever."""
    definition = node.extension(f"{_ZEEBE}taskDefinition")
    kind = "" if definition is None else (definition.get("type") or "").strip()
    if kind.startswith("handling.") and kind not in SERVICES:
        yield node.problem("work-unknown", f"asks for {kind}, which nobody does")


def _plain_names(text: str | None) -> list[str]:
    if not text or text.strip().startswith("="):
        return []
    return [name.strip() for name in text.split(",") if name.strip()]


def _of_lane(step: Step) -> etree._Element | None:
    """The assignment of the lane in which the step stands."""
    for lane in step.model.every("lane"):
        if any(ref.text == step.node.id for ref in lane.kids("flowNodeRef")):
            found = lane.extension(f"{_ZEEBE}assignmentDefinition")
            if found is not None:
                return found
    return None


_RULES: tuple[Callable[[Step], Iterator[tuple[str, str]]], ...] = (
    _holder, _form, _limit, _act, _papers, _apart,
)  # fmt: skip


def names_of(model: Model) -> Mapping[str, str]:
    """{element id: its name}, for sentences."""
    return {id: (node.get("name") or "").replace("\n", "") for id, node in model.by_id.items()}


__all__ = ["ADVICE", "check", "names_of"]
