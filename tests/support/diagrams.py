"""Small BPMN files for tests: elements as they are written, flows drawn along lines of ids."""

from __future__ import annotations

from itertools import pairwise

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    "<bpmn:definitions"
    ' xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:yb="urn:yuanban:bpmn:1"'
    ' id="definitions" targetNamespace="urn:test">\n'
)


def diagram(process_id: str, *content: str, before: str = "", name: str = "") -> bytes:
    """A file with one executable process. ``before``: messages, signals and errors."""
    body = "\n".join(content)
    text = (
        f"{_HEAD}{before}\n"
        f'<bpmn:process id="{process_id}" name="{name or process_id}" isExecutable="true">\n'
        f"{body}\n</bpmn:process>\n</bpmn:definitions>\n"
    )
    return text.encode()


def line(*ids: str) -> str:
    """Sequence flows from each id to the next."""
    return "\n".join(
        f'<bpmn:sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}"/>'
        for a, b in pairwise(ids)
    )


def start(id: str = "s", inner: str = "") -> str:
    return f'<bpmn:startEvent id="{id}">{inner}</bpmn:startEvent>'


def end(id: str = "e", inner: str = "") -> str:
    return f'<bpmn:endEvent id="{id}">{inner}</bpmn:endEvent>'


def user_task(id: str, *, groups: str = "", assignee: str = "", extra: str = "") -> str:
    """A user task; ``groups`` and ``assignee`` as in zeebe:assignmentDefinition."""
    attributes = f' candidateGroups="{groups}"' if groups else ""
    attributes += f' assignee="{assignee}"' if assignee else ""
    inner = f"<zeebe:assignmentDefinition{attributes}/>" if attributes else ""
    extensions = f"<bpmn:extensionElements>{inner}{extra}</bpmn:extensionElements>"
    return f'<bpmn:userTask id="{id}" name="{id}">{extensions}</bpmn:userTask>'


def service_task(id: str, type: str, *, retries: int | None = None) -> str:
    tries = "" if retries is None else f' retries="{retries}"'
    return (
        f'<bpmn:serviceTask id="{id}"><bpmn:extensionElements>'
        f'<zeebe:taskDefinition type="{type}"{tries}/>'
        "</bpmn:extensionElements></bpmn:serviceTask>"
    )


def timer(duration: str) -> str:
    """A timer event definition of a duration."""
    return (
        "<bpmn:timerEventDefinition><bpmn:timeDuration"
        f' xsi:type="bpmn:tFormalExpression">{duration}</bpmn:timeDuration>'
        "</bpmn:timerEventDefinition>"
    )


def cycle(text: str) -> str:
    """A timer event definition of a cycle."""
    return (
        "<bpmn:timerEventDefinition><bpmn:timeCycle"
        f' xsi:type="bpmn:tFormalExpression">{text}</bpmn:timeCycle>'
        "</bpmn:timerEventDefinition>"
    )


def catch(id: str, inner: str) -> str:
    return f'<bpmn:intermediateCatchEvent id="{id}">{inner}</bpmn:intermediateCatchEvent>'


def boundary(id: str, host: str, inner: str, *, cancels: bool = True) -> str:
    flag = "true" if cancels else "false"
    return (
        f'<bpmn:boundaryEvent id="{id}" attachedToRef="{host}" cancelActivity="{flag}">'
        f"{inner}</bpmn:boundaryEvent>"
    )


def message(id: str, name: str, key: str | None = None) -> str:
    """A message of the definitions; ``key``: FEEL of its correlation key."""
    if key is None:
        return f'<bpmn:message id="{id}" name="{name}"/>'
    return (
        f'<bpmn:message id="{id}" name="{name}"><bpmn:extensionElements>'
        f'<zeebe:subscription correlationKey="={key}"/>'
        "</bpmn:extensionElements></bpmn:message>"
    )


def of_message(id: str) -> str:
    return f'<bpmn:messageEventDefinition messageRef="{id}"/>'


def signal(id: str, name: str) -> str:
    return f'<bpmn:signal id="{id}" name="{name}"/>'


def of_signal(id: str) -> str:
    return f'<bpmn:signalEventDefinition signalRef="{id}"/>'


def one_task(process_id: str = "p", *, groups: str = "clerks") -> bytes:
    """Start, one user task ``work``, end."""
    return diagram(
        process_id,
        start(),
        user_task("work", groups=groups),
        end(),
        line("s", "work", "e"),
    )


def two_tasks(process_id: str = "p") -> bytes:
    """Start, ``first``, ``second``, end."""
    return diagram(
        process_id,
        start(),
        user_task("first", groups="clerks, heads"),
        user_task("second", groups="heads"),
        end(),
        line("s", "first", "second", "e"),
    )


def then_work(element: str, process_id: str = "p", *, before: str = "") -> bytes:
    """Start, this element, user task ``work``, end."""
    row = line("s", _id(element), "work", "e")
    return diagram(process_id, start(), element, user_task("work"), end(), row, before=before)


def joined(*elements: str) -> bytes:
    """All of them side by side, and a join."""
    ids = [_id(element) for element in elements]
    ways = (line("fork", id, "join") for id in ids)
    return diagram(
        "p", start(), _PARALLEL.format("fork"), *elements, _PARALLEL.format("join"), end(),
        line("s", "fork"), *ways, line("join", "e"),
    )  # fmt: skip


def apart(*elements: str) -> bytes:
    """All of them side by side; after each a task ``after_…`` of its own, and its own end."""
    ids = [_id(element) for element in elements]
    afters = [user_task(f"after_{id}") + end(f"e_{id}") for id in ids]
    ways = (line("fork", id, f"after_{id}", f"e_{id}") for id in ids)
    fork = _PARALLEL.format("fork")
    return diagram("p", start(), fork, *elements, *afters, line("s", "fork"), *ways)


_PARALLEL = '<bpmn:parallelGateway id="{}"/>'


def _id(element: str) -> str:
    return element.split('id="')[1].split('"')[0]
