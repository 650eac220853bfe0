"""Parts of diagrams as text, for the tables of rules and models: triggers, events, ways.

Source: BPMN 2.0.2, 10.3 Activities, 10.5 Events, 10.6 Gateways.
"""

from __future__ import annotations

from tests.engine.checks.models import END, FORMAL, START, TASK, chain, flow

#: Start, task, end; and the executable process of it
PLAIN = chain(START, TASK, END)
RUNS = f'<process id="p" isExecutable="true">{PLAIN}</process>'
MESSAGE = '<messageEventDefinition messageRef="m"/>'
SIGNAL = '<signalEventDefinition signalRef="sig"/>'
ERROR = '<errorEventDefinition errorRef="err"/>'
ESCALATION = '<escalationEventDefinition escalationRef="esc"/>'
COMPENSATE = "<compensateEventDefinition/>"
CONDITION = (
    f"<conditionalEventDefinition><condition {FORMAL}>x</condition></conditionalEventDefinition>"
)
LINK = '<linkEventDefinition name="L"/>'
TERMINATE, CANCEL = "<terminateEventDefinition/>", "<cancelEventDefinition/>"
CATCH, THROW = "intermediateCatchEvent", "intermediateThrowEvent"
#: A second end, for what has two ways
E2 = '<endEvent id="e2"/>'
#: How often an activity is repeated
COUNT = f"<loopCardinality {FORMAL}>2</loopCardinality>"
#: Who takes part in a talk of two
XY = "<participantRef>x</participantRef><participantRef>y</participantRef>"


def element(tag: str, inside: str, key: str, more: str = "") -> str:
    """An element with an id; ``more`` are its other attributes."""
    attributes = f'id="{key}" {more}'.rstrip()
    return f"<{tag} {attributes}>{inside}</{tag}>"


def start(definition: str, key: str = "s", more: str = "") -> str:
    return element("startEvent", definition, key, more)


def catch(definition: str, key: str = "t", more: str = "") -> str:
    return element(CATCH, definition, key, more)


def throw(definition: str, key: str = "t") -> str:
    return element(THROW, definition, key)


def end(definition: str, key: str = "e") -> str:
    return element("endEvent", definition, key)


def boundary(definition: str, key: str = "b", more: str = "", host: str = "t") -> str:
    """A boundary event that leads nowhere yet."""
    return element("boundaryEvent", definition, key, f'attachedToRef="{host}" {more}')


def side(definition: str, key: str = "b", more: str = "", host: str = "t") -> str:
    """A boundary event with a flow to the end."""
    return boundary(definition, key, more, host) + flow(key, "e")


def guarded(definition: str, more: str = "", host: str = TASK) -> str:
    """A process whose one activity has a boundary event with a flow to the end."""
    return chain(START, host, END) + side(definition, more=more)


def beside(definition: str, key: str = "h", more: str = "", inside: str = "") -> str:
    """An event sub-process; ``inside`` stands beside its start and end."""
    held = chain(start(definition, f"{key}s", more), f'<endEvent id="{key}e"/>')
    return f'<subProcess id="{key}" triggeredByEvent="true">{held}{inside}</subProcess>'


def within(inside: str, tag: str = "userTask", more: str = "") -> str:
    """One element ``t`` of this tag, between start and end."""
    return chain(START, element(tag, inside, "t", more), END)


def repeated(inside: str, more: str = "") -> str:
    """What makes an activity one of several instances."""
    return f"<multiInstanceLoopCharacteristics {more}>{inside}</multiInstanceLoopCharacteristics>"


def split(tag: str, one: str = "", other: str = "", more: str = "") -> str:
    """A gateway ``g`` with these conditions on its two ways out."""
    ways = flow("s", "g") + flow("g", "e", one) + flow("g", "e2", other)
    return f'{START}<{tag} id="g" {more}/>{END}{E2}{ways}'


def choice(condition: str) -> str:
    """An exclusive gateway with a default way and one on this condition."""
    return split("exclusiveGateway", "", condition, 'default="f_g_e"')


def raced(first: str, second: str, more: str = "", on: str = "", opening: str = START) -> str:
    """An event-based gateway ``g`` before ``c1`` and ``c2``; without ``opening`` it starts."""
    into = flow("s", "g") if opening else ""
    ways = flow("g", "c1", on) + flow("g", "c2") + flow("c1", "e") + flow("c2", "e")
    return f'{opening}<eventBasedGateway id="g" {more}/>{first}{second}{END}{into}{ways}'
