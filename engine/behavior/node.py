"""A node of a diagram: SpiffWorkflow's ``TaskSpec``, immutable and shared by all cases.

SpiffWorkflow calls, for each token: ``_update`` when it arrives, ``_run`` when it is its turn,
``_on_complete`` when it leaves, ``_on_cancel`` when it is taken away. Prediction, data copying and
callbacks of the library are switched off; state lives only in tokens and scopes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.specs import WorkflowSpec

from engine.behavior.expressions import truth_of
from engine.behavior.incidents import ENTER, Halt
from engine.behavior.mappings import Mapping, map_output
from engine.behavior.token import FUTURE, WAITING, Token
from engine.effects import TaskClosed, Traced, WaitClosed

if TYPE_CHECKING:
    from engine.feel import Expression
    from engine.model.source import Source


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """A sequence flow. Two flows between the same nodes stay two flows: tokens carry the id."""

    id: str
    target: Node
    condition: Expression | None = None


class Node(BpmnSpecMixin):  # type: ignore[misc]
    """What all elements share. Subclasses say how they enter, run and leave."""

    #: Tag of the BPMN element
    tag = ""
    #: The token waits for something outside (events of the element)
    definitions: Sequence[Any] = ()
    #: Of an event with a host or scope: it ends that
    interrupting = False
    #: It stands beside the flow of its scope (event sub-process)
    beside = False
    #: It can be canceled (transaction)
    cancels = False
    #: What it declares as its data (engine.behavior.data)
    declared: Any = None
    #: What comes with an event goes to its declared output
    takes_payload = False
    #: Code of the incident when nothing can free a token that waits here
    stuck_code = "stuck-at-join"
    #: A case can begin here
    begins = False
    #: All of the definitions must occur, in any order
    all_needed = False
    boundaries: Sequence[Node] = ()
    flows: Sequence[Flow] = ()
    #: Ids of the incoming flows, in document order
    incoming: Sequence[str] = ()
    #: Id of the default flow
    default: str | None = None
    inputs_map: Sequence[Mapping] = ()
    outputs_map: Sequence[Mapping] = ()
    frozen = False

    def __init__(self, wf_spec: ScopeSpec, name: str, element_id: str | None = None) -> None:
        super().__init__(wf_spec, name)
        self.element_id = self.waits_as = element_id or name
        self.label = ""
        self.flows, self.boundaries, self.incoming = [], [], []

    def read(self, source: Source) -> None:
        """Take what the element says. ``source`` collects problems instead of raising."""
        self.label = source.element.get("name") or ""

    def read_triggers(self, event: Source) -> None:
        """Take the event definitions of an event: one is enough, or all are needed."""
        self.definitions = event.definitions()
        self.all_needed = event.flag("parallelMultiple") and len(self.definitions) > 1

    def freeze(self) -> None:
        """Make this node immutable; from now on threads share it."""
        for name in ("_inputs", "_outputs", "flows", "boundaries", "incoming"):
            setattr(self, name, tuple(getattr(self, name)))
        for name in ("pre_assign", "post_assign", "data_input_associations"):
            setattr(self, name, ())
        self.frozen = True

    def __setattr__(self, name: str, value: Any) -> None:
        if self.frozen:
            raise AttributeError(f"{self.name} is shared by all cases and cannot change: {name}")
        object.__setattr__(self, name, value)

    def leads_to(self) -> Iterator[Node]:
        """The nodes of its scope to which a token on this one can go next."""
        for flow in self.flows:
            yield flow.target
        yield from self.boundaries

    def linked(self, spec: ScopeSpec) -> None:
        """All flows of the scope are drawn: work out what depends on them."""

    @property
    def begins_by(self) -> Sequence[Any]:
        """The event definitions by which a case begins here."""
        return self.definitions if self.begins else ()

    def take_start(self, token: Token, variables: dict[str, Any]) -> None:
        """Take what came with the event that opened the scope."""
        if variables:
            token.receive(variables)

    # What an element kind may say

    def enter(self, token: Token) -> bool:
        """The token has arrived. True: it is its turn; False: it waits, or is gone."""
        self.trace(token, "activated")
        return True

    def leave(self, token: Token) -> Sequence[Flow]:
        """Map output and choose the flows. Nothing else has happened if this raises ``Halt``."""
        if self.outputs_map:
            map_output(self.outputs_map, token, token.home)
        if self.declared is not None:
            self.declared.leave(token)
        return choose(self, token)

    def reenter(self, token: Token) -> None:
        """Undo what a failed ``enter`` has done, before it is tried again."""
        for child in token.children:
            child.cancel()
        token.own = None

    def restore(self, token: Token) -> None:
        """A token that waits here comes out of a snapshot; what is indexed is indexed again."""
        for index, definition in enumerate(self.definitions):
            definition.restore(token, index)

    def after(self, token: Token, parent: Token | None) -> None:
        """The token is gone from the tree; ``parent`` was above it."""

    def trace(self, token: Token, state: str) -> None:
        """Tell the outside that this element instance changed its state."""
        begins = state == "activated"
        if begins and token.traced:
            return  # entered again after an incident
        token.traced = begins
        case = token.workflow.top_workflow
        case.effects.append(Traced(self.element_id, state, token.id, token.workflow.called_id))

    # What SpiffWorkflow calls

    def test(self) -> None:
        """Serves the library's prediction only; diagrams are checked at deployment."""

    def _predict(self, *args: Any, **kwargs: Any) -> None:
        """No prediction: the tree holds live tokens only."""

    def _update(self, token: Token) -> None:
        """A token arrives. Never raises: that would fail the predecessor, which is done already."""
        # SpiffWorkflow calls this for every unfinished child, also for armed and waiting ones
        if token._state != FUTURE:
            return
        if token.workflow.top_workflow.watched.touched and self._overtaken(token):
            return
        try:
            ready = self.enter(token)
        except Halt as halt:
            token.case.raise_incident(token, halt, ENTER)
            return
        if ready:
            token._ready()

    def _overtaken(self, token: Token) -> bool:
        """A condition that has become true may end the token before it enters."""
        if token.armed:
            return False
        token.case.check_conditions()
        return token._state != FUTURE

    def _on_ready_hook(self, token: Token) -> None:
        """Entering has done it already."""

    def _run_hook(self, token: Token) -> bool | None:
        return True

    def _on_complete_hook(self, token: Token) -> None:
        for child in token.children:
            if child.armed:
                child.cancel()
        if token.traced:
            self.trace(token, "completed")
        for flow in token.taken:
            token._add_child(flow.target, via=flow.id)

    def _on_error_hook(self, token: Token) -> None:
        """The agenda makes the incident."""

    def _on_cancel(self, token: Token) -> None:
        if token._state == WAITING:
            disarm(token)
        if token.traced:
            self.trace(token, "terminated")
        token.case.drop_incident(token)


