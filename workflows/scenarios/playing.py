"""Playing a scenario: one function per verb, and what is wrong in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.commands import CompleteTask
from engine.errors import Refused
from engine.store.schema import task
from workflows.files.commands import StoreFile
from workflows.handling import requests
from workflows.handling.commands import AttachMaterial, CheckMaterial, SaveApplication
from workflows.handling.models import Application
from workflows.handling.reading import verdicts
from workflows.notices.models import Document
from workflows.scenarios.answers import DOERS, PARTY, answer
from workflows.scenarios.center import PARK, Center
from workflows.scenarios.story import Step, Story, instant


class Unexpected(AssertionError):
    """The story went another way than the scenario says."""


class Play:
    """A scenario being played in a center."""

    def __init__(self, center: Center, story: Story) -> None:
        self.center, self.story = center, story
        self.application: UUID = UUID(int=0)

    def run(self) -> None:
        """All steps in order. Raises ``Unexpected`` at the first that goes another way."""
        for number, step in enumerate(self.story.steps, start=1):
            try:
                self._step(step)
            except Unexpected as wrong:
                raise Unexpected(f"第{number}步 {step.verb}：{wrong}") from wrong

    def _step(self, step: Step) -> None:
        try:
            _VERBS[step.verb](self, step)
        except Refused as no:
            if no.code != step.refused:
                raise Unexpected(f"被拒绝（{no.code}）：{no.message}") from no
        else:
            if step.refused:
                raise Unexpected(f"应被拒绝（{step.refused}），却办成了")

    def do(self, command: Any, who: str) -> Any:
        return self.center.office.execute(command, actor=self.center.actors[who])

    def apply(self, step: Step) -> None:
        save = SaveApplication(self.story.item, PARK, PARTY, step.said)
        self.application = self.do(save, step.by or "window")
        for code in self._codes():
            self._attach(code)
        with self.center.office.reading() as conn:
            now = self.center.clock.now()
            start = requests.submit(conn, self.center.tenant, self.application, now)
        self.do(start, step.by or "window")

    def complete(self, step: Step) -> None:
        found = [id for id, element in self._open() if element == step.what]
        if not found:
            raise Unexpected(f"{step.what} 没有待办，待办是 {self._elements()}")
        form = answer(step.what, step.said, self.center.today)
        self.do(CompleteTask(found[0], form), step.by or DOERS[step.what])

    def check(self, step: Step) -> None:
        """``{code: [problem, demand]}`` are wrong, all others right; a list: only these, right."""
        wrong: Mapping[str, Any] = step.what if isinstance(step.what, Mapping) else {}
        for code in step.what if isinstance(step.what, list) else self._codes():
            said = wrong.get(code)
            verdict, texts = ("wrong", said) if said else ("ok", ("", ""))
            self.do(CheckMaterial(self.application, code, verdict, *texts), step.by or "acceptor")

    def supply(self, step: Step) -> None:
        for code in step.what or []:
            self._attach(code)
        self.do(requests.supply(self.application), step.by or "window")

    def withdraw(self, step: Step) -> None:
        self.do(requests.withdraw(self.application), step.by or "window")

    def move(self, step: Step) -> None:
        self.center.clock.move(instant(step.what))
        self.center.office.engine.drain()

    def expect(self, step: Step) -> None:
        found = self._found(step.what)
        for name, wanted in step.what.items():
            if found.get(name) != wanted:
                raise Unexpected(f"{name} 应为 {wanted}，实为 {found.get(name)}")

    def _found(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What the scenario asks for: tasks, papers, case, and columns of the application."""
        query = select(Application.__table__).where(Application.id == self.application)
        papers = select(Document.kind).where(Document.application_id == self.application)
        with self.center.office.reading() as conn:
            row = conn.execute(query).one()._mapping
            kinds = [kind for (kind,) in conn.execute(papers.order_by(Document.id))]
        case = self.center.office.engine.case(self.center.tenant, self.application)
        found = {"tasks": self._elements(), "papers": kinds, "case": case.state}
        columns = {name: _plain(row[name]) for name in asked if name in row}
        return {**columns, **found}

    def _attach(self, code: str) -> None:
        file = self.do(StoreFile(f"{code}.pdf", b"%PDF-1.4 " + code.encode()), "window")
        self.do(AttachMaterial(self.application, code, file), "window")

    def _codes(self) -> list[str]:
        with self.center.office.reading() as conn:
            found = verdicts(conn, self.center.tenant, self.application)
        return [one.code for one in found]

    def _open(self) -> list[tuple[UUID, str]]:
        query = select(task.c.id, task.c.element_id).where(
            task.c.case_id == self.application, task.c.state == "open"
        )
        with self.center.office.reading() as conn:
            return [(id, element) for id, element in conn.execute(query)]

    def _elements(self) -> list[str]:
        return sorted(element for _, element in self._open())


def _plain(value: Any) -> Any:
    return value if isinstance(value, date | bool | int | None) else str(value)


_VERBS: Mapping[str, Callable[[Play, Step], None]] = {
    "apply": Play.apply,
    "complete": Play.complete,
    "check": Play.check,
    "supply": Play.supply,
    "withdraw": Play.withdraw,
    "move": Play.move,
    "expect": Play.expect,
}
