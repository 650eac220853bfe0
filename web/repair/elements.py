"""Elements of a diagram with their names, for choosing one."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from web.i18n import _

_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
#: Where a person may want work to go on; events and joining gateways begin by themselves
_PLACES = frozenset({
    "userTask", "manualTask", "task", "serviceTask", "sendTask", "receiveTask", "scriptTask",
    "businessRuleTask", "callActivity", "subProcess", "exclusiveGateway",
    "intermediateCatchEvent", "endEvent",
})  # fmt: skip


@dataclass(frozen=True)
class Element:
    id: str
    name: str
    #: A sub-process: all that runs in it ends with it
    is_scope: bool = False

    @property
    def words(self) -> str:
        words = f"{self.name}（{self.id}）" if self.name else self.id
        return f"{words} · {_('整个子流程')}" if self.is_scope else words


def elements_of(diagram: bytes, process_id: str) -> list[Element]:
    """Elements of one process at which work may begin, in the order of the file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(diagram, parser)
    for process in root.iter(f"{_BPMN}process"):
        if process.get("id") == process_id:
            return [
                Element(
                    str(one.get("id")),
                    " ".join((one.get("name") or "").split()),
                    one.tag == f"{_BPMN}subProcess",
                )
                for one in process.iter()
                if isinstance(one.tag, str) and one.tag.removeprefix(_BPMN) in _PLACES
            ]
    return []
