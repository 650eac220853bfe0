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
    #: Name and namespace of each import; the name is empty where the import needs no prefix
    imports: tuple[tuple[str, str], ...]

    @property
    def file(self) -> str:
        return self.source.file

    def import_name(self, namespace: str) -> str | None:
        """The name under which elements of ``namespace`` are seen here; empty without prefix."""
        return next((name for name, space in self.imports if space == namespace), None)


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


def _imports(source: Source) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for one in source.children("import"):
        kind = one.get("importType") or ""
        if kind not in NAMESPACES:
            one.problem("unsupported-import", f"imports of the type {kind!r} are not read")
            continue
        # DMN 1.1 gives an import no name of its own
        found.append((one.get("name") or "", one.get("namespace") or ""))
    return tuple(found)


def merged(one: Definitions, files: Mapping[str, Definitions]) -> list[Definitions]:
    """The file and those that it imports without a name, in the order in which they are asked.

    An import without a name brings the elements into the file as if they stood there. Where two
    bear one name, the file's own counts, then that of the import before. Source: DMN 1.5, 6.3.3.
    """
    found: list[Definitions] = []
    todo = [one]
    while todo:
        here = todo.pop()
        if any(here is other for other in found):
            continue
        found.append(here)
        spaces = [space for name, space in here.imports if name == "" and space in files]
        todo.extend(files[space] for space in reversed(spaces))
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
