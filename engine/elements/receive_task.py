"""bpmn:receiveTask. Waits for its message, then completes.

Spec: BPMN 2.0.2, 10.3.3 Tasks, Receive Task; 13.3.3 Task.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.behavior.catching import Catching
from engine.elements.registry import element
from engine.events.message import Message

if TYPE_CHECKING:
    from engine.model.source import Source


@element("receiveTask")
class ReceiveTask(Catching):
    """An activity: it may have boundary events and mappings, and may be repeated."""

    def read(self, source: Source) -> None:
        super().read(source)
        self.begins = source.flag("instantiate")
        message = Message.read(source, source)
        if message is None:
            source.problem("task-message-missing", "the receive task names no message")
        self.definitions = () if message is None else (message,)
