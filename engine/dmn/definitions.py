"""A DMN file taken apart: its elements by id and name, its imports, its item definitions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.dmn.source import NAMESPACES, Source, read
from engine.errors import Problem

DRG = ("inputData", "decision", "businessKnowledgeModel", "decisionService", "knowledgeSource")


@dataclass(frozen=True, slots=True)
class Definitions:
    """One file."""

    source: Source
    namespace: str
    #: Elements of the requirement graph
    by_id: Mapping[str, Source]
    by_name: Mapping[str, Source]
    items: Mapping[str, Source]
    #: {import name: namespace}; the name is empty where the import needs no prefix
    imports: Mapping[str, str]

    @property
    def file(self) -> str:
        return self.source.file

    def import_name(self, namespace: str) -> str | None:
        """The name under which elements of ``namespace`` are seen here; empty without prefix."""
        return next((name for name, space in self.imports.items() if space == namespace), None)


def read_definitions(file: str, body: bytes, problems: list[Problem]) -> Definitions:
    """The file's elements. Raises ``DeploymentRefused`` where it is no DMN."""
    source = read(file, body, problems)
    elements = list(source.children(*DRG))
    # DMN 1.1 to 1.6 allow the graph's elements at the top only
    return Definitions(
        source,
        source.get("namespace") or "",
        _by_id(elements),
        _by_name(elements, "duplicate-name"),
        _by_name(source.children("itemDefinition"), "duplicate-type"),
        _imports(source),
    )


def _by_id(sources: Iterable[Source]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for source in sources:
        if source.key in found:
            source.problem("duplicate-id", f"{source.key!r} is there twice")
        found[source.key] = source
    return found


def _by_name(sources: Iterable[Source], code: str) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for source in sources:
        name = source.get("name")
        if name is None:
            if source.tag != "knowledgeSource":
                source.problem("missing-name", f"the {source.tag} has no name")
            continue
        if name in found:
            source.problem(code, f"{name!r} is there twice")
        found[name] = source
    return found


def _imports(source: Source) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in source.children("import"):
        kind = one.get("importType") or ""
        if kind not in NAMESPACES:
            one.problem("unsupported-import", f"imports of the type {kind!r} are not read")
            continue
        # DMN 1.1 gives an import no name of its own
        found[one.get("name") or ""] = one.get("namespace") or ""
    return found


def all_names(definitions: Iterable[Definitions]) -> list[str]:
    """Every name that stands in the files: what FEEL texts in them may mean."""
    found: set[str] = set()
    for one in definitions:
        found.update(
            name.strip()
            for element in one.source.element.iter()
            if isinstance(element.tag, str)
            for name in (element.get("name"), element.get("iteratorVariable"))
            if name and name.strip()
        )
    return sorted(found)
