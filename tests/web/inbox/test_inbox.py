"""The list of work: what is in it, what it costs, and who sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from tests.web import staff
from tests.web.house import House

#: Class of a light on a page
LIGHT = re.compile(r'"yb-light yb-light-(\w+)"')


@contextmanager
def statements(house: House) -> Iterator[list[str]]:
    """The statements of the database while the block runs."""
    seen: list[str] = []

    def note(conn, cursor, statement, parameters, context, executemany):
        seen.append(statement)

    engine = house.office.engine.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_the_inbox_costs_two_statements_and_one_for_identity(center: House):
    """performance.md §4: list and counts; issue 3, Speed."""
    window = center.signed_in("window")
    staff.submitted(center, window)
    window.get("/inbox?box=queue")

    with statements(center) as seen:
        page = window.get("/inbox?box=queue")

    assert "收件登记" in page.text
    reads = [one for one in seen if one.lstrip().upper().startswith(("SELECT", "WITH"))]
    assert len(reads) == 3, reads


def test_a_task_leaves_the_queue_when_it_is_claimed(center: House):
    window = center.signed_in("window")
    application = staff.submitted(center, window)

    task = staff.claimed(window, application)

    assert task not in window.get("/inbox?box=queue").text
    assert task in window.get("/inbox?box=mine").text


def test_a_released_task_is_back_for_all(center: House):
    window = center.signed_in("window")
    task = staff.claimed(window, staff.submitted(center, window))

    window.post(f"/inbox/{task}/release")

    assert task in window.get("/inbox?box=queue").text
    assert task not in window.get("/inbox?box=mine").text


def test_what_was_done_stays_to_be_looked_at(center: House):
    window = center.signed_in("window")
    task = staff.done(window, staff.submitted(center, window), staff.REGISTER)

    assert task in window.get("/inbox?box=done").text
    assert "已办理" in window.get(f"/tasks/{task}").text


def test_nobody_sees_the_queue_of_another_post(center: House):
    window = center.signed_in("window")
    staff.submitted(center, window)

    assert "收件登记" not in center.signed_in("chief").get("/inbox?box=queue").text


def test_a_person_with_two_posts_has_one_inbox(center: House):
    """The reviewer is an inspector as well: both queues are one list."""
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)
    staff.checked(acceptor, task)
    acceptor.post(f"/tasks/{task}/complete", {"form_data": '{"outcome": "accept"}'})
    reviewer = center.signed_in("reviewer")
    staff.done(reviewer, application, staff.REVIEW)

    assert "现场核查" in reviewer.get("/inbox?box=queue").text


def test_the_filters_live_in_the_address(center: House):
    window = center.signed_in("window")
    staff.submitted(center, window)

    for q in ("dyjh", "JHSP", "jinghu", "旌湖"):
        assert "收件登记" in window.get(f"/inbox?box=queue&q={q}").text, q
    nothing = window.get("/inbox?box=queue&q=zzzz").text
    assert "没有符合条件的" in nothing
    assert 'value="zzzz"' in nothing
    assert "没有符合条件的" in window.get("/inbox?box=queue&late=1").text


def test_a_percent_sign_is_a_sign_and_no_wildcard(center: House):
    window = center.signed_in("window")
    staff.submitted(center, window)

    assert "没有符合条件的" in window.get("/inbox?box=queue&q=%25").text


def test_a_draft_is_marked_in_the_list(center: House):
    window = center.signed_in("window")
    task = staff.claimed(window, staff.submitted(center, window))

    window.post(f"/tasks/{task}/draft", {"form_data": '{"remark": "明天再看"}'})

    assert "有草稿" in window.get("/inbox?box=mine").text
    assert "明天再看" in window.get(f"/tasks/{task}").text


def test_an_empty_list_says_what_would_be_here(center: House):
    page = center.signed_in("chief").get("/inbox").text

    assert "手上没有待办" in page
    assert "认领的和分派给您的任务会出现在这里" in page


def test_the_list_goes_on_at_the_next_page(center: House):
    """Thirty to a page; the second page begins where the first ended."""
    window = center.signed_in("window")
    for number in range(32):
        staff.submitted(center, window, form=staff.form_of(number))

    first = window.get("/inbox?box=queue")
    onward = staff.next_page(first.text)
    second = window.get(onward)

    shown = staff.tasks_in(first.text), staff.tasks_in(second.text)
    assert [len(one) for one in shown] == [30, 2]
    assert not shown[0] & shown[1]


def test_a_late_task_has_one_light_in_the_list_on_its_page_and_in_the_monitor(center: House):
    """Red while only the promise is missed, black once the limit of the law is."""
    window, acceptor = center.signed_in("window"), center.signed_in("acceptor")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    task = staff.claimed(acceptor, application)
    staff.checked(acceptor, task)
    acceptor.post(f"/tasks/{task}/complete", {"form_data": '{"outcome": "accept"}'})
    reviewer, manager = center.signed_in("reviewer"), center.signed_in("manager")
    for days, color in ((16, "red"), (12, "black")):
        center.later(days=days)
        listed = reviewer.get("/inbox?box=queue").text
        task = re.search(r'href="/tasks/([0-9a-f-]{36})', listed)
        for page in (f"/tasks/{task[1]}?box=queue", "/cases"):
            text = (manager if page == "/cases" else reviewer).get(page).text
            assert set(LIGHT.findall(text)) == {color}, page
