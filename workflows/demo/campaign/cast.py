"""Who works for the campaign. Names are invented; a key says the role, and where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from engine.protocols import Actor
from workflows.people.commands import AddPerson, AddPost, Appoint, SetPassword
from workflows.people.models import Body, Park
from workflows.people.roles import ROLES

if TYPE_CHECKING:
    from workflows.office import Office

COUNTIES = {
    "旌阳区": "jyq", "罗江区": "ljq", "中江县": "zjx",
    "广汉市": "ghs", "什邡市": "sfs", "绵竹市": "mzs",
}  # fmt: skip
#: Key of the actor, login, name, body
CITY = (
    ("city_admin", "xu.shiju", "徐志远", "zwfw"),
    ("bureau_leader", "jin.juling", "金世杰", "zwfw"),
    ("evaluator:1", "bai.pingwei", "白兰", "zwfw"),
    ("evaluator:2", "hou.pingwei", "侯文远", "fgw"),
    ("evaluator:3", "mu.pingwei", "穆清", "jxj"),
    ("province", "sheng.zhongxin", "盛中新", "zwfw"),
    ("county_lead:德阳市", "du.dudao", "杜明", "zwfw"),
    ("county_leader:德阳市", "gu.fushizhang", "顾长河", "dyszf"),
)
#: Places whose people work in the demo already: {key: (login, name)}
PRESENT = {
    "county_lead:旌阳区": ("shen.quxian", "沈月"),
    "county_leader:旌阳区": ("mao.xianling", "毛成林"),
    "park_admin:dyjkq": ("ren.yuanqu", "任广才"),
}
_SURNAMES = "安毕卞车丁樊葛郝姬柯娄聂欧裴"


def hire(
    office: Office,
    tenant: UUID,
    starts_on: date,
    password: str | None,
    present: Mapping[str, Actor],
) -> dict[str, Actor]:
    """{key: actor}. ``present``: persons that are there already, by login.

    ``password`` None: they do not sign in.
    """
    hiring = _Hiring(office, tenant, starts_on, password, present)
    for key, login, name, body in CITY:
        hiring.one(key, login, name, body)
    for number, (county, code) in enumerate(COUNTIES.items()):
        surname = _SURNAMES[number]
        hiring.one(f"county_lead:{county}", f"{code}.shenpi", f"{surname}建业", f"{code}spj")
        hiring.one(f"county_leader:{county}", f"{code}.fenguan", f"{surname}卫东", f"{code}zf")
    for number, code in enumerate(hiring.parks):
        name = f"{_SURNAMES[number % len(_SURNAMES)]}振兴"
        hiring.one(f"park_admin:{code}", f"{code}.yuanqu", name, f"{code}-gwh", code)
    return hiring.actors


class _Hiring:
    def __init__(
        self,
        office: Office,
        tenant: UUID,
        starts_on: date,
        password: str | None,
        present: Mapping[str, Actor],
    ) -> None:
        self._office, self._tenant, self._starts_on = office, tenant, starts_on
        self._password, self._present = password, present
        self._machine = Actor(tenant, None, channel="import")
        self.actors: dict[str, Actor] = {}
        with office.reading() as conn:
            bodies = select(Body.code, Body.id).where(Body.tenant == tenant)
            self._bodies: dict[str, UUID] = {row[0]: row[1] for row in conn.execute(bodies)}
            parks = select(Park.code, Park.id, Park.short_name).where(Park.tenant == tenant)
            rows = conn.execute(parks.order_by(Park.serial)).all()
            self.parks: dict[str, UUID] = {row[0]: row[1] for row in rows}
            self._short = {row[0]: row[2] for row in rows}

    def one(self, key: str, login: str, name: str, body: str, park: str | None = None) -> None:
        login, name = PRESENT.get(key, (login, name))
        if login in self._present:
            self.actors[key] = self._present[login]
            return
        role, where = key.partition(":")[0], key.partition(":")[2]
        place = None if park is None else self.parks[park]
        named = self._short.get(where, where)
        label = f"{ROLES[role]}（{named}）" if named and not named.isdecimal() else ROLES[role]
        post = self._do(AddPost(self._bodies[body], role, label, place))
        person = self._person(login, name)
        appointment = self._do(Appoint(person, post, self._starts_on))
        self.actors[key] = Actor(self._tenant, person, appointment)

    def _person(self, login: str, name: str) -> UUID:
        person: UUID = self._do(AddPerson(name, login))
        if self._password is not None:
            self._do(SetPassword(person, self._password))
        return person

    def _do(self, command: object) -> UUID:
        done: UUID = self._office.execute(command, actor=self._machine)
        return done
