"""Two people, one task, the same moment: really at once."""

from __future__ import annotations

import threading

from sqlalchemy import select

from tests.web import staff
from tests.web.house import House, Visitor
from workflows.models import Decision

FORM = {"form_data": '{"outcome": "not_required", "reason": "无需许可", "clause": "第十二条"}'}


def test_two_who_finish_at_once_one_wins_and_the_other_reads_who(center: House):
    """Neither has claimed it: both posts may do it, one does."""
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    both = [center.signed_in("acceptor"), center.signed_in("acceptor2")]
    (task,) = staff.tasks_in(both[0].get("/inbox?box=queue").text)
    start, answers = threading.Barrier(2), []

    def finish(visitor: Visitor) -> None:
        start.wait()
        answers.append(visitor.post(f"/tasks/{task}/complete", FORM))

    threads = [threading.Thread(target=finish, args=(one,)) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert (won.status_code, lost.status_code) == (302, 409)
    assert "已办理" in lost.text
    assert "李受理" in lost.text or "赵受理" in lost.text
    assert "无需许可" in lost.text
    acts = center.rows(select(Decision.act).where(Decision.act == "not_required"))
    assert len(acts) == 1
