"""MigrateCase: another version under a running case; refused with every reason, or done whole."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from engine.commands import MigrateCase
from engine.errors import Refused, WrongState
from engine.migration.refusals import ChangeRefused
from engine.testing import TENANT, Case, Sandbox
from tests.support.diagrams import (
    boundary,
    catch,
    diagram,
    end,
    joined,
    line,
    message,
    of_message,
    one_task,
    service_task,
    start,
    timer,
    user_task,
)
from tests.support.rows import rows_in


def review(*, id: str = "review", late: str = "late", after: str = "decide") -> bytes:
    """A task with a deadline beside it, then another task."""
    return diagram(
        "p",
        start(),
        user_task(id, groups="clerks"),
        boundary(late, id, timer("P5D")),
        user_task(after),
        user_task("hurry"),
        end("e"),
        end("e2"),
        line("s", id, after, "e"),
        line(late, "hurry", "e2"),
    )


def migrate(box: Sandbox, case: Case, to: UUID | None = None, **mapping: str) -> None:
    box.execute(MigrateCase(case.id, "new rules", to, mapping))


def codes(box: Sandbox, case: Case, **mapping: str) -> list[str]:
    with pytest.raises(ChangeRefused) as refusal:
        box.engine.rehearse(MigrateCase(case.id, "try", None, mapping), actor=box.actor)
    return sorted(one.code for one in refusal.value.refusals)


def test_a_case_goes_on_with_the_new_version_and_keeps_its_deadline(box: Sandbox) -> None:
    box.deploy(review())
    case = box.start("p", {"x": 1})
    task, due = case.tasks[0], rows_in(box.engine, "due")["due"]
    box.deploy(review(id="check", late="overdue", after="sign"))

    migrate(box, case, review="check", late="overdue", decide="sign")

    assert [(one.id, one.element_id) for one in case.tasks] == [(task.id, "check")]
    assert [row[9] for row in rows_in(box.engine, "due")["due"]] == [row[9] for row in due]
    box.reload()
    assert case.variables == {"x": 1}
    assert box.engine.rebuild(TENANT, write=False).differences == []
    assert box.engine.verify(TENANT).broken == []
    box.advance(timedelta(days=5))
    assert [one.element_id for one in case.tasks] == ["hurry"]
    box.complete(case, "hurry")
    assert case.state == "completed"


def test_a_migrated_case_takes_the_way_of_the_new_version(box: Sandbox) -> None:
    box.deploy(review())
    case, stays = box.start("p"), box.start("p")
    to = box.deploy(review(after="sign"))

    migrate(box, case, to)

    for one, after in ((case, "sign"), (stays, "decide")):
        box.complete(one, "review")
        assert [task.element_id for task in one.tasks] == [after]


def test_subscriptions_are_kept(box: Sandbox) -> None:
    def waits(after: str) -> bytes:
        return diagram(
            "p", start(), catch("wait", of_message("m")), user_task(after), end(),
            line("s", "wait", after, "e"), before=message("m", "go", "&quot;k&quot;"),
        )  # fmt: skip

    box.deploy(waits("one"))
    case = box.start("p")
    box.deploy(waits("two"))

    migrate(box, case)

    assert box.publish("go", "k") == [case]
    assert [task.element_id for task in case.tasks] == ["two"]


def test_all_reasons_are_given_at_once_and_nothing_is_changed(box: Sandbox) -> None:
    box.deploy(
        diagram(
            "p", start(), '<bpmn:parallelGateway id="fork"/>', user_task("a"),
            boundary("late", "a", timer("P5D")), user_task("b"), service_task("c", "mail"),
            *(end(f"e{n}") for n in "abcl"),
            line("s", "fork"), line("fork", "a", "ea"), line("fork", "b", "eb"),
            line("fork", "c", "ec"), line("late", "el"),
        )
    )  # fmt: skip
    case = box.start("p")
    box.deploy(
        diagram(
            "p", start(), '<bpmn:parallelGateway id="fork"/>', user_task("a"),
            service_task("b", "mail"), service_task("c", "print"),
            *(end(f"e{n}") for n in "abc"),
            line("s", "fork"), line("fork", "a", "ea"), line("fork", "b", "eb"),
            line("fork", "c", "ec"),
        )
    )  # fmt: skip
    before = rows_in(box.engine)

    found = codes(box, case, nowhere="a")

    assert found == [
        "element-missing", "event-gone", "job-changed", "mapping-unknown", "other-kind",
    ]  # fmt: skip
    assert rows_in(box.engine) == before


def test_a_join_that_counts_tokens_must_keep_its_flows(box: Sandbox) -> None:
    box.deploy(joined(*map(user_task, "ab")))
    case = box.start("p")
    box.complete(case, "a")
    box.deploy(joined(*map(user_task, "abc")))

    assert codes(box, case) == ["join-changed"]


def test_an_event_that_only_the_target_waits_for_is_a_reason(box: Sandbox) -> None:
    plain = (start(), user_task("review"), user_task("decide"), end("e"))
    box.deploy(diagram("p", *plain, line("s", "review", "decide", "e")))
    case = box.start("p")
    box.deploy(review())

    assert codes(box, case) == ["event-added"]


def test_over_cases_and_missing_reasons_are_refused(box: Sandbox) -> None:
    box.deploy(one_task())
    case = box.start("p")
    to = box.deploy(review())
    with pytest.raises(Refused) as missing:
        box.execute(MigrateCase(case.id, " ", to))
    assert missing.value.code == "reason-missing"
    box.complete(case, "work")

    with pytest.raises(WrongState):
        migrate(box, case, to)
