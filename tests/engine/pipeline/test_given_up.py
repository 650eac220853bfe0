"""Due work that is given up is seen: by the state of its case, or as an incident without a case."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands import (
    CancelCase,
    FireTimer,
    GiveUpDue,
    PublishMessage,
    RetryIncident,
    StartCase,
)
from engine.errors import AlreadyDone, CaseUnreadable, NotPermitted, Refused
from engine.protocols import Actor, Step, Tx, Work
from engine.store.types import read_id
from engine.testing import TENANT, Sandbox
from tests.support.diagrams import (
    boundary,
    catch,
    cycle,
    diagram,
    end,
    line,
    message,
    of_message,
    start,
    then_work,
    timer,
    user_task,
)
from tests.support.rows import count, rows_in


class Refuses:
    """Refuses what it is told to."""

    def __init__(self, *commands: type) -> None:
        self.commands = commands

    def performs(self, work_type: str) -> bool:
        return False

    def perform(self, tx: Tx, work: Work) -> dict[str, object]:
        raise LookupError(work.type)

    def on_step(self, tx: Tx, step: Step) -> None:
        if isinstance(step.command, self.commands):
            raise Refused("not now", code="mood")


def _given_up(database_url: str, xml: bytes, **more: str) -> tuple[Sandbox, Refuses]:
    mood = Refuses(FireTimer)
    box = Sandbox(database_url=database_url, participants=[mood])
    box.deploy(xml)
    box.start("p", **more)
    box.advance(timedelta(hours=3))
    return box, mood


def test_a_case_whose_timer_was_given_up_stands_in_state_incident(database_url: str) -> None:
    box, mood = _given_up(database_url, then_work(catch("pause", timer("PT1H"))))
    (case,) = box.cases()
    assert case.state == "incident"
    box.reload()
    assert rows_in(box.engine, "process_case")["process_case"][0][5] == "incident"

    mood.commands = ()
    box.execute(RetryIncident(case.incidents[0].id, reason="again"))

    assert (case.state, case.incidents) == ("active", [])
    box.complete(case, "work")
    assert case.state == "completed"
    box.engine.stop()


def test_what_comes_another_way_takes_the_incident_along(database_url: str) -> None:
    """The host is completed although the timer beside it was given up."""
    xml = diagram(
        "p",
        start(),
        user_task("work"),
        boundary("late", "work", timer("PT1H"), cancels=False),
        user_task("hurry"),
        end("e"),
        end("e2"),
        line("s", "work", "e"),
        line("late", "hurry", "e2"),
    )
    box, _ = _given_up(database_url, xml)
    (case,) = box.cases()
    assert case.state == "incident"

    box.complete(case, "work")

    assert case.state == "completed"
    assert [row[-2] for row in rows_in(box.engine, "incident")["incident"]] != [None]
    assert count(box.engine, "due") == 0
    box.engine.stop()


def test_an_abandoned_start_timer_leaves_an_incident(database_url: str) -> None:
    mood = Refuses(StartCase)
    box = Sandbox(database_url=database_url, participants=[mood])
    box.deploy(diagram("p", start("s", cycle("R/PT1H")), user_task("work"), end(),
                       line("s", "work", "e")))  # fmt: skip
    box.advance(timedelta(hours=4))
    assert box.cases() == []
    (incident,) = box.engine.incidents(TENANT)
    assert (incident.code, incident.element_id, incident.case_id) == ("mood", "s", None)

    mood.commands = ()
    box.execute(RetryIncident(incident.id, reason="again"))

    assert len(box.cases("p")) == 1
    assert box.engine.incidents(TENANT) == []
    with pytest.raises(AlreadyDone):
        box.execute(RetryIncident(incident.id))
    box.advance(timedelta(hours=1))
    assert len(box.cases("p")) == 2
    assert box.engine.verify(TENANT).broken == []
    box.engine.stop()


def test_a_row_that_was_carried_out_meanwhile_is_not_given_up(box: Sandbox) -> None:
    box.deploy(then_work(catch("pause", timer("PT1H"))))
    box.start("p")
    (row,) = rows_in(box.engine, "due")["due"]
    box.advance(timedelta(hours=1))

    give_up = GiveUpDue(read_id(row[1]), "x", "y")
    box.engine.execute(give_up, actor=Actor.system(TENANT))

    assert box.cases()[0].state == "active"
    with pytest.raises(NotPermitted):
        box.execute(give_up)


def test_a_message_that_arrives_resolves_what_was_given_up(database_url: str) -> None:
    """A buffered message could not be delivered; another one is, and the case goes on."""

    class Once(Refuses):
        def on_step(self, tx: Tx, step: Step) -> None:
            if isinstance(step.command, PublishMessage) and step.command.variables.get("bad"):
                raise Refused("not this one", code="mood")

    box = Sandbox(database_url=database_url, participants=[Once()])
    box.deploy(
        then_work(catch("wait", of_message("m")), before=message("m", "go", "&quot;k&quot;"))
    )
    box.publish("go", "k", {"bad": True}, ttl=timedelta(days=1))
    case = box.start("p")
    box.advance(timedelta(hours=3))
    assert case.state == "incident"

    box.publish("go", "k", {"bad": False})

    assert (case.state, case.incidents) == ("active", [])
    assert [task.element_id for task in case.tasks] == ["work"]
    box.engine.stop()


def test_a_flipped_byte_quarantines_its_case_and_no_other(box: Sandbox) -> None:
    """The damage is found when the case is next opened; its neighbor goes on."""
    box.deploy(then_work(catch("pause", timer("PT1H"))))
    spoiled, sound = box.start("p"), box.start("p")
    with box.engine.transaction(box.actor) as tx:
        sql = "SELECT snapshot FROM process_case WHERE tenant = ? AND id = ?"
        snapshot = bytearray(tx.run(sql, (TENANT, spoiled.id)).fetchone()[0])
        snapshot[len(snapshot) // 2] ^= 1
        sql = "UPDATE process_case SET snapshot = ? WHERE tenant = ? AND id = ?"
        tx.run(sql, (bytes(snapshot), TENANT, spoiled.id))
    box.reload()

    box.advance(timedelta(hours=3))

    assert [task.element_id for task in sound.tasks] == ["work"]
    (incident,) = rows_in(box.engine, "incident")["incident"]
    assert incident[5] == "snapshot-unreadable"
    states = {row[1]: row[5] for row in rows_in(box.engine, "process_case")["process_case"]}
    assert sorted(states.values()) == ["active", "incident"]
    with pytest.raises(CaseUnreadable):
        box.execute(CancelCase(spoiled.id, "broken"))
    assert box.engine.verify(TENANT).broken == []
    assert box.engine.rebuild(TENANT, write=False).differences == []
