"""A case in memory while one command runs: load, act, take the effects, dump.

After an exception the object is thrown away and never dumped: variables may be half written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine import snapshot as snapshots
from engine import story
from engine.behavior import outside
from engine.behavior.case import Case
from engine.behavior.compensation import Undoing
from engine.behavior.conversations import Correlation, accepts, settle
from engine.behavior.expressions import At
from engine.behavior.incidents import ENTER, LEAVE, RUN, Halt
from engine.behavior.loops import Wrapper
from engine.behavior.node import close_task
from engine.behavior.scope import ScopeLife
from engine.behavior.token import ERROR, FUTURE, READY, STARTED, WAITING, Token
from engine.effects import Effect
from engine.elements.user_task import UserTask
from engine.errors import NotFound, WrongState
from engine.events import Conditional
from engine.values import normalize_all
from engine.zone import local

if TYPE_CHECKING:
    from engine.bundle import Bundle
    from engine.protocols import Surroundings

Variables = Mapping[str, Any]

_STATES = {READY: "open", STARTED: "started", WAITING: "waiting", ERROR: "incident"}


@dataclass(frozen=True, slots=True)
class Called:
    """A called process that runs inside the case."""

    process_id: str
    #: active or incident
    state: str
    variables: Mapping[str, Any]
    #: Token of the call activity
    token: int


class LiveCase:
    """One case between load and dump. Not shared by threads."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @classmethod
    def start(
        cls,
        bundle: Bundle,
        deployment_id: UUID,
        process_id: str,
        case_id: UUID,
        business_key: str | None,
        variables: Variables,
        surroundings: Surroundings,
        *,
        start_event: str | None = None,
        event_variables: Variables | None = None,
    ) -> LiveCase:
        """A new case, run until it waits.

        Without ``start_event`` it begins at the none start events; where there are none, at the
        first conditional one whose condition holds for ``variables``. Raises ``NotFound`` for an
        unknown process or start event, ``WrongState`` when it cannot begin like this.
        """
        process = bundle.processes.get(process_id)
        if process is None:
            raise NotFound(f"the deployment has no process {process_id!r}", process_id=process_id)
        variables = normalize_all(variables)
        if start_event is None and not process.starts:
            start_event = _by_condition(
                process.spec.task_specs, At(variables, local(surroundings.now))
            )
        _check_start(process.starts, process.spec.task_specs, start_event, process_id)
        case = Case(process.spec, bundle, surroundings)
        case.identity = {
            "deployment_id": deployment_id,
            "process_id": process_id,
            "case_id": case_id,
            "business_key": business_key,
        }
        case.deployment_id = deployment_id
        case.frame.update(variables)
        if start_event is not None:
            _settle(case, process.spec.task_specs[start_event], event_variables or {}, business_key)
        payload = None if start_event is None else normalize_all(event_variables or {})
        case.open(start_event, payload)
        case.drain()
        return cls(case)

    @classmethod
    def load(cls, snapshot: bytes, surroundings: Surroundings) -> LiveCase:
        """The case as it was dumped, in these surroundings."""
        return cls(snapshots.load(snapshot, surroundings))

    def dump(self, keep: Callable[[UUID, snapshots.Apart], None] | None = None) -> bytes:
        """The whole state, for ``load``. ``keep``: as ``engine.snapshot.dump`` wants it."""
        return snapshots.dump(self.case, keep)

    # What people and workers do

    def complete_task(self, token: int, variables: Variables) -> None:
        """Finish an open human task with what was entered, and run on.

        Raises ``WrongState`` when it is not open, or when its scope stands still because of an
        uncaught error.
        """
        found = self._open_task(token)
        close_task(found, "completed")
        found.receive(normalize_all(variables))
        self.case.attempt_run(found)
        self.case.drain()

    def fire_timer(self, token: int, definition: int) -> bool:
        """The timer is due. False: nobody waits for it any more, or not yet."""
        found = self.case.by_id.get(token)
        if found is None or self.case.completed:
            return False
        dues = found.internal_data.get("due", {})
        due = dues.get(str(definition))
        if due is None or datetime.fromisoformat(due) > self.case.surroundings.now:
            return False
        # Used up: the same row a second time finds nothing
        del dues[str(definition)]
        return self._tell(token, ["timer", definition])

    def deliver(
        self, token: int, definition: int, variables: Variables, key: str | None = None
    ) -> bool:
        """A message or signal for this token. False: it does not wait for it (any more).

        ``key``: what the sender calls the key of a message.
        """
        variables = normalize_all(variables)
        found = self.case.by_id.get(token)
        talk = () if found is None else _correlations(found, definition)
        if found is not None and talk:
            if not accepts(talk, found, variables, key):
                return False
            settle(talk, self.case, variables, found.now, key)
        return self._tell(token, ["event", definition, variables])

    def would_take(self, token: int, definition: int, variables: Variables, key: str) -> bool:
        """Whether a message belongs to the conversation that this token waits in."""
        found = self.case.by_id.get(token)
        talk = () if found is None else _correlations(found, definition)
        return found is not None and bool(talk) and accepts(talk, found, variables, key or None)

    def complete_job(self, token: int, variables: Variables) -> bool:
        """A worker has done the job. False: nobody waits for it any more."""
        return self._tell(token, ["done", normalize_all(variables)])

    def fail_job(self, token: int, message: str) -> bool:
        """No retries are left: the token gets the incident ``job-failed``."""
        return self._tell(token, ["failed", message])

    def give_up(self, token: int, code: str, message: str) -> bool:
        """Due work of this token was given up: it waits on, as an incident, for a retry.

        False: it waits for nothing any more.
        """
        found = self.case.by_id.get(token)
        if found is None or self.case.completed:
            return False
        if token not in self.case.incidents:
            self.case.note_stuck(found, Halt(code, message))
        return True

    def throw_error(self, token: int, code: str, message: str, variables: Variables) -> bool:
        """A worker answers with a BPMN error."""
        return self._tell(token, ["error", code, message, normalize_all(variables)])

    def retry(self, token: int, variables: Variables) -> None:
        """Try again what became an incident, with corrected variables, and run on."""
        case = self.case
        found = case.by_id.get(token)
        if found is None or found.id not in case.incidents:
            raise WrongState("this token has no incident", token=token)
        phase = case.incidents[token].phase
        # What a failed entry has mapped is mapped again, so corrections belong outside of it
        (found.home if phase == ENTER else found.frame).assign(normalize_all(variables))
        case.drop_incident(found)
        if phase == ENTER:
            found.task_spec.reenter(found)
            found._state = FUTURE
            found.task_spec._update(found)
        elif phase == LEAVE:
            found._state = STARTED
            case.attempt_complete(found)
        elif phase == RUN:
            found._state = STARTED
            case.attempt_run(found)
        case.drain()

    def set_variables(self, variables: Variables) -> None:
        """Correct variables of the outermost scope; a condition may become true by it."""
        self.case.frame.fill(normalize_all(variables))
        self.case.drain()

    def ask_conditions(self) -> None:
        """Its diagram has changed: what its tokens wait for may hold already."""
        watched = self.case.watched
        if watched.every:
            watched.touched.update(watched.every)
            self.case.drain()

    def cancel(self) -> None:
        """End the case where it stands."""
        if self.case.completed:
            raise WrongState("the case is over")
        self.case.clear()
        self.case.agenda.clear()
        self.case.replays.clear()
        self.case.end("terminated")

    # What can be seen

    def take_effects(self) -> list[Effect]:
        """What happened since the last call, in order."""
        effects, self.case.effects = self.case.effects, []
        self.case.stores.clear()
        story.tell(self.case, effects)
        return effects

    @property
    def state(self) -> str:
        """active, completed, terminated or incident."""
        if self.case.outcome is not None:
            return self.case.outcome
        return "incident" if self.case.incidents else "active"

    @property
    def variables(self) -> dict[str, Any]:
        """The outermost scope."""
        return dict(self.case.frame)

    def variables_at(self, token: int) -> Mapping[str, Any]:
        """All that the token sees."""
        return self.case.by_id[token].frame.visible()

    def tokens(self) -> list[tuple[int, str, str]]:
        """(token, element id, open | started | waiting | incident) of all that is going on."""
        return [
            (token.id, token.task_spec.element_id, _STATES.get(token._state, "started"))
            for scope in self.case.all_scopes()
            for token in scope.tasks.values()
            if not token.armed and token is not scope.task_tree and not _is_frame(token)
        ]

    def called(self) -> list[Called]:
        """The called processes that run now, outer ones first."""
        return [
            Called(scope.process_id, self._called_state(scope), dict(scope.frame), host)
            for host, scope in self.case.subprocesses.items()
            if scope.process_id is not None
        ]

    # Inside

    def _open_task(self, token: int) -> Token:
        found = self.case.by_id.get(token)
        task = found is not None and isinstance(found.task_spec, UserTask)
        if found is None or not task or found._state != READY:
            raise WrongState("this task is not open", token=token)
        if self.case.stops and self.case.stands_still(found):
            raise WrongState(
                "the scope of this task stands still because of an error that nobody catches",
                code="scope-stopped",
                token=token,
            )
        return found

    def _tell(self, token: int, call: outside.Call) -> bool:
        found = self.case.by_id.get(token)
        if found is None or self.case.completed:
            return False
        told = outside.tell(found, call)
        if told and self.case.incidents:
            # What it waited for has come another way: its given up work matters no more
            self.case.drop_stuck(found)
        self.case.drain()
        return told

    def _called_state(self, scope: ScopeLife) -> str:
        for key in self.case.incidents:
            inner: Any = self.case.by_id[key].workflow
            while inner is not None:
                if inner is scope:
                    return "incident"
                inner = None if inner.parent_task is None else inner.parent_task.workflow
        return "active"


