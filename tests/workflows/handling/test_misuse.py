"""What could be tried by ``office.execute`` past every page: it is refused, and leaves nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.commands import (
    CancelCase,
    ClaimTask,
    CompleteTask,
    Deploy,
    PublishMessage,
    ReleaseTask,
    StartCase,
)
from engine.errors import KeyReused, NotFound, NotPermitted, Refused
from engine.protocols import Actor
from engine.store.schema import event
from tests.workflows.handling.counter import FOOD, FORM, NOODLES, PARK, Counter
from workflows.authority.commands import RecallGrant
from workflows.errors import AuthorityRefused
from workflows.files.commands import RegisterFile
from workflows.files.models import StoredFile
from workflows.handling import requests
from workflows.handling.commands import SaveApplication, SaveTaskDraft
from workflows.people.commands import Appoint
from workflows.people.models import Appointment, Park
from workflows.starter import starter_files


def start_of(counter: Counter, id: UUID) -> StartCase:
    with counter.office.reading() as conn:
        return requests.submit(conn, counter.city, id, counter.office.clock.now())


def draft(counter: Counter, who: str = "zhang") -> UUID:
    save = SaveApplication(FOOD, PARK, NOODLES, FORM, channel="window")
    id: UUID = counter.do(save, counter.actors[who])
    return id


def events(counter: Counter) -> int:
    return len(counter.rows(select(event.c.id)))


def test_a_message_cannot_bring_variables_into_a_case(counter: Counter) -> None:
    id = counter.apply()
    counter.finish(id, "register", "zhang")
    counter.check(id, "m01")
    counter.finish(id, "examine", "li", outcome="correct")
    counter.attach(id, "m01", counter.actors["zhang"])
    forged = replace(requests.supply(id), variables={"silence_accepts": True, "correction": "x"})
    with pytest.raises(NotPermitted):
        counter.do(forged, counter.actors["zhang"])
    counter.do(requests.supply(id), counter.actors["zhang"])


def test_a_message_names_its_case_and_is_not_kept_for_later(counter: Counter) -> None:
    id = counter.apply()
    for forged in (
        PublishMessage("withdraw", str(id)),
        replace(requests.withdraw(id), ttl=timedelta(days=9)),
        replace(requests.withdraw(id), message_id="again"),
    ):
        with pytest.raises(NotPermitted):
            counter.do(forged, counter.actors["zhang"])
    counter.do(requests.withdraw(id), counter.actors["zhang"])
    assert counter.application(id).state == "withdrawn"


@pytest.mark.parametrize(
    "change",
    [
        {"register_due": None},
        {"register_due": "9999"},
        {"needs_inspection": False},
        {"outcome": "accept"},
    ],
)
def test_who_submits_cannot_choose_the_facts(counter: Counter, change: dict[str, object]) -> None:
    id = draft(counter)
    start = start_of(counter, id)
    with pytest.raises(Refused):
        counter.do(replace(start, variables={**start.variables, **change}), counter.actors["zhang"])
    assert counter.application(id).state == "draft"


def test_who_submits_cannot_put_off_the_registration(counter: Counter) -> None:
    id = draft(counter)
    start = start_of(counter, id)
    later = start.variables["register_due"] + timedelta(days=300)
    with pytest.raises(Refused):
        counter.do(
            replace(start, variables={**start.variables, "register_due": later}),
            counter.actors["zhang"],
        )


def test_a_case_goes_by_its_own_application_and_begins_at_its_beginning(counter: Counter) -> None:
    id, other = draft(counter), counter.apply()
    start = start_of(counter, id)
    for forged in (
        replace(start, business_key=str(other)),
        replace(start, business_key=None),
        replace(start, start_event="decide"),
        replace(start, case_id=None),
    ):
        with pytest.raises(Refused):
            counter.do(forged, counter.actors["zhang"])
    counter.do(start, counter.actors["zhang"])


def test_a_form_brings_into_the_case_only_what_the_diagram_takes(counter: Counter) -> None:
    id = counter.apply()
    counter.finish(id, "register", "zhang", needs_inspection=False, decision="approve", park="x")
    variables = counter.office.engine.case(counter.city, id).variables
    assert variables["needs_inspection"] is True
    assert variables["park"] == PARK
    assert "decision" not in variables


def test_nobody_acts_under_somebody_elses_appointment(counter: Counter) -> None:
    id = counter.apply()
    before = events(counter)
    lent = replace(counter.actors["zhang"], appointment=counter.actors["sun"].appointment)
    task = counter.task(id, "register")
    for command in (
        ClaimTask(task),
        CompleteTask(task, {}),
        requests.withdraw(id),
        SaveApplication(FOOD, PARK, NOODLES, FORM, channel="window"),
        SaveTaskDraft(task, {}),
    ):
        with pytest.raises(NotPermitted):
            counter.do(command, lent)
    assert events(counter) == before


def test_a_task_is_not_given_back_under_somebody_elses_appointment(counter: Counter) -> None:
    id = counter.apply()
    task = counter.task(id, "register")
    counter.do(ClaimTask(task), counter.actors["zhang"])
    lent = replace(counter.actors["zhang"], appointment=counter.actors["sun"].appointment)
    with pytest.raises(NotPermitted):
        counter.do(ReleaseTask(task), lent)


def test_nobody_acts_on_behalf_of_whom_they_please(counter: Counter) -> None:
    id = counter.apply()
    before = events(counter)
    lent = replace(counter.actors["zhang"], on_behalf_of=counter.ids["sun"])
    for command in (ClaimTask(counter.task(id, "register")), requests.withdraw(id)):
        with pytest.raises(NotPermitted):
            counter.do(command, lent)
    with pytest.raises(NotPermitted):
        counter.do(SaveApplication(FOOD, PARK, NOODLES, FORM, channel="window"), lent)
    assert events(counter) == before


def test_an_idempotency_key_of_another_person_opens_nothing(counter: Counter) -> None:
    id = counter.apply()
    command = ClaimTask(counter.task(id, "register"))
    counter.do(command, counter.actors["zhang"], key="k-1")
    assert counter.do(command, counter.actors["zhang"], key="k-1").repeated
    with pytest.raises(KeyReused):
        counter.do(command, counter.actors["sun"], key="k-1")


def test_a_task_claimed_by_one_is_not_done_by_another_of_the_same_post(counter: Counter) -> None:
    id = counter.apply()
    post = {"body": "dyjkq-gwh", "role": "window", "park": PARK}
    second = counter.person("zhang2", "张二", [post])
    counter.do(ClaimTask(counter.task(id, "register")), counter.actors["zhang"])
    command = CompleteTask(counter.task(id, "register"), {"originals_checked": True})
    with pytest.raises(NotPermitted) as no:
        counter.do(command, second)
    assert no.value.code == "claimed"
    with pytest.raises(NotPermitted):
        counter.do(ReleaseTask(counter.task(id, "register")), second)


@pytest.mark.parametrize(("begins", "ends"), [(1, None), (-9, -1)])
def test_an_appointment_counts_on_its_days_only(
    counter: Counter, begins: int, ends: int | None
) -> None:
    id = counter.apply()
    post = {"body": "dyjkq-gwh", "role": "window", "park": PARK}
    days = [None if one is None else counter.today + timedelta(one) for one in (begins, ends)]
    late = counter.person("late", "迟到", [post], *days)
    assert late.appointment is None
    rows = counter.rows(select(Appointment.id).where(Appointment.person_id == late.person))
    named = replace(late, appointment=rows[0][0])
    for actor in (late, named):
        for command in (ClaimTask(counter.task(id, "register")), requests.withdraw(id)):
            with pytest.raises(NotPermitted):
                counter.do(command, actor)


def test_a_person_without_a_name_is_nobody(counter: Counter) -> None:
    id = counter.apply()
    for channel in ("web", "api", "import", "cli", "system"):
        actor = Actor(counter.city, None, channel=channel)
        for command in (
            ClaimTask(counter.task(id, "register")),
            CompleteTask(counter.task(id, "register"), {}),
        ):
            with pytest.raises(Refused):
                counter.do(command, actor)
    with pytest.raises(NotPermitted):
        counter.do(CancelCase(id, "x"), Actor(counter.city, None, channel="web"))


def test_a_person_in_the_system_channel_is_still_a_person(counter: Counter) -> None:
    id = counter.apply()
    person = replace(counter.actors["zhou"], channel="system", appointment=None)
    with pytest.raises(NotPermitted):
        counter.do(CancelCase(id, "x"), person)
    with pytest.raises(NotPermitted):
        counter.do(requests.withdraw(id), replace(counter.admin, channel="system"))


def test_strange_ids_are_not_found(counter: Counter) -> None:
    ghost = UUID(int=1)
    for command in (
        ClaimTask(ghost),
        CompleteTask(ghost, {}),
        ReleaseTask(ghost),
        CancelCase(ghost, "x"),
        requests.withdraw(ghost),
    ):
        with pytest.raises(NotFound):
            counter.do(command, counter.actors["zhang"])


def test_a_step_is_not_backdated(counter: Counter) -> None:
    id = counter.apply()
    yesterday = counter.office.clock.now() - timedelta(days=1)
    command = CompleteTask(
        counter.task(id, "register"), {"originals_checked": True}, happened_at=yesterday
    )
    with pytest.raises(Refused) as no:
        counter.do(command, counter.actors["zhang"])
    assert no.value.code == "not-backdated"


def test_only_the_applicant_and_the_helpers_of_the_park_submit(counter: Counter) -> None:
    id = draft(counter)
    with pytest.raises(NotPermitted):
        counter.do(start_of(counter, id), counter.actors["li"])
    assert counter.application(id).state == "draft"


def test_a_submitted_application_is_not_submitted_again(counter: Counter) -> None:
    id = draft(counter)
    start = start_of(counter, id)
    counter.do(start, counter.actors["zhang"])
    with pytest.raises(Refused) as no:
        counter.do(start, counter.actors["zhang"])
    assert "待收件" in no.value.message


def test_a_message_that_no_page_sends_is_refused(counter: Counter) -> None:
    id = counter.apply()
    with pytest.raises(NotPermitted):
        counter.do(PublishMessage("approve", str(id), case_id=id), counter.actors["zhang"])


def test_a_task_is_not_claimed_without_a_grant(counter: Counter) -> None:
    id = counter.apply()
    counter.do(RecallGrant(counter.grants["window"], "期满"))
    with pytest.raises(AuthorityRefused):
        counter.do(ClaimTask(counter.task(id, "register")), counter.actors["zhang"])


def test_a_case_is_canceled_for_a_reason_and_in_the_own_park_only(counter: Counter) -> None:
    id = counter.apply()
    other = counter.rows(select(Park.code).where(Park.code != PARK))[0][0]
    there = counter.person("man-x", "别园", [{"body": "zwfw", "role": "manager", "park": other}])
    here = counter.person("man-y", "本园", [{"body": "zwfw", "role": "manager", "park": PARK}])
    for actor, reason in ((there, "x"), (here, " "), (counter.actors["zhang"], "x")):
        with pytest.raises(Refused):
            counter.do(CancelCase(id, reason), actor)
    counter.do(CancelCase(id, "误建"), here)


def test_a_file_is_what_was_brought_and_not_what_somebody_says(counter: Counter) -> None:
    """Another file is not had by naming its digest, nor a type by claiming it."""
    counter.apply()
    digest = counter.rows(select(StoredFile.digest))[0][0]
    for actor in (counter.actors["zhou"], counter.admin, counter.machine):
        with pytest.raises(Refused):
            counter.do(RegisterFile("mine.pdf", digest, 1, "text/html"), actor)


def test_s5_the_author_of_a_diagram_is_somebody(counter: Counter) -> None:
    post = {"body": "zwfw", "role": "process_publisher"}
    publisher = counter.person("ye", "叶静", [post])
    for author in (UUID(int=9), None):
        with pytest.raises(Refused):
            counter.do(Deploy({"readme.txt": b"x", **starter_files()}, author), publisher)


def test_a_deputy_acts_on_behalf_of_the_one_for_whom_the_post_stands_in(counter: Counter) -> None:
    id = counter.apply()
    first = counter.actors["zhang"]
    post = counter.rows(select(Appointment.post_id).where(Appointment.id == first.appointment))[0][
        0
    ]
    deputy = counter.person("fang", "方副岗")
    stands_in = Appoint(counter.ids["fang"], post, counter.today, deputy_for_id=first.appointment)
    named = replace(deputy, appointment=counter.do(stands_in))
    task = counter.task(id, "register")
    with pytest.raises(NotPermitted):
        counter.do(ClaimTask(task), replace(named, on_behalf_of=counter.ids["sun"]))
    counter.do(ClaimTask(task), replace(named, on_behalf_of=first.person))
