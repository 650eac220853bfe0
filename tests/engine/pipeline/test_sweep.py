"""What only waited to be forgotten is deleted: expired messages, idempotency keys after a day."""

from __future__ import annotations

from datetime import timedelta

from engine.commands import PublishMessage, StartCase
from engine.testing import Sandbox
from tests.support.diagrams import one_task
from tests.support.rows import count


def test_idempotency_keys_are_kept_for_a_day(box: Sandbox) -> None:
    box.deploy(one_task())
    command = StartCase("p")
    first = box.execute(command, idempotency_key="k")

    box.advance(timedelta(hours=23))
    assert box.engine.sweep() == 0
    assert box.execute(command, idempotency_key="k").case_id == first.case_id

    box.advance(timedelta(hours=1))
    assert box.engine.sweep() == 1
    assert count(box.engine, "idempotency") == 0
    assert box.execute(command, idempotency_key="k").case_id != first.case_id


def test_expired_messages_are_deleted_and_waiting_ones_kept(box: Sandbox) -> None:
    for number in range(1200):
        box.engine.execute(
            PublishMessage("go", f"k{number}", ttl=timedelta(hours=1)), actor=box.actor
        )
    box.publish("go", "long", ttl=timedelta(days=2))

    box.advance(timedelta(hours=1))

    assert box.engine.sweep() == 1200
    assert count(box.engine, "message") == 1
