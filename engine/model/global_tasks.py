"""A global task as a process of one task: what a call activity runs when it calls one.

Source: BPMN 2.0.2, 10.3.7 Global Task; 10.3.6 Call Activity ("calls a Global Task or a Process").
"""

from __future__ import annotations

from engine.behavior.node import Flow, Node, ScopeSpec, entry_to
from engine.elements.business_rule_task import BusinessRuleTask
from engine.elements.manual_task import ManualTask
from engine.elements.script_task import ScriptTask
from engine.elements.task import Task
from engine.elements.user_task import UserTask
from engine.model.data import read_data
from engine.model.document import local
from engine.model.graph import Graph
from engine.model.source import Source

#: {tag: class of the task that it is}
GLOBAL_TASKS: dict[str, type[Node]] = {
    "globalTask": Task,
    "globalUserTask": UserTask,
    "globalManualTask": ManualTask,
    "globalScriptTask": ScriptTask,
    "globalBusinessRuleTask": BusinessRuleTask,
}


def global_task(source: Source) -> Graph:
    """The graph of its one node. Problems are left in ``source.problems``."""
    spec = ScopeSpec(source.id, source.document.file)
    tag = local(source.element)
    node = GLOBAL_TASKS[tag](spec, source.id)
    node.read(source)
    # What it declares, the call fills and reads: the variables of its scope
    spec.io_specification = read_data(source)
    spec.entries = (Flow(entry_to(node), node),)
    spec.freeze()
    return Graph(spec, {source.id: (tag, source.element.get("name") or "")}, [spec])
