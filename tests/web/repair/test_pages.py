"""Pages for whoever repairs: retry one or many, move to a version, another place in a case."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.commands import Deploy
from engine.jobs import outbox
from engine.protocols import Actor
from engine.store import archive
from engine.store.schema import case_, deployment_file, event, incident
from tests.web import staff
from tests.web.house import House, Visitor
from web.repair.carrying_out import _WORDS

MIGRATION = Path("engine/migration")


def stuck(house: House, number: int) -> None:
    """So many posts to the outside that were given up: incidents without a case."""

    def fails(job: object) -> None:
        raise ConnectionError("no answer")

    house.office.engine.handlers["mail"] = fails
    for _ in range(number):
        with house.office.engine.transaction(Actor.system(house.city)) as tx:
            outbox.post(tx, "mail", {"to": "x"}, retries=1)
    house.office.engine.drain()


def admin(house: House) -> Visitor:
    return house.signed_in("admin")


def open_incidents(house: House) -> list[str]:
    query = select(incident.c.id).where(incident.c.resolved_at.is_(None)).order_by(incident.c.id)
    return [str(row[0]) for row in house.rows(query)]


def newer(house: House, **beside: bytes) -> str:
    """Another version of item handling in effect, other diagrams with it; gives its deployment."""
    engine = house.office.engine
    ((id, process),) = house.rows(select(case_.c.deployment_id, case_.c.process_id).distinct())
    names = house.rows(select(deployment_file.c.name).where(deployment_file.c.deployment_id == id))
    files = {name: engine.resource(house.city, id, name) for (name,) in names}
    changed = {
        name: body.replace(b"</bpmn:definitions>", b"<!-- two --></bpmn:definitions>").replace(
            b"</definitions>", b"<!-- two --></definitions>"
        )
        if name.endswith(".bpmn")
        else body
        for name, body in files.items()
    } | {f"{name}.bpmn": body for name, body in beside.items()}
    outcome = house.office.execute(Deploy(changed), actor=Actor.system(house.city))
    assert process
    return str(outcome.deployment_id)


def handed_in(house: House) -> str:
    return staff.submitted(house, house.signed_in("guide"))


def test_incidents_without_a_case_are_listed_and_many_are_tried_again(center: House) -> None:
    stuck(center, 3)
    page = admin(center).get("/incidents").text
    assert page.count("不属于任何办件的后台工作") == 3
    assert "ConnectionError: no answer" in page
    sent: list[object] = []
    center.office.engine.handlers["mail"] = sent.append
    visitor = admin(center)
    chosen = open_incidents(center)

    answer = visitor.post("/incidents/retry", {"incident": chosen[:2], "reason": "邮件已修好"})

    assert "2 条已办" in visitor.follow(answer).text
    center.office.engine.drain()
    assert len(sent) == 2
    assert open_incidents(center) == chosen[2:]


def test_a_retry_needs_a_choice_and_a_reason(center: House) -> None:
    stuck(center, 1)
    visitor = admin(center)
    page = visitor.follow(visitor.post("/incidents/retry", {"reason": ""})).text
    assert "请至少选一条异常。" in page
    assert "请写明理由" in page
    assert len(open_incidents(center)) == 1


def test_a_manager_of_a_park_neither_sees_nor_retries_what_has_no_case(center: House) -> None:
    stuck(center, 1)
    visitor = center.signed_in("manager")
    assert "不属于任何办件" not in visitor.get("/incidents").text
    answer = visitor.post("/incidents/retry", {"incident": open_incidents(center), "reason": "x"})
    assert answer.status_code == 404


def test_cases_are_tried_and_then_moved_to_a_new_version(center: House) -> None:
    case, to = handed_in(center), newer(center)
    visitor = center.signed_in("manager")
    assert case in visitor.get(f"/migration?to={to}").text
    form = {"to": to, "case": [case], "reason": "改了表单说明"}

    trial = visitor.post("/migration", {**form, "trial": "1"}).text
    assert "1 件可以迁移" in trial
    assert str(center.rows(select(case_.c.deployment_id))[0][0]) != to

    done = visitor.post("/migration", form).text
    assert "1 件已迁移" in done
    assert str(center.rows(select(case_.c.deployment_id))[0][0]) == to
    assert "CaseMigrated" in {row[0] for row in center.rows(select(event.c.type))}


def test_what_stands_against_a_move_is_told_with_all_reasons(center: House) -> None:
    case, to = handed_in(center), newer(center)
    form = {"to": to, "case": [case], "reason": "x", "renamed": "register=nowhere", "trial": "1"}
    page = center.signed_in("manager").post("/migration", form).text
    assert "1 件不能迁移" in page
    assert "mapping-unknown" in page
    assert "element-missing" in page


def test_a_case_is_put_back_to_another_step_with_a_preview_first(center: House) -> None:
    case = handed_in(center)
    visitor = center.signed_in("manager")
    page = visitor.get(f"/cases/{case}/modify").text
    assert re.search(r'name="cancel" value="register"', page)
    assert re.search(r'name="activate" value="register"', page)
    form = {"cancel": ["register"], "activate": ["register"], "reason": "登记有误"}

    preview = visitor.post(f"/cases/{case}/modify", {**form, "trial": "1"}).text
    assert "可以这样改" in preview
    assert "会打开的任务" in preview
    assert "CaseModified" not in {row[0] for row in center.rows(select(event.c.type))}

    answer = visitor.post(f"/cases/{case}/modify", form)
    assert "已改" in visitor.follow(answer).text
    assert "CaseModified" in {row[0] for row in center.rows(select(event.c.type))}


def test_what_stands_against_a_change_is_told_with_all_reasons(center: House) -> None:
    case = handed_in(center)
    form = {"cancel": ["decide"], "activate": ["nowhere"], "reason": "x", "trial": "1"}
    page = center.signed_in("manager").post(f"/cases/{case}/modify", form).text
    assert "不能这样改，2 条原因" in page
    assert "这个环节现在没有在进行。" in page
    assert "流程图里没有这个环节。" in page


@pytest.mark.parametrize("address", ["/incidents", "/migration", "/cases/{case}/modify"])
def test_only_those_who_repair_open_these_pages(center: House, address: str) -> None:
    case = handed_in(center)
    assert center.signed_in("window").get(address.format(case=case)).status_code == 403


def test_every_reason_against_a_change_has_its_words() -> None:
    sources = [*MIGRATION.glob("rules/*.py"), MIGRATION / "modify.py"]
    codes = {
        code
        for file in sources
        for code in re.findall(r'(?:Refusal|_refuse)\(\s*"([a-z-]+)"', file.read_text())
    }
    assert codes - _WORDS.keys() == set()
    assert len(codes) > 12


def test_an_archived_case_opens_with_its_whole_timeline(center: House) -> None:
    case = handed_in(center)
    answer = center.signed_in("guide").post(f"/applications/{case}/withdraw", {"reason": "不办"})
    assert answer.status_code == 302
    manager = center.signed_in("manager")
    before = _timeline(manager, f"/cases/{case}")
    with center.office.engine.transaction(Actor.system(center.city)) as tx:
        assert archive.put_away(tx, UUID(case), {"personal": timedelta(days=1)})

    assert _timeline(manager, f"/cases/{case}") == before
    assert "撤回" in before


def _timeline(visitor: Visitor, address: str) -> str:
    return visitor.get(address).text.split('<ol class="yb-timeline">')[1].split("</ol>")[0]


def test_incidents_behind_the_first_two_hundred_are_reached_and_tried_again(center: House) -> None:
    """They were on no page, and were refused as unknown."""
    stuck(center, 203)
    visitor, all_of_them = admin(center), open_incidents(center)
    first = visitor.get("/incidents").text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following is not None
    second = visitor.get(f"/incidents{unescape(following[1])}").text
    listed = [re.findall(r'name="incident" value="([^"]+)"', page) for page in (first, second)]
    assert [len(one) for one in listed] == [200, 3]
    assert sorted(listed[0] + listed[1]) == sorted(all_of_them)
    assert 'rel="next"' not in second

    center.office.engine.handlers["mail"] = lambda job: None
    answer = visitor.post("/incidents/retry", {"incident": listed[1], "reason": "邮件已修好"})

    assert "3 条已办" in visitor.follow(answer).text
    assert len(open_incidents(center)) == 200
