"""Runs one case as the pipeline would: keeps its rows from the effects, moves a clock, reloads.

After every step the rows must agree with the tokens, and a case that is over must leave nothing.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from engine import effects as fx
from engine.behavior.frames import Frame
from engine.behavior.token import OVER, READY
from engine.bundle import Bundle, compile_bundle
from engine.elements.user_task import UserTask
from engine.live import LiveCase
from engine.protocols import Work

MODES = ("plain", "reload", "shuffled")
DEPLOYMENT = UUID(int=1)
CASE = UUID(int=2)
NOW = datetime(2025, 9, 26, 1, 0, tzinfo=UTC)

Handler = Callable[[Work], Mapping[str, Any] | None]


class Outside:
    """Surroundings with a clock to move and participants to register."""

    def __init__(self, bundle: Bundle) -> None:
        self.now = NOW
        self.bundles: dict[UUID, Bundle] = {DEPLOYMENT: bundle}
        self.handlers: dict[str, Handler] = {}
        self.stores: dict[str, Any] = {}

    def performs(self, work_type: str) -> bool:
        return work_type in self.handlers

    def perform(self, work: Work) -> Mapping[str, Any]:
        return self.handlers[work.type](work) or {}

    def bundle(self, deployment_id: UUID) -> Bundle:
        return self.bundles[deployment_id]

    def stored(self, name: str) -> Any:
        return self.stores.get(name)

    def bundle_for(
        self, process_id: str, binding: str, version_tag: str | None
    ) -> tuple[UUID, Bundle] | None:
        for key, bundle in reversed(self.bundles.items()):
            process = bundle.processes.get(process_id)
            fits = binding == "latest" or (process and process.version_tag == version_tag)
            if process is not None and fits:
                return key, bundle
        return None


class Shuffled(deque[Any]):
    """An agenda that gives its items in any order."""

    def __init__(self, items: Any, source: random.Random) -> None:
        super().__init__(items)
        self._source = source

    def popleft(self) -> Any:
        self.rotate(-self._source.randrange(len(self)))
        return super().popleft()


class Runner:
    """One case. ``mode``: plain, reload (dump and load before every step) or shuffled."""

    def __init__(
        self,
        files: bytes | Mapping[str, bytes] | Bundle,
        variables: Mapping[str, Any] | None = None,
        *,
        mode: str = "plain",
        handlers: Mapping[str, Handler] | None = None,
        process_id: str = "p",
        seed: int = 0,
        bundles: Mapping[UUID, Bundle] | None = None,
        **start: Any,
    ) -> None:
        named = {"a.bpmn": files} if isinstance(files, bytes) else files
        self.bundle = named if isinstance(named, Bundle) else compile_bundle(named)
        self.outside = Outside(self.bundle)
        self.outside.bundles |= bundles or {}
        self.outside.handlers |= handlers or {}
        self.mode, self._random = mode, random.Random(seed)
        self.effects: list[fx.Effect] = []
        self.tasks: dict[int, fx.TaskOpened] = {}
        self.jobs: dict[int, fx.JobQueued] = {}
        self.timers: dict[tuple[int, int], fx.TimerArmed] = {}
        self.waits: dict[tuple[int, int], fx.SubscriptionOpened] = {}
        self.incidents: dict[int, fx.IncidentRaised] = {}
        self.thrown: list[fx.MessageThrown | fx.SignalThrown] = []
        # The first step cannot be shuffled or reloaded: there is no case before it
        self.live = LiveCase.start(
            self.bundle, DEPLOYMENT, process_id, CASE, "K-1", variables or {}, self.outside, **start
        )
        self._settle()

    # Steps

    def complete(self, element_id: str, variables: Mapping[str, Any] | None = None) -> None:
        """Complete the oldest open task of this element."""
        token = self.first(t for t, task in self.tasks.items() if task.element_id == element_id)
        self._before()
        self.live.complete_task(token, variables or {})
        self._settle()

    def finish_job(self, element_id: str, variables: Mapping[str, Any] | None = None) -> None:
        token = self._job(element_id)
        assert self.live.complete_job(token, variables or {})
        self._settle()

    def fail_job(self, element_id: str, message: str = "no answer") -> None:
        token = self._job(element_id)
        assert self.live.fail_job(token, message)
        self._settle()

    def throw(self, element_id: str, code: str, variables: Mapping[str, Any] | None = None) -> None:
        token = self._job(element_id)
        assert self.live.throw_error(token, code, "worker says no", variables or {})
        self._settle()

    def publish(
        self, name: str, key: str | None = None, variables: Mapping[str, Any] | None = None
    ) -> bool:
        """A message to the first who waits under name and key."""
        for (token, index), wait in sorted(self.waits.items()):
            if (wait.kind, wait.name, wait.key) == ("message", name, key):
                return self.deliver(token, index, variables)
        return False

    def signal(self, name: str, variables: Mapping[str, Any] | None = None) -> int:
        """A signal to all who wait for it now. Returns how many took it."""
        hits = [k for k, w in sorted(self.waits.items()) if (w.kind, w.name) == ("signal", name)]
        return sum(self.deliver(token, index, variables) for token, index in hits)

    def deliver(self, token: int, index: int, variables: Mapping[str, Any] | None = None) -> bool:
        self._before()
        taken = self.live.deliver(token, index, variables or {})
        self._settle()
        return taken

    def advance(self, by: timedelta) -> int:
        """Move the clock; what falls due fires one at a time, earliest first."""
        until, fired = self.outside.now + by, 0
        while True:
            due = self.next_timer()
            if due is None or due.due_at > until:
                break
            self.outside.now = max(self.outside.now, due.due_at)
            fired += self.fire(due)
        self.outside.now = until
        return fired

    def next_timer(self) -> fx.TimerArmed | None:
        """The timer that is due first; among equals not by token, which the agenda numbers."""
        return min(
            self.timers.values(),
            key=lambda t: (t.due_at, t.element_id, self.place(t.token)),
            default=None,
        )

    def fire(self, timer: fx.TimerArmed) -> bool:
        """Tell the case that this timer is due. Its row is used up."""
        self._before()
        del self.timers[(timer.token, timer.definition)]
        fired = self.live.fire_timer(timer.token, timer.definition)
        self._settle()
        return fired

    def retry(self, element_id: str, variables: Mapping[str, Any] | None = None) -> None:
        token = min(
            (t for t, i in self.incidents.items() if i.element_id == element_id), key=self.place
        )
        self._before()
        self.live.retry(token, variables or {})
        self._settle()

    def cancel(self) -> None:
        self._before()
        self.live.cancel()
        self._settle()

    # What is seen

    @property
    def state(self) -> str:
        return self.live.state

    @property
    def variables(self) -> dict[str, Any]:
        return self.live.variables

    @property
    def trace(self) -> list[tuple[str, str]]:
        return [(e.element_id, e.state) for e in self.effects if isinstance(e, fx.Traced)]

    @property
    def open(self) -> list[str]:
        """Elements of the open tasks, sorted."""
        return sorted(task.element_id for task in self.tasks.values())

    def codes(self) -> list[str]:
        return sorted(i.code for i in self.incidents.values())

    def done(self, element_id: str) -> int:
        """How often the element was completed."""
        return self.trace.count((element_id, "completed"))

    def began(self, element_id: str) -> int:
        return self.trace.count((element_id, "activated"))

    def first(self, tokens: Iterable[int]) -> int:
        """The first of these tokens, by their places and not by the order they were made in.

        Those whose scope stands still come last.
        """
        return min(tokens, key=lambda token: (self.still(token), self.place(token)))

    def still(self, token: int) -> bool:
        """An uncaught error stands in the scope of this token, or around it."""
        case = self.live.case
        return bool(case.stops) and case.stands_still(case.by_id[token])

    def place(self, token: int) -> tuple[list[int], int]:
        """Counters of the multi-instance activities around a token, and its number."""
        counters: list[int] = []
        inner = self.live.case.by_id.get(token)
        while inner is not None:
            frame: Frame | None = inner.frame
            while frame is not None:
                if dict.__contains__(frame, "loopCounter"):
                    counters.append(frame["loopCounter"])
                frame = frame.up
            inner = inner.workflow.parent_task
        return counters[::-1], token

    # Inside

    def reload(self) -> None:
        self.live = LiveCase.load(self.live.dump(), self.outside)

    def check(self) -> None:
        """Rows and tokens say the same; of a case that is over nothing is left."""
        self._settle()

    def _before(self) -> None:
        if self.mode == "reload":
            self.reload()
        elif self.mode == "shuffled":
            self.live.case.agenda = Shuffled(self.live.case.agenda, self._random)

    def _job(self, element_id: str) -> int:
        self._before()
        return self.first(t for t, job in self.jobs.items() if job.element_id == element_id)

    def _settle(self) -> None:
        taken = self.live.take_effects()
        self.effects += taken
        for effect in taken:
            self._apply(effect)
        self._agree()

    def _apply(self, effect: fx.Effect) -> None:
        match effect:
            case fx.TaskOpened():
                assert effect.token not in self.tasks
                self.tasks[effect.token] = effect
            case fx.TaskClosed():
                del self.tasks[effect.token]
            case fx.JobQueued():
                assert effect.token not in self.jobs
                self.jobs[effect.token] = effect
            case fx.TimerArmed():
                assert (effect.token, effect.definition) not in self.timers
                self.timers[(effect.token, effect.definition)] = effect
            case fx.SubscriptionOpened():
                assert (effect.token, effect.definition) not in self.waits
                self.waits[(effect.token, effect.definition)] = effect
            case fx.WaitClosed():
                self._close(effect.token)
            case fx.DataStored():
                self.outside.stores[effect.name] = effect.value
            case fx.IncidentRaised():
                assert effect.token not in self.incidents
                self.incidents[effect.token] = effect
            case fx.IncidentResolved():
                del self.incidents[effect.token]
            case fx.MessageThrown() | fx.SignalThrown():
                self.thrown.append(effect)

    def _close(self, token: int) -> None:
        self.jobs.pop(token, None)
        for rows in (self.timers, self.waits):
            for key in [key for key in rows if key[0] == token]:
                del rows[key]  # type: ignore[attr-defined]

    def _agree(self) -> None:
        """Rows and tokens say the same; nothing stays behind when the case is over."""
        case = self.live.case
        open_tasks = {
            t.id
            for t in case.by_id.values()
            if t._state == READY and isinstance(t.task_spec, UserTask)
        }
        assert open_tasks == set(self.tasks)
        assert set(case.incidents) == set(self.incidents)
        for rows in (self.jobs, {k[0] for k in self.timers}, {k[0] for k in self.waits}):
            assert all(key in case.by_id for key in rows)
        for scope in case.all_scopes():
            alive = [t for t in scope.tasks.values() if not t.armed and not t._state & OVER]
            assert scope.live == len(alive)
        if case.completed:
            assert set(case.by_id) == {case.task_tree.id}
            assert not case.subprocesses
            assert [self.tasks, self.jobs, self.timers, self.waits] == [{}, {}, {}, {}]
            assert not any(case.arrivals.values())
            assert [e for e in self.effects if isinstance(e, fx.CaseEnded)]
