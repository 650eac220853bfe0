"""A park with food permits: department, committee, people, and grants in one line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

import yaml
from sqlalchemy import select

from engine.protocols import Actor
from tests.workflows.field import Field
from workflows.authority import Authority, Ruling
from workflows.authority.commands import AddGrant
from workflows.items.commands import ImportCatalogue
from workflows.items.models import Item
from workflows.people.commands import Appoint
from workflows.people.models import Appointment
from workflows.tenants.starter import CATALOGUE

ALL = ("receive", "accept", "correct", "review", "inspect", "decide", "issue", "deliver")
_NUMBERS = count(1)
FIRST, LAST = date(2025, 9, 1), date(2026, 8, 31)


def _post_of(room: Field, actor: Actor) -> UUID:
    query = select(Appointment.post_id).where(Appointment.id == actor.appointment)
    return room.rows(query)[0][0]


@dataclass
class FoodPark:
    """经开区 with 食品经营许可: a department, a committee and their people."""

    room: Field
    item: UUID
    park: UUID
    #: 首席代表 of the department
    chief: Actor
    #: B岗 of the chief
    deputy: Actor
    #: Approver of the committee
    committee: Actor

    @staticmethod
    def of(room: Field) -> FoodPark:
        review = {"review_body": "德阳市人民政府", "court": "德阳市旌阳区人民法院"}
        room.body(
            "scjg", "德阳市市场监督管理局", document_prefix="德市监",
            uscc="11510600MB9X00015Q", **review,
        )  # fmt: skip
        room.body(
            "gwh", "德阳经济技术开发区管理委员会", kind="committee", document_prefix="德开管",
            review_body="四川省人民政府", court="德阳市中级人民法院",
        )  # fmt: skip
        room.park("dyjkq", "德阳经济技术开发区", "01", committee_id=room.ids["gwh"])
        file = yaml.safe_load((CATALOGUE / "items" / "scjg.yaml").read_text(encoding="utf-8"))
        room.do(ImportCatalogue(yaml.safe_dump(file).encode()))
        item = room.rows(select(Item.id).where(Item.code == "scjg-04"))[0][0]
        post = {"body": "scjg", "role": "approver", "park": "dyjkq", "department": "scjg"}
        early = date(2025, 1, 1)
        chief = room.person("zhou", "周代表", [post], early)
        room.person("wu", "吴副职")
        stands_in = {"starts_on": early, "deputy_for_id": chief.appointment}
        room.do(Appoint(room.ids["wu"], _post_of(room, chief), **stands_in))
        deputy = room.signed_in("wu")
        own = room.person("liu", "刘主任", [{**post, "body": "gwh"}], early)
        return FoodPark(room, item, room.ids["dyjkq"], chief, deputy, own)

    def draft(self, mode: str = "STATIONED", **changes: Any) -> AddGrant:
        """A grant that is in order, changed as told."""
        ids, stationed = self.room.ids, mode == "STATIONED"
        values: dict[str, Any] = {
            "number": f"授〔2025〕{next(_NUMBERS)}号", "mode": mode, "item_id": self.item,
            "park_id": self.park, "delegator_id": ids["scjg"],
            "delegatee_id": ids["scjg" if stationed else "gwh"], "actions": ALL,
            "legal_basis": "《行政许可法》第二十四条", "instrument": "授权书", "valid_from": FIRST,
            "valid_to": LAST, "person_id": self.chief.person if stationed else None,
            "published_on": FIRST if mode == "ENTRUST" else None,
        }  # fmt: skip
        return AddGrant(**{**values, **changes})

    def grant(self, mode: str = "STATIONED", **changes: Any) -> UUID:
        return self.room.do(self.draft(mode, **changes), self.room.admin)

    def may(
        self,
        who: Actor,
        action: str = "decide",
        on: date | None = None,
        facts: dict[str, Any] | None = None,
    ) -> Ruling:
        """The ruling inside a write transaction, as a step would ask."""
        with self.room.office.engine.transaction(who) as tx:
            return Authority.may(tx, who, self.item, action, self.park, facts, on)
