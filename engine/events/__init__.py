"""Event definitions, one file per kind. The listing of this folder is what the engine knows."""

from __future__ import annotations

from engine.events.cancel import Cancel
from engine.events.compensate import Compensate
from engine.events.conditional import Conditional
from engine.events.definition import Definition
from engine.events.error import Error
from engine.events.escalation import Escalation
from engine.events.link import Link
from engine.events.message import Message
from engine.events.signal import Signal
from engine.events.terminate import Terminate
from engine.events.timer import Timer

#: {tag of the event definition: its class}
DEFINITIONS: dict[str, type[Definition]] = {
    "messageEventDefinition": Message,
    "signalEventDefinition": Signal,
    "timerEventDefinition": Timer,
    "cancelEventDefinition": Cancel,
    "compensateEventDefinition": Compensate,
    "conditionalEventDefinition": Conditional,
    "errorEventDefinition": Error,
    "escalationEventDefinition": Escalation,
    "linkEventDefinition": Link,
    "terminateEventDefinition": Terminate,
}

__all__ = [
    "DEFINITIONS",
    "Cancel",
    "Compensate",
    "Conditional",
    "Definition",
    "Error",
    "Escalation",
    "Link",
    "Message",
    "Signal",
    "Terminate",
    "Timer",
]
