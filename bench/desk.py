"""Workload W behind the product's own web application: session, CSRF, rights, headers, log.

Two routes beside the product's pages: one that does nothing, and one that completes a task of W as
the task page does, under the post that the clerk holds; whether the post is in force and may have
the task is read inside the transaction, as for an application.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from bench import workload
from bench.center import Center, signed_in
from bench.product import Watcher, open_task
from engine import Engine
from engine.commands import CompleteTask, Deploy, StartCase
from engine.protocols import AccessRequest, Actor, Tx
from web import access, create_app, current
from workflows.handling.posts import held_for
from workflows.people.rights import require_true_actor

#: The key under which the clerk's post reads its queue
_QUEUE = b"window/dyjkq/*"
_ROUTES = ("bench_nothing", "bench_complete", "bench_empty")


class HoldersOnly:
    """Only who holds a post in force today, among those that the task names."""

    def check(self, tx: Tx, request: AccessRequest) -> None:
        if isinstance(request.command, CompleteTask):
            assert request.task is not None
            require_true_actor(tx.connection, tx.actor, tx.now)
            held_for(tx, request.task.candidates)

    def slot_keys(
        self, tx: Tx, candidates: Sequence[str], variables: Mapping[str, Any]
    ) -> Sequence[str]:
        return candidates


class Desk:
    """The center's clerk, cases of W, and the application that serves both."""

    def __init__(self, folder: Path) -> None:
        self.center = Center(folder)
        self.engine = Engine(
            self.center.office.engine.database.url,
            clock=self.center.office.clock,
            policy=HoldersOnly(),
            participants=[Watcher()],
        )
        xml = workload.approval_xml().replace(b"clerks", _QUEUE)
        self._system = Actor(self.center.tenant, None, channel="import")
        self.engine.execute(Deploy({"w.bpmn": xml}), actor=self._system)
        self.app = self._application()

    def start(self, cases: int) -> list[UUID]:
        """So many cases of W, each waiting for its first task."""
        return [self._start(number) for number in range(cases)]

    def task_of(self, case: UUID) -> tuple[UUID, str]:
        return open_task(self.engine, self._system, case)

    def form(self, element_id: str, number: int, token: str) -> dict[str, Any]:
        """What the browser sends for a task."""
        return {"csrf_token": token, **workload.form_data(element_id, number)}

    def browser(self) -> tuple[Any, str]:
        """A client in which the clerk has signed in, and the token of its forms."""
        client = signed_in(self.app)
        token = re.search(r'name="csrf-token" content="([^"]+)"', client.get("/inbox").text)
        assert token is not None
        return client, token[1]

    def _start(self, number: int) -> UUID:
        begin = StartCase("approval", workload.start_data(number))
        case: UUID | None = self.engine.execute(begin, actor=self._system).case_id
        assert case is not None
        return case

    def _application(self) -> Flask:
        for name in _ROUTES:
            access.RIGHTS.setdefault(name, access.signed("bench"))
        app = create_app(self.center.office, {"SECRET_KEY": "bench"})
        post: dict[str, Any] = {"methods": ["POST"]}
        app.add_url_rule("/bench/nothing", "bench_nothing", _nothing, **post)
        app.add_url_rule("/bench/<uuid:task>/complete", "bench_complete", self._complete, **post)
        app.add_url_rule("/bench/empty", "bench_empty", _empty)
        return app

    def _complete(self, task: UUID) -> ResponseReturnValue:
        actor = current.actor()
        current.done_reading()
        self.engine.execute(CompleteTask(task, dict(_entered())), actor=actor)
        return redirect("/inbox", 303)


def _nothing() -> ResponseReturnValue:
    dict(_entered())
    current.actor()
    return redirect("/inbox", 303)


def _entered() -> Iterator[tuple[str, Any]]:
    """The fields of the form, as W's conditions want them."""
    for name, value in request.form.items():
        if name != "csrf_token":
            yield name, True if value == "True" else value


def _empty() -> ResponseReturnValue:
    """The frame of every page with nothing in it."""
    from flask import render_template_string

    return render_template_string("{% extends 'layout/base.html' %}")
