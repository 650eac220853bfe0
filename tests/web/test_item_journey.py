"""One item from the window to the archive, through the pages alone."""

from __future__ import annotations

import re

from tests.web import staff
from tests.web.house import House


def test_from_the_window_to_the_archive(center_on_each: House):
    """Each finds the case in the own queue at the right moment (domain 4.3)."""
    center = center_on_each
    window = center.signed_in("window")
    application = staff.submitted(center, window)

    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)
    staff.checked(acceptor, task)
    answer = acceptor.post(f"/tasks/{task}/complete", {"form_data": '{"outcome": "accept"}'})
    assert answer.status_code == 302, answer.text
    reviewer, inspector = center.signed_in("reviewer"), center.signed_in("inspector")
    staff.done(reviewer, application, staff.REVIEW)
    staff.done(reviewer, application, staff.INSPECT)
    staff.done(inspector, application, staff.COSIGN)
    staff.done(reviewer, application, staff.OPINION)
    chief = center.signed_in("chief")
    staff.done(chief, application, staff.APPROVE)
    staff.done(window, application, staff.DELIVER)
    staff.done(window, application, staff.ARCHIVE)

    page = window.get(f"/applications/{application}").text
    assert "已归档" in page
    papers = re.findall(r'href="(/documents/[0-9a-f-]{36})"', page)
    titles = [
        re.search(r"<h1>([^<]+)</h1>\s*<p class=.yb-doc-number", window.get(one).text)[1]  # type: ignore[index]
        for one in papers
    ]
    assert len(titles) == 4
    assert "受理通知书" in titles[1]
    assert "准予" in titles[2]


def test_the_paper_is_shown_before_it_is_issued_without_its_number(center: House):
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)
    staff.checked(acceptor, task)
    form = {"form_data": '{"outcome": "accept"}'}

    shown = acceptor.post(f"/tasks/{task}/preview", form, headers={"HX-Request": "true"})

    assert shown.status_code == 200
    assert "受理通知书" in shown.text
    assert "签发时编号" in shown.text
    assert acceptor.get(f"/applications/{application}").status_code == 403


def test_what_the_law_refuses_is_said_instead_of_a_preview(center: House):
    """行政许可法 32(5): no acceptance with materials that nobody has found right."""
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)
    form = {"form_data": '{"outcome": "accept"}'}

    shown = acceptor.post(f"/tasks/{task}/preview", form, headers={"HX-Request": "true"})

    assert shown.status_code == 422
    assert "不能受理" in shown.text
    assert "受理通知书" not in shown.text


def test_an_act_without_a_paper_needs_no_preview(center: House):
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    acceptor = center.signed_in("acceptor")
    task = staff.claimed(acceptor, application)
    staff.checked(acceptor, task)
    acceptor.post(f"/tasks/{task}/complete", {"form_data": '{"outcome": "accept"}'})
    reviewer = center.signed_in("reviewer")
    review = staff.claimed(reviewer, application)
    form = {"form_data": staff.json.dumps(staff.REVIEW)}

    answer = reviewer.post(f"/tasks/{review}/preview", form, headers={"HX-Request": "true"})

    assert answer.status_code == 204