def arm(token: Token) -> None:
    """Make the token wait for the events that its node names. May raise ``Halt``."""
    token._set_state(WAITING)
    try:
        for index, definition in enumerate(token.task_spec.definitions):
            definition.arm(token, index)
    except Halt:
        disarm(token)
        raise


def disarm(token: Token) -> None:
    """Tell the outside that the token waits no more for its events."""
    if any(definition.outside for definition in token.task_spec.definitions):
        close_wait(token)
    if token.case.watched.every or token.case.expecting:
        token.case.unwatch(token)


def close_wait(token: Token) -> None:
    """The token waits for nothing outside any more."""
    token.case.effects.append(WaitClosed(token.id))


def close_task(token: Token, reason: str) -> None:
    """The human task of this token is over."""
    token.case.effects.append(TaskClosed(token.id, reason))


def choose(node: Node, token: Token) -> Sequence[Flow]:
    """The flows out of a node that is no gateway.

    All unconditional ones, those whose condition holds, and the default if no condition holds.
    Source: BPMN 2.0.2, 8.4.13 Sequence Flow; 13.3.1 (conditional and default flows of activities).
    """
    flows = node.flows
    if len(flows) < 2 and (not flows or flows[0].condition is None):
        return flows
    held = [f for f in flows if f.condition is not None and f.id != node.default]
    held = [f for f in held if truth_of(_condition(f), token, f"flow {f.id}")]
    taken = [
        f
        for f in flows
        if f in held
        or (f.id == node.default and not held)
        or (f.condition is None and f.id != node.default)
    ]
    if not taken:
        raise Halt("no-flow-taken", f"no condition out of {node.element_id} holds")
    return taken


def _condition(flow: Flow) -> Expression:
    assert flow.condition is not None
    return flow.condition


def entry_to(node: Node) -> str:
    """Id of the flow by which a token begins at this node; "#" cannot stand in an XML id."""
    return f"#{node.name}"


class Origin(Node):
    """The root token of a scope: its children are the tokens on the start events."""

    def enter(self, token: Token) -> bool:
        return True

    def leave(self, token: Token) -> Sequence[Flow]:
        return token.taken

    def _on_complete_hook(self, token: Token) -> None:
        """What is armed below it guards the scope, and stays."""
        for flow in token.taken:
            token._add_child(flow.target, via=flow.id)


class ScopeSpec(BpmnProcessSpec):  # type: ignore[misc]
    """The nodes of a process or embedded sub-process, without SpiffWorkflow's Start and End."""

    frozen = False

    def __init__(self, name: str, filename: str | None = None) -> None:
        WorkflowSpec.__init__(self, name=name, filename=filename)
        self.description, self.svg = "", None
        #: Inputs and outputs of the process (engine.behavior.data.DataFlow)
        self.io_specification: Any = None
        self.data_objects: dict[str, Any] = {}
        self.data_stores: dict[str, Any] = {}
        self.correlation_keys: dict[str, Any] = {}
        self.bpmn_start_events: list[Any] = []
        #: "#" cannot stand in an XML id, so no element can be called like this
        self.start = Origin(self, "#start")
        self.end = None
        #: Where a token starts when the scope is opened without a particular start event
        self.entries: tuple[Flow, ...] = ()
        #: Event sub-processes that wait as long as the scope runs
        self.guards: tuple[Node, ...] = ()
        #: Where tokens undo what was completed; None where nothing can be undone
        self.undo: Any = None
        #: The compensation event sub-process
        self.undo_handler: Node | None = None

    def entry(self, start_event: str | None) -> tuple[Flow, ...]:
        """The flows into the start events: all none starts, or the one that is named."""
        if start_event is None:
            return self.entries
        node = self.task_specs[start_event]
        return (Flow(entry_to(node), node),)

    def __setattr__(self, name: str, value: Any) -> None:
        if self.frozen:
            raise AttributeError(f"{self.name} is shared by all cases and cannot change: {name}")
        object.__setattr__(self, name, value)

    def freeze(self) -> None:
        for node in self.task_specs.values():
            node.freeze()
        self.frozen = True
