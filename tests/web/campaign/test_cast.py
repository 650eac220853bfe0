"""Everybody of the cast can be found in the bar of the demo."""

from __future__ import annotations

from tests.web.campaign.city import City


def test_people_beyond_the_first_are_found_by_name_post_and_pinyin(before: City) -> None:
    """Twelve parks have an administrator each: all of them are there."""
    visitor = before.visit("city_admin")

    everybody = visitor.get("/demo/people").text
    assert everybody.count("园区管委会（") == 12
    assert 'name="q"' in everybody
    for q in ("什邡经开区", "高新区"):
        found = visitor.get(f"/demo/people?q={q}").text
        assert q in found
        assert "徐志远" not in found
    assert "徐志远" in visitor.get("/demo/people?q=xzy").text
    assert "没有这个人" in visitor.get("/demo/people?q=zzzz").text
