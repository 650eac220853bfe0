"""A case: SpiffWorkflow's ``BpmnWorkflow`` with its own agenda, incidents and effects.

The agenda is a queue of tokens whose turn it is and of scopes that have run empty. Its order is no
semantics: the tests also run with the agenda in random order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn import BpmnWorkflow

from engine.behavior.conditions import Watched, check, look_anew
from engine.behavior.conversations import move
from engine.behavior.expressions import FeelScriptEngine
from engine.behavior.frames import Frame
from engine.behavior.incidents import LEAVE, RUN, STUCK, UNHANDLED_ERROR, Halt, Incident
from engine.behavior.joining import Joining, release_one
from engine.behavior.outside import Call, tell
from engine.behavior.scope import Scope, ScopeLife
from engine.behavior.token import ERROR, OVER, READY, WAITING, Token
from engine.effects import CaseEnded, DataStored, Effect, IncidentRaised, IncidentResolved

if TYPE_CHECKING:
    from engine.behavior.node import ScopeSpec
    from engine.protocols import Surroundings

#: Steps that one command may run before a loop without a wait becomes an incident
MAX_STEPS = 200_000

_SCRIPT_ENGINE = FeelScriptEngine()


class Case(ScopeLife, BpmnWorkflow):  # type: ignore[misc]
    """One case: the outermost scope, agenda, index of tokens and the effects of the step."""

    parent_task = None

    def __init__(self, spec: ScopeSpec, bundle: Any, surroundings: Surroundings) -> None:
        self.by_id: dict[int, Token] = {}
        self.last_id = 0
        self.agenda: deque[Token | ScopeLife] = deque()
        #: {(root of the scope, name): gateways that wait for what may still come}
        self.joins: dict[tuple[int, str], tuple[ScopeLife, Joining]] = {}
        #: Events that came while their scope stood still, to be delivered now
        self.replays: deque[tuple[Token, Call]] = deque()
        self.effects: list[Effect] = []
        self.incidents: dict[int, Incident] = {}
        #: Scopes in which an uncaught error stands
        self.stops = 0
        #: Conditions that tokens wait for
        self.watched = Watched()
        self.checking = False
        #: {correlation key: digest of its values}: settled by the first message
        self.conversations: dict[str, str] = {}
        #: {(token, definition): token} that waits for a message of a conversation
        self.expecting: dict[tuple[int, int], Token] = {}
        #: Data stores that this step has written, as it sees them
        self.stores: dict[str, Any] = {}
        self.outcome: str | None = None
        self.surroundings = surroundings
        #: Ids that the work of this case is known by (engine.live)
        self.identity: Mapping[str, Any] = {}
        self._begin(Frame())
        BpmnWorkflow.__init__(self, spec, {}, _SCRIPT_ENGINE, deserializing=True)
        self.bundle = bundle

    def get_task_from_id(self, task_id: int) -> Token | None:
        return self.by_id.get(task_id)

    def stored(self, name: str) -> Any:
        """What a data store holds now; null where nobody has written it."""
        if name in self.stores:
            return self.stores[name]
        return self.surroundings.stored(name)

    def store(self, name: str, value: Any) -> None:
        """Write a data store: with the commit of the step all cases see it."""
        self.stores[name] = value
        self.effects.append(DataStored(name, value))

    # The driver

    def drain(self) -> None:
        """Run until everything waits."""
        agenda, touched, budget = self.agenda, self.watched.touched, MAX_STEPS
        if self.watched.every:
            look_anew(self)
        while (
            agenda
            or self.replays
            or (touched and check(self))
            or (self.joins and release_one(self))
        ):
            if not agenda:
                tell(*self.replays.popleft())
                continue
            if touched:
                check(self)
            item = agenda.popleft()
            # First whether it is still there: of a closed scope nothing else can be asked
            if not _is_due(item) or (self.stops and self.stands_still(item)):
                continue
            if isinstance(item, ScopeLife):
                item.finish()
                continue
            budget -= 1
            self.attempt_run(item) if budget >= 0 else self._exhausted(item)
        if self.outcome is None and not self.incidents:
            self._find_stuck()
        if self.expecting:
            move(self)

    def unwatch(self, token: Token) -> None:
        """The token waits for no condition and no conversation any more."""
        for index in range(len(token.task_spec.definitions)):
            self.watched.drop((token.id, index))
            self.expecting.pop((token.id, index), None)

    def check_conditions(self) -> bool:
        """Trigger what has become true; whether anything is to run."""
        return check(self)

    def attempt_run(self, token: Token) -> None:
        """``Task.run`` of SpiffWorkflow, with a failure turned into an incident."""
        try:
            token.run()
        except Halt as halt:
            # SpiffWorkflow has set ERROR when the work failed; else the way out failed
            phase = RUN if token._state == ERROR else LEAVE
            self.raise_incident(token, halt, phase)

    def attempt_complete(self, token: Token) -> None:
        """``Task.complete`` of SpiffWorkflow, with a failure turned into an incident."""
        try:
            token.complete()
        except Halt as halt:
            self.raise_incident(token, halt, LEAVE)

    def _find_stuck(self) -> None:
        """A join that waits while nothing else can move: correct by the standard, and a hang."""
        waiting = next((s for s in self.all_scopes() if s.arrivals), None)
        if waiting is None or any(_moves(token) for token in self.by_id.values()):
            return
        token = waiting.arrivals.first()
        message = f"{token.task_spec.element_id} waits for what cannot come any more"
        self.note_stuck(token, Halt(token.task_spec.stuck_code, message))

    def _exhausted(self, token: Token) -> None:
        halt = Halt("step-limit", f"more than {MAX_STEPS} steps without a wait: an endless loop?")
        self.raise_incident(token, halt, RUN)

    def end(self, state: str) -> None:
        """The case is over."""
        self.completed, self.outcome = True, state
        self.effects.append(CaseEnded(state))

    def finish(self) -> None:
        self.disarm()
        self.end("completed")

    def close_scope(self, host: Token) -> ScopeLife | None:
        """Forget the scope inside ``host``, whichever way it ended."""
        scope: Scope | None = self.subprocesses.pop(host.id, None)
        if scope is None:
            return None
        scope.completed = True
        self.by_id.pop(scope.task_tree.id, None)
        if scope.stopped:
            self.stops -= 1
        return scope

    # Incidents

    def raise_incident(self, token: Token, halt: Halt, phase: str) -> None:
        """The token stands still; it keeps its scope open and its boundary events armed."""
        if token._state & OVER:
            return
        token._set_state(ERROR)
        self._note(token, halt, phase)
        if _stops_scope(token, halt.code) and not token.workflow.stopped:
            token.workflow.stopped = True
            self.stops += 1

    def note_stuck(self, token: Token, halt: Halt) -> None:
        """The token goes on waiting; a retry looks at it again."""
        self._note(token, halt, STUCK)

    def _note(self, token: Token, halt: Halt, phase: str) -> None:
        self.incidents[token.id] = Incident(token.id, halt.code, halt.message, phase)
        self.effects.append(
            IncidentRaised(token.id, token.task_spec.element_id, halt.code, halt.message)
        )

    def drop_incident(self, token: Token) -> Incident | None:
        """Forget the incident of a token, if it has one; the scope may run again."""
        incident = self.incidents.pop(token.id, None)
        if incident is None:
            return None
        self.effects.append(IncidentResolved(token.id))
        if not _stopped_by(token, incident):
            return incident
        if not self._still_stopped(token.workflow):
            token.workflow.stopped = False
            self.stops -= 1
            self._wake()
        return incident

    def drop_stuck(self, token: Token) -> None:
        """Forget that a token waits in vain, since it does not any more."""
        incident = self.incidents.get(token.id)
        if incident is not None and incident.phase == STUCK:
            self.drop_incident(token)

    def _still_stopped(self, scope: ScopeLife) -> bool:
        return any(
            key in scope.tasks and _stopped_by(scope.tasks[key], incident)
            for key, incident in self.incidents.items()
        )

    def stands_still(self, item: Token | ScopeLife) -> bool:
        """Whether an uncaught error stands in the scope of this token or in one around it."""
        scope: Any = item.workflow if isinstance(item, Token) else item
        while scope is not None:
            if scope.stopped:
                return True
            host = scope.parent_task
            scope = None if host is None else host.workflow
        return False

    def _wake(self) -> None:
        """Put back on the agenda what was left standing in a stopped scope."""
        waiting = set(map(id, self.agenda))
        for scope in self.all_scopes():
            if scope.live == 0 and not scope.completed and id(scope) not in waiting:
                self.agenda.append(scope)
            for token in scope.tasks.values():
                turn = token._state == READY and not token.task_spec.manual
                if turn and id(token) not in waiting:
                    self.agenda.append(token)
                for call in token.internal_data.pop("held", ()):
                    self.replays.append((token, call))

    def all_scopes(self) -> list[ScopeLife]:
        """The case itself and all scopes inside it, outer ones first."""
        return [self, *self.subprocesses.values()]


def _stopped_by(token: Token, incident: Incident) -> bool:
    """Whether this incident keeps its scope still; a token that merely waits on does not."""
    return incident.phase != STUCK and _stops_scope(token, incident.code)


def _stops_scope(token: Token, code: str) -> bool:
    """An error that nobody catches, or an event sub-process that cannot guard its scope."""
    return code == UNHANDLED_ERROR or (token.armed and token._parent == token.workflow.task_tree.id)


def _is_due(item: Token | ScopeLife) -> bool:
    """It has not been overtaken since it was put on the agenda."""
    if isinstance(item, Token):
        return item._state == READY
    return item.live == 0 and not item.completed


def _moves(token: Token) -> bool:
    """A person, a worker, the clock or a message can bring this token forward."""
    if token._state == WAITING:
        return any(one.outside or one.watches for one in token.task_spec.definitions)
    return token._state == READY or "job" in token.internal_data
