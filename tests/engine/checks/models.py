"""The smallest models for tests of rules: elements as text, flows drawn between neighbors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from engine.checks import Resources, check
from engine.errors import Problem
from engine.model.document import read

_HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:yb="urn:yuanban:bpmn:1"'
    ' xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:other="urn:other"'
)
START, END = '<startEvent id="s"/>', '<endEvent id="e"/>'
TASK = '<userTask id="t"/>'
FORMAL = 'xsi:type="tFormalExpression"'
#: Root elements that most events need
NAMED = (
    '<message id="m" name="paid"/><signal id="sig" name="alarm"/>'
    '<error id="err" name="lost" errorCode="E1"/><escalation id="esc" escalationCode="X1"/>'
)


def definitions(content: str, attributes: str = 'targetNamespace="urn:test"') -> bytes:
    """A file with this content below its root."""
    return f"{_HEAD} {attributes}>{content}</definitions>".encode()


def process(body: str, root: str = NAMED, *, executable: bool = True, more: str = "") -> bytes:
    """A file with one process."""
    flag = "true" if executable else "false"
    return definitions(f'{root}<process id="p" isExecutable="{flag}" {more}>{body}</process>')


def chain(*elements: str) -> str:
    """The elements, with a flow from each to the next, called ``f_<source>_<target>``."""
    ids = [_id(element) for element in elements]
    pairs = pairwise(ids)
    return "".join(elements) + "".join(flow(a, b) for a, b in pairs)


def inner(prefix: str = "i") -> str:
    """Start and end for the inside of a sub-process, with ids of their own."""
    return chain(f'<startEvent id="{prefix}s"/>', f'<endEvent id="{prefix}e"/>')


def flow(source: str, target: str, inside: str = "", more: str = "") -> str:
    """One sequence flow."""
    return (
        f'<sequenceFlow id="f_{source}_{target}" sourceRef="{source}" targetRef="{target}" {more}>'
        f"{inside}</sequenceFlow>"
    )


def condition(text: str = "x", more: str = "") -> str:
    """A formal condition for a flow."""
    return f"<conditionExpression {FORMAL} {more}>{text}</conditionExpression>"


def timer(text: str = "PT1H", kind: str = "timeDuration") -> str:
    """A timer definition."""
    return f"<timerEventDefinition><{kind} {FORMAL}>{text}</{kind}></timerEventDefinition>"


def ext(text: str) -> str:
    """Extension elements."""
    return f"<extensionElements>{text}</extensionElements>"


def problems(
    body: bytes, others: Sequence[bytes] = (), resources: Resources | None = None
) -> list[Problem]:
    """All findings in the file; ``others`` lie beside it as ``other0.bpmn`` …"""
    beside = [read(f"other{number}.bpmn", other) for number, other in enumerate(others)]
    return check(read("test.bpmn", body), beside, resources)


def codes(
    body: bytes, others: Sequence[bytes] = (), resources: Resources | None = None
) -> set[str]:
    """The codes of all findings."""
    return {problem.code for problem in problems(body, others, resources)}


def _id(element: str) -> str:
    found = re.search(r'\sid="(\w+)"', element)
    assert found is not None, element
    return found.group(1)
