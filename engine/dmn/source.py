"""A DMN file as elements: versions of the namespace, children by name, problems with their line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from engine.errors import Problem
from engine.model.xml import read_xml, refusal

#: Namespaces of DMN 1.1 to 1.6
NAMESPACES = frozenset(
    {
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
        "https://www.omg.org/spec/DMN/20240513/MODEL/",
    }
)


@dataclass(slots=True)
class Source:
    """One element of one file, and where its problems go."""

    file: str
    element: etree._Element
    problems: list[Problem] = field(repr=False)

    @property
    def tag(self) -> str:
        return etree.QName(self.element).localname

    @property
    def id(self) -> str:
        """Its id, or that of the nearest element around it that has one."""
        around: etree._Element | None = self.element
        while around is not None:
            if around.get("id"):
                return str(around.get("id"))
            around = around.getparent()
        return self.tag

    @property
    def line(self) -> int:
        """1-based, 0 where the parser knows none."""
        line: Any = self.element.sourceline
        return int(line or 0)

    @property
    def key(self) -> str:
        """What references name it by; its name where it has no id."""
        return self.get("id") or self.get("name") or self.tag

    def get(self, attribute: str) -> str | None:
        """The attribute without surrounding space; None where it is absent or empty."""
        return (self.element.get(attribute) or "").strip() or None

    def children(self, *names: str) -> Iterator[Source]:
        """Child elements of DMN; all, or those with one of ``names``."""
        for child in self.element.iterchildren():
            name = etree.QName(child)
            if name.namespace in NAMESPACES and (not names or name.localname in names):
                yield Source(self.file, child, self.problems)

    def child(self, *names: str) -> Source | None:
        return next(self.children(*names), None)

    def text(self, name: str = "text") -> str:
        """Text of the child element ``name``, without surrounding space."""
        child = self.child(name)
        return "" if child is None else (child.element.text or "").strip()

    def problem(self, code: str, message: str) -> None:
        """Add a problem of this element."""
        self.problems.append(Problem(code, self.id, self.line, message, self.file))


def read(file: str, body: bytes, problems: list[Problem]) -> Source:
    """The ``definitions`` element. Raises ``DeploymentRefused`` where the file is no DMN."""
    root = read_xml(file, body)
    name = etree.QName(root)
    if name.localname != "definitions" or name.namespace not in NAMESPACES:
        raise refusal(file, "not-dmn", root.sourceline, "the root is not dmn:definitions")
    return Source(file, root, problems)
