"""bpmn:sendTask. A job like a service task, or the message it names, with the mapped payload.

Spec: BPMN 2.0.2, 10.3.3 Tasks, Send Task ("once the message has been sent, the task is completed").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.behavior.throwing import throw_all
from engine.behavior.work import Worker
from engine.elements.registry import element
from engine.events.message import Message

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.source import Source


@element("sendTask")
class SendTask(Worker):
    """Without ``zeebe:taskDefinition`` it throws the message of ``messageRef``."""

    def read(self, source: Source) -> None:
        super().read(source)
        message = None if self.work is not None else Message.read(source, source)
        self.definitions = () if message is None else (message,)

    def run_inside(self, token: Token) -> bool | None:
        return True if throw_all(self, token) else None
