"""What a QName in a BPMN file means: own element, imported element, or nothing.

Source: BPMN 2.0.2, 8.2 Infrastructure: a prefix stands for a namespace that is bound where the name
stands; without a prefix the name belongs to the file's own target namespace.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.model.document import Document, local


class Unbound(Exception):
    """The prefix of a QName is not declared where it stands."""

    def __init__(self, prefix: str) -> None:
        super().__init__(prefix)
        self.prefix = prefix


class Names:
    """Looks up the names of one model."""

    #: Stands for the tag of an element in an import that nobody handed in
    UNREAD = "?"

    def __init__(self, model: Model) -> None:
        self._model = model
        self._own = model.root.get("targetNamespace")
        self._imports = list(model.every("import"))

    def split(self, node: Node, text: str) -> tuple[str | None, str]:
        """(namespace, local name); namespace None for the file's own. Raises ``Unbound``."""
        prefix, colon, name = text.rpartition(":")
        if not colon:
            return None, name
        namespace = node.xml.nsmap.get(prefix)
        if namespace is None:
            raise Unbound(prefix)
        return (None if namespace == self._own else str(namespace)), name

    def tag_of(self, node: Node, text: str) -> str | None:
        """Tag of the element that ``text`` names at ``node``; None if there is none."""
        namespace, name = self.split(node, text)
        if namespace is None:
            found = self._model.by_id.get(name)
            return None if found is None else found.tag
        if not any(each.get("namespace") == namespace for each in self._imports):
            return None
        documents = list(self.imported(namespace))
        if not documents:
            return self.UNREAD
        targets = (document.by_id.get(name) for document in documents)
        return next((local(target) for target in targets if target is not None), None)

    def imported(self, namespace: str) -> Iterator[Document]:
        """The files of the deployment whose target namespace this is."""
        return (d for d in self._model.others if d.root.get("targetNamespace") == namespace)
