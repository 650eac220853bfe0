"""zeebe extension elements: known, in a place where they have an effect, complete.

Refuses ``<zeebe:executionListeners/>`` and ``<zeebe:assignmentDefinition/>`` on a service task.
Elements of other foreign namespaces are legal and have no effect on execution.
Source: design rule "nothing that matters for execution is silently ignored".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from engine.checks.context import Model, Node, line_of
from engine.checks.extensions import EXTENSIONS, OUTPUT_ONLY, Extension
from engine.checks.registry import rule
from engine.errors import Problem
from engine.model.document import ZEEBE, local

_ZEEBE = f"{{{ZEEBE}}}"
_TEMPLATE_MARKS = frozenset(
    f"{_ZEEBE}modelerTemplate{suffix}" for suffix in ("", "Version", "Icon")
)


@rule
def zeebe_elements(model: Model) -> Iterator[Problem]:
    """``not-supported``, ``attribute-missing`` in zeebe words."""
    for node in model.nodes:
        if not (node.executable or node.tag == "message"):
            continue
        yield from _marks(node)
        times = Counter(xml.tag for xml in node.extensions)
        for xml in node.extensions:
            if str(xml.tag).startswith(_ZEEBE):
                yield from _top(node, xml, times[xml.tag])


def _top(node: Node, xml: etree._Element, times: int) -> Iterator[Problem]:
    name = local(xml)
    known = EXTENSIONS.get(name)
    if known is None:
        yield _problem(node, xml, "not-supported", "is not supported; remove it")
    elif known.hosts and node.tag not in known.hosts:
        yield _problem(
            node,
            xml,
            "not-supported",
            f"has no effect on a {node.tag}; it belongs on {_list(known.hosts)}",
        )
    elif times > 1:
        yield _problem(node, xml, "not-supported", "stands twice; keep one")
    else:
        yield from _inside(node, xml, known)
        yield from _inputs(node, xml)
        if name == "taskHeaders" and node.extension(f"{_ZEEBE}taskDefinition") is None:
            yield _problem(
                node, xml, "not-supported", "has no effect alone; add zeebe:taskDefinition"
            )


def _inputs(node: Node, xml: etree._Element) -> Iterator[Problem]:
    if node.tag in OUTPUT_ONLY:
        for line in xml.iterchildren(f"{_ZEEBE}input"):
            yield _problem(node, line, "not-supported", f"has no effect on a {node.tag}; remove it")


def _inside(node: Node, xml: etree._Element, known: Extension) -> Iterator[Problem]:
    for key, value in ((str(k), str(v)) for k, v in xml.items()):
        if key not in known.attributes:
            yield _problem(
                node,
                xml,
                "not-supported",
                f'has the attribute "{key}", which is not supported; remove it',
            )
        elif key in known.values and value not in known.values[key]:
            yield _problem(
                node,
                xml,
                "not-supported",
                f'has {key}="{value}"; write {_list(known.values[key])}',
            )
    for name in sorted(known.required):
        if not (xml.get(name) or "").strip():
            yield _problem(node, xml, "attribute-missing", f'lacks the attribute "{name}"; add it')
    for child in xml.iterchildren(tag=etree.Element):
        inner = EXTENSIONS.get(local(child)) if str(child.tag).startswith(_ZEEBE) else None
        if inner is None or local(child) not in known.content:
            yield _problem(
                node, child, "not-supported", f"is not supported inside {local(xml)}; remove it"
            )
        else:
            yield from _inside(node, child, inner)


def _marks(node: Node) -> Iterator[Problem]:
    for key in node.xml.keys():  # noqa: SIM118 - lxml elements iterate over children
        if str(key).startswith(_ZEEBE) and key not in _TEMPLATE_MARKS:
            yield node.problem(
                "not-supported",
                f'has the attribute "zeebe:{str(key).removeprefix(_ZEEBE)}", which is not '
                "supported; remove it",
            )


def _problem(node: Node, xml: etree._Element, code: str, message: str) -> Problem:
    prefix = "zeebe:" if str(xml.tag).startswith(_ZEEBE) else ""
    return Problem(
        code,
        node.owner,
        line_of(xml) or node.line,
        f"{node.label}: {prefix}{local(xml)} {message}",
        node.file,
    )


def _list(names: frozenset[str]) -> str:
    return " or ".join(sorted(names))
