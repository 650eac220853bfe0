"""Imports can be read and hold what they say; extensions that must be understood are.

Refuses a name from an import whose file is not deployed along, and
``<extension definition="x:y" mustUnderstand="true"/>``.
Source: BPMN 2.0.2, 8.2 Infrastructure (Import), 8.3 Foundation (Extension).
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from engine.checks.context import Model, Node
from engine.checks.names import Names, Unbound
from engine.checks.references import ATTRIBUTE_REFERENCES, TEXT_REFERENCES
from engine.checks.registry import rule
from engine.errors import Problem
from engine.model.document import BPMN, YUANBAN, ZEEBE, Document


@rule
def import_namespace(model: Model) -> Iterator[Problem]:
    """``import-namespace-mismatch``: the file at that place has another target namespace."""
    for each in _bpmn_imports(model):
        found = _at(model, each)
        own = found.root.get("targetNamespace") if found is not None else each.get("namespace")
        if own != each.get("namespace"):
            yield each.problem(
                "import-namespace-mismatch",
                f'says namespace="{each.get("namespace")}", but {each.get("location")} has '
                f'targetNamespace="{own}"; make them agree',
            )


@rule
def import_not_found(model: Model) -> Iterator[Problem]:
    """``import-not-found``: something is named from an import that is not deployed along."""
    if not model.runs:
        return
    names = Names(model)
    wanted = set(_foreign_namespaces(model, names))
    for each in _bpmn_imports(model):
        namespace = each.get("namespace") or ""
        if namespace in wanted and _at(model, each) is None and not any(names.imported(namespace)):
            yield each.problem(
                "import-not-found",
                f"names {each.get('location')}, which is not in the deployment; add the file",
            )


@rule
def must_understand(model: Model) -> Iterator[Problem]:
    """``must-understand-unknown``: an extension is marked, and not known here."""
    for each in model.every("extension"):
        prefix, _, _ = (each.get("definition") or "").rpartition(":")
        known = each.xml.nsmap.get(prefix or None) in (ZEEBE, YUANBAN)
        if each.flag("mustUnderstand") and not known:
            yield each.problem(
                "must-understand-unknown",
                f'"{each.get("definition")}" must be understood and is not known here; '
                "remove the mark",
            )


def _bpmn_imports(model: Model) -> Iterator[Node]:
    return (each for each in model.every("import") if each.get("importType") == BPMN)


def _at(model: Model, each: Node) -> Document | None:
    place = basename(each.get("location") or "")
    return next((d for d in model.others if basename(d.file) == place), None)


def _foreign_namespaces(model: Model, names: Names) -> Iterator[str]:
    for node in model.nodes:
        texts = [node.get(name) for tag, name in ATTRIBUTE_REFERENCES if tag == node.tag]
        texts.append(node.text if node.tag in TEXT_REFERENCES else None)
        texts.append(node.get("calledElement"))
        for text in texts:
            if not text or ":" not in text or text.startswith("="):
                continue
            try:
                namespace, _ = names.split(node, text.strip())
            except Unbound:
                continue
            if namespace is not None:
                yield namespace
