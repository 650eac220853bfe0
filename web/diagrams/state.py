"""What is painted on the diagram of a case, from its trace, tokens and tasks. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_FLOW = "{http://www.omg.org/spec/BPMN/20100524/MODEL}sequenceFlow"


def painted(
    diagram: bytes,
    trace: Sequence[tuple[str, str]],
    active: Mapping[str, str],
    incidents: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """The JSON that ``diagram.js`` reads.

    ``trace``: (element id, activated | completed | terminated) in order. ``active``: {element id:
    words beside its token}. ``incidents``: (element id, what went wrong).
    """
    visited = {element for element, state in trace if state in {"completed", "terminated"}}
    return {
        "active": [{"element": element, "label": words} for element, words in active.items()],
        "visited": sorted(visited),
        "flows": sorted(_flows(diagram, trace)),
        "focus": _focus(trace, active, incidents),
        "incidents": [{"element": element, "text": text} for element, text in incidents],
    }


def _focus(
    trace: Sequence[tuple[str, str]],
    active: Mapping[str, str],
    incidents: Sequence[tuple[str, str]],
) -> str | None:
    """Where one looks first: what is wrong, what somebody is to do, else what came last."""
    if incidents:
        return incidents[0][0]
    waited_for = next((element for element, words in active.items() if words), None)
    return waited_for or next((element for element, _state in reversed(trace)), None)


def _flows(diagram: bytes, trace: Sequence[tuple[str, str]]) -> set[str]:
    """Flows that were taken: the target became active after the source had completed.

    A target with several sources may have been reached by another way; the first completed source
    before it is then the likelier one, and only that one is painted.
    """
    ends = _ends(diagram)
    done: list[str] = []
    taken: set[str] = set()
    for element, state in trace:
        if state == "completed":
            done.append(element)
        elif state == "activated":
            found = next((s for s in reversed(done) if (s, element) in ends), None)
            if found is not None:
                taken.add(ends[found, element])
    return taken


def _ends(diagram: bytes) -> dict[tuple[str, str], str]:
    """{(source, target): flow id}. The diagram was checked when it was deployed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(diagram, parser)
    return {
        (flow.get("sourceRef", ""), flow.get("targetRef", "")): flow.get("id", "")
        for flow in root.iter(_FLOW)
    }
