"""Tasks whose work is done by others: by a participant inside the step, or by a job after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import protocols
from engine.behavior.activity import Activity
from engine.behavior.errors import throw
from engine.behavior.expressions import text_of, whole_number
from engine.behavior.node import close_wait
from engine.effects import JobQueued
from engine.errors import BpmnError
from engine.values import normalize_all

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.extensions import TaskDefinition
    from engine.model.source import Source


class Worker(Activity):
    """A task with ``zeebe:taskDefinition``. Without one the subclass says what it does."""

    work: TaskDefinition | None = None

    def read(self, source: Source) -> None:
        super().read(source)
        self.work = source.task_definition()

    def _run_hook(self, token: Token) -> bool | None:
        if self.work is None:
            return self.run_inside(token)
        kind = text_of(self.work.type, token, "type of the work")
        if token.case.surroundings.performs(kind):
            return self._perform(token, kind)
        self._queue(token, kind)
        return None

    def run_inside(self, token: Token) -> bool | None:
        """The work of a task that names no worker."""
        return True

    def job_done(self, token: Token, variables: dict[str, Any]) -> None:
        """A worker has answered."""
        token.internal_data.pop("job")
        close_wait(token)
        token.receive(variables)
        token.case.attempt_complete(token)

    def _perform(self, token: Token, kind: str) -> bool | None:
        try:
            answer = token.case.surroundings.perform(self._work(token, kind))
        except BpmnError as error:
            throw(token, error.error_code, error.message, normalize_all(error.variables))
            return None
        token.receive(normalize_all(answer or {}))
        return True

    def _work(self, token: Token, kind: str) -> protocols.Work:
        assert self.work is not None
        identity = token.case.identity
        return protocols.Work(
            type=kind,
            headers=self.work.headers,
            # Copies: what a worker does to them must not reach the case but by its answer
            variables=normalize_all(token.frame.visible()),
            element_id=self.element_id,
            case_id=identity["case_id"],
            process_id=token.workflow.called_id or identity["process_id"],
            business_key=identity["business_key"],
        )

    def _queue(self, token: Token, kind: str) -> None:
        assert self.work is not None
        retries = whole_number(self.work.retries, token, "retries of the job")
        token.internal_data["job"] = kind
        token.case.effects.append(
            JobQueued(
                token.id,
                self.element_id,
                kind,
                self.work.headers,
                token.frame.visible(),
                retries,
            )
        )

    def _on_cancel(self, token: Token) -> None:
        super()._on_cancel(token)
        if "job" in token.internal_data:
            close_wait(token)
