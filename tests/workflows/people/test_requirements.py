"""Requirements of the city's plan on parks, categories and departments, by their numbers."""

from __future__ import annotations

from sqlalchemy import select

from tests.workflows.field import Field
from workflows.people import commands as c
from workflows.people.models import Body, Park
from workflows.people.parks import code_list, count_by_category, targets
from workflows.tenants.starter import load_starter


def track(city: Field, phase: int, name: str) -> list[str]:
    with city.office.reading() as conn:
        return targets(conn, city.city, phase, name)


def test_r003_eight_development_parks_and_four_agricultural_ones(city: Field) -> None:
    with city.office.reading() as conn:
        counts = count_by_category(conn, city.city)
    assert counts.pop("agricultural") == 4
    assert sum(counts.values()) == 8


def test_r004_phase_one_provincial_track(city: Field) -> None:
    assert track(city, 1, "provincial") == [
        "德阳经济技术开发区",
        "德阳高新技术产业园区",
        "四川罗江经济开发区",
        "绵竹高新技术产业园区",
    ]


def test_r005_phase_one_municipal_track(city: Field) -> None:
    assert track(city, 1, "municipal") == [
        "四川德阳旌阳区高新技术产业园区（天府旌城）",
        "四川什邡经济开发区",
        "德阳—阿坝生态经济产业园区",
        "四川中江高新技术产业园区",
    ]


def test_r006_phase_two_provincial_is_phase_one_municipal(city: Field) -> None:
    assert track(city, 2, "provincial") == track(city, 1, "municipal")


def test_r007_phase_two_municipal_track_is_agricultural(city: Field) -> None:
    names = track(city, 2, "municipal")
    assert names == [
        "中江县中药材现代农业园区",
        "绵竹市猕猴桃现代农业园区",
        "德阳市罗江区枣子现代农业园区",
        "德阳市旌阳区粮油现代农业园区",
    ]
    categories = city.rows(select(Park.category).where(Park.name.in_(names)))
    assert {row[0] for row in categories} == {"agricultural"}


def test_r010_park_categories_are_an_open_list_with_the_four_of_the_province(city: Field) -> None:
    def names() -> list[str]:
        with city.office.reading() as conn:
            return [row.name for row in code_list(conn, city.city, "park-category") if row.active]

    four = {"经济开发区", "工业园区", "现代农业示范园区(基地)", "自贸区"}
    assert four | {"高新区"} == set(names())
    city.do(c.AddCode("park-category", "bonded", "综合保税区"), city.admin)
    city.do(c.RetireCode("park-category", "free-trade"), city.admin)
    assert "综合保税区" in names()
    assert "自贸区" not in names()


def test_r035_the_six_departments_of_the_plan_are_there_and_the_list_is_open(city: Field) -> None:
    def lines() -> set[str]:
        return {row[0] for row in city.rows(select(Body.line).where(Body.active)) if row[0]}

    assert {"市场监管", "农业农村", "自然资源", "住建", "税务", "人社"} <= lines()
    city.body("sthj", "德阳市生态环境局", line="生态环境")
    assert "生态环境" in lines()


def test_every_park_has_a_committee_and_its_own_serial(city: Field) -> None:
    rows = city.rows(select(Park.serial, Park.committee_id))
    assert len({serial for serial, _ in rows}) == 12
    assert all(committee for _, committee in rows)


def test_the_starter_data_twice_change_nothing(city: Field) -> None:
    from engine.store.schema import event

    before = city.rows(select(event.c.id))
    load_starter(city.office, city.machine)
    assert city.rows(select(event.c.id)) == before
