"""What decision tables said stands on the page of the case. Feature 184."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from engine.commands import Deploy, StartCase
from engine.protocols import Actor
from engine.runtime import Engine
from engine.store.erasure import erase_of_stream
from engine.testing import OpenPolicy
from tests.engine.models import diagram, end, ext, node, path, start, zeebe
from tests.engine.test_business_rule import DMN
from tests.web import staff
from tests.web.house import House
from workflows.models import Body
from workflows.people.commands import AddPost

CALLED = ext(zeebe("calledDecision", decisionId="rate", resultVariable="size"))
DIAGRAM = diagram(
    start(), node("businessRuleTask", "a", CALLED), node("userTask", "u"), end(),
    path("s", "a", "u", "e"),
)  # fmt: skip


def decided(house: House) -> UUID:
    """A case without an application whose table has been asked."""
    office, hand = house.office, Actor.system(house.city)
    engine = Engine(office.engine.database.url, clock=office.clock, policy=OpenPolicy())
    engine.execute(Deploy({"a.bpmn": DIAGRAM, "rate.dmn": DMN}), actor=hand)
    case = engine.execute(StartCase("p", {"area": 60}), actor=hand).case_id
    engine.stop()
    assert case is not None
    return case


def auditor(house: House) -> None:
    body = house.rows(select(Body.id).where(Body.code == staff.BODY))[0][0]
    house.person("watching", "马督查", AddPost(body, "auditor", "效能监督员"))


def test_feature_184_inputs_rules_and_version_stand_on_the_page_of_the_case(center: House) -> None:
    auditor(center)
    case = decided(center)
    page = center.signed_in("watching").get(f"/cases/{case}").text
    assert "规则判定 1" in page
    assert "命中第2条规则" in page
    assert "<code>60</code>" in page
    assert "<code>&#34;big&#34;</code>" in page
    (found,) = center.office.engine.decisions(center.city, case)
    assert found.version[:12] in page


def test_an_erased_record_says_so_and_keeps_its_version(center: House) -> None:
    auditor(center)
    case = decided(center)
    with center.office.engine.transaction(Actor.system(center.city)) as tx:
        erase_of_stream(tx, case, "storage limit reached")
    page = center.signed_in("watching").get(f"/cases/{case}").text
    assert "内容已依法删除" in page
    assert "<code>60</code>" not in page.split('id="p-rulings"')[1].split('id="p-facts"')[0]
