"""What a case may carry, and what holds when many act at once."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from engine.commands import CompleteTask
from engine.errors import AlreadyDone, NotPermitted, Refused
from engine.protocols import Actor
from tests.workflows.handling.counter import Counter

#: All that the diagram decides on and waits for; nothing of it is a name or a person's word
FACTS = {
    "application", "item", "park", "department", "regime", "handling", "needs_inspection",
    "silence_accepts", "supplied", "register_due", "silence_due", "silence_acts_at",
    "promised_due", "deliver_due", "archive_due", "originals_checked", "outcome",
    "recommendation", "inspection", "cosigned", "decision", "delivery_method", "archived",
}  # fmt: skip


def test_variables_hold_ids_and_facts_only(counter: Counter) -> None:
    id = counter.apply()
    counter.to("archive", id)
    variables = counter.office.engine.case(counter.city, id).variables
    assert variables.keys() <= FACTS
    assert "陈小燕" not in str(variables)


def test_the_same_task_twice_says_who_was_faster(counter: Counter) -> None:
    id = counter.apply()
    task = counter.task(id, "register")
    counter.finish(id, "register", "zhang")
    with pytest.raises(AlreadyDone) as late:
        counter.do(CompleteTask(task, {}), counter.actors["zhang"])
    assert late.value.facts["by"] == counter.ids["zhang"]


def test_a_refused_step_leaves_nothing_behind(counter: Counter) -> None:
    id = counter.apply()
    counter.to("decide", id)
    before = (counter.application(id), counter.deeds(id), list(counter.papers(id)))
    with pytest.raises(Refused):
        counter.finish(id, "decide", "sun", decision="refuse", reason="", clause="")
    assert (counter.application(id), counter.deeds(id), list(counter.papers(id))) == before
    assert counter.elements(id) == ["decide"]


def test_another_tenant_sees_nothing(counter: Counter) -> None:
    id = counter.apply()
    stranger = Actor(UUID(int=7), counter.ids["zhang"], counter.actors["zhang"].appointment)
    with pytest.raises(Refused) as no:
        counter.do(CompleteTask(counter.task(id, "register"), {}), stranger)
    assert no.value.code == "not-found"


def test_an_unknown_command_of_the_engine_is_denied(counter: Counter) -> None:
    from engine.commands import SetVariables, ThrowSignal

    id = counter.apply()
    for command in (ThrowSignal("x"), SetVariables(id, {"needs_inspection": False}, "x")):
        with pytest.raises(NotPermitted):
            counter.do(command, counter.admin)


def test_numbers_are_gapless_when_many_accept_at_once(database_url: str, tmp_path: Path) -> None:
    counter = Counter.open(tmp_path, date(2025, 9, 26), database_url)
    ids = [counter.apply() for _ in range(6)]
    for id in ids:
        counter.finish(id, "register", "zhang")
        counter.check(id)
    failures: list[Exception] = []

    def accept(some: list[UUID]) -> None:
        try:
            for id in some:
                counter.finish(id, "examine", "li")
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=accept, args=(ids[n::3],)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    numbers = {counter.papers(id)["acceptance"].number for id in ids}
    assert numbers == {f"德市监许受〔2025〕{n}号" for n in range(1, 7)}
    counter.office.engine.stop()


def test_s5_a_diagram_is_published_by_another_than_its_author(counter: Counter) -> None:
    from engine.commands import Deploy
    from workflows.starter import starter_files

    post = {"body": "zwfw", "role": "process_publisher"}
    publisher, author = counter.person("ye", "叶静", [post]), counter.ids["sun"]
    files = starter_files()
    with pytest.raises(NotPermitted):
        counter.do(Deploy(files, author), counter.admin)
    with pytest.raises(Refused, check=lambda no: no.code == "author-publishes"):
        counter.do(Deploy(files, counter.ids["ye"]), publisher)
    assert counter.do(Deploy(files, author), publisher).deployment_id


def test_numbers_of_applications_begin_anew_every_day(counter: Counter) -> None:
    numbers = []
    for _ in range(2):
        for _ in range(2):
            id = counter.apply()
            counter.finish(id, "register", "zhang")
            numbers.append(counter.application(id).number)
        counter.at(date(2025, 9, 28))
    assert [number[8:] for number in numbers] == [
        "2025092600001", "2025092600002", "2025092800001", "2025092800002",
    ]  # fmt: skip
