"""The same click on the page without, before, under and after a grant: no allow-all."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import timedelta

from sqlalchemy import select

from tests.web import staff
from tests.web.house import House
from workflows.authority.commands import AddGrant, RecallGrant
from workflows.authority.models import Grant


def test_the_same_click_by_page_without_before_under_and_after_a_grant(center: House) -> None:
    """行政许可法 22-24: the window may receive on the days for which the power was given."""
    window = center.signed_in("window")
    first, second = (staff.claimed(window, staff.submitted(center, window)) for _ in range(2))
    old = center.rows(select(Grant.__table__))[0]
    center.do(RecallGrant(old.id, "换发"))

    def click(task: str) -> int:
        form = {"form_data": json.dumps(staff.REGISTER)}
        return window.post(f"/tasks/{task}/complete", form).status_code

    answers = [click(first)]
    tomorrow = center.today + timedelta(1)
    kept = {f.name: getattr(old, f.name) for f in fields(AddGrant) if f.name in old._fields}
    days = {"number": "新", "valid_from": tomorrow, "valid_to": tomorrow}
    center.do(AddGrant(**kept | {"actions": tuple(old.actions)} | days))
    answers.append(click(first))
    center.later(days=1)
    answers.append(click(first))
    center.later(days=1)
    answers.append(click(second))

    assert answers == [422, 422, 302, 422]