def _is_frame(token: Token) -> bool:
    """It is shown by what it holds: instances, or activities that undo."""
    wraps = isinstance(token.task_spec, Wrapper) and token._state == STARTED
    return wraps or isinstance(token.task_spec, Undoing)


def _correlations(token: Token, index: int) -> Sequence[Correlation]:
    definitions = token.task_spec.definitions
    if token._state != WAITING or index >= len(definitions):
        return ()
    found: Sequence[Correlation] = getattr(definitions[index], "correlations", ())
    return found


def _settle(case: Case, node: Any, payload: Variables, key: str | None) -> None:
    """The message that begins the case may open a conversation."""
    now = local(case.surroundings.now)
    for definition in node.begins_by:
        settle(getattr(definition, "correlations", ()), case, payload, now, key)


def _by_condition(nodes: Mapping[str, Any], place: At) -> str | None:
    """The first event that begins the process and whose condition holds."""
    for node in nodes.values():
        events = node.begins_by
        held = [one.holds(place) for one in events if isinstance(one, Conditional)]
        if all(held) and len(held) == len(events) if node.all_needed else any(held):
            return str(node.element_id)
    return None


def _check_start(
    starts: tuple[str, ...], nodes: Mapping[str, Any], start_event: str | None, process_id: str
) -> None:
    begins = start_event is None or getattr(nodes.get(start_event), "begins", False)
    if not begins:
        raise NotFound(f"{process_id} has no start event {start_event!r}", element_id=start_event)
    if start_event is None and not starts:
        raise WrongState(
            f"{process_id} starts by an event only", code="no-none-start", process_id=process_id
        )
