"""Evaluation, rectification and rounds (D1 to D5, D9, D10), through the diagram."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.workflows.campaign.town import Town
from workflows.campaign.commands import ChangeSettings, SaveScores, SetSecondment
from workflows.campaign.sheets import Entry
from workflows.clock import legal_day
from workflows.errors import InputInvalid, NotNow, RightMissing

ONE = "jygxq"


@pytest.fixture
def november(town: Town) -> Town:
    """One municipal park under review, its team at work."""
    town.start(parks=[(ONE, "municipal")])
    town.under_review(ONE)
    return town


def report(town: Town) -> None:
    town.for_park(ONE, "e1", "evaluation_report", problems="窗口不足", opinion="如上")


def test_d2_below_seventy_is_rectified_within_twenty_working_days(november: Town) -> None:
    town = november
    town.scored(ONE, "60", "61", "62")
    report(town)
    assert town.status(ONE) == "RECTIFYING"
    form = {"number": "整改〔2023〕1号", "problems": [{"problem": "", "demand": "增设"}]}
    with pytest.raises(InputInvalid, match="问题"):
        town.for_park(ONE, "city", "rectify_notice", **form)
    town.walk.play(("rectify_notice",))
    due = town.open_tasks("rectify")[0].due_at
    # 2023-11-06 and twenty working days, none of them a holiday
    assert legal_day(due) == date(2023, 12, 4)
    town.walk.play(("rectify",))
    assert town.status(ONE) == "RE_REVIEW"
    assert town.enrollment(ONE).round == 2


def test_d2_an_overdue_rectification_goes_to_the_county(november: Town) -> None:
    town = november
    town.scored(ONE, "60", "60", "60")
    report(town)
    town.walk.play(("rectify_notice",))
    town.at(date(2023, 12, 5))
    assert len(town.open_tasks("answer")) == 1
    assert town.elements(ONE) == ["rectify"]


def test_d3_one_round_of_rectification_and_no_more(november: Town) -> None:
    town = november
    _fail_once(town)
    town.scored(ONE, "69.99", "69.99", "69.99")
    report(town)
    assert town.elements(ONE) == ["decide_failed"]
    with pytest.raises(InputInvalid) as refused:
        town.for_park(ONE, "city", "decide_failed")
    assert {one.field for one in refused.value.findings} == {"decision", "reason"}
    town.for_park(ONE, "city", "decide_failed", decision="defer", reason="明年再创建")
    assert (town.status(ONE), town.enrollment(ONE).reason) == ("DEFERRED", "明年再创建")


def test_d3_more_rounds_by_setting(november: Town) -> None:
    town = november
    settings = ChangeSettings(town.campaign, 3, "70", "70", None, "15", 20, 10)
    town.act("city", settings)
    _fail_once(town)
    town.scored(ONE, "65", "65", "65")
    report(town)
    assert town.status(ONE) == "RECTIFYING"
    with pytest.raises(InputInvalid) as refused:
        town.act("city", replace(settings, max_rounds=0, municipal_pass="多"))
    assert {one.field for one in refused.value.findings} == {"max_rounds", "municipal_pass"}


def test_d1_a_veto_is_not_passed_whatever_the_points(november: Town) -> None:
    town = november
    veto = town.sheet(ONE).vetoes[0].code
    for who in ("e1", "e2", "e3"):
        vetoes = [veto] if who == "e2" else []
        entries = town.entries(ONE, "95")
        command = SaveScores(town.enrollment(ONE).id, entries, vetoes, "如上")
        town.act(who, command)
        town.for_evaluator(ONE, who)
    report(town)
    assert town.status(ONE) == "RECTIFYING"


def test_d4_a_provincial_park_below_the_citys_bar_is_not_reported(town: Town) -> None:
    town.start(parks=[("dyjkq", "provincial")])
    town.under_review("dyjkq")
    town.scored("dyjkq", "69.99", "69.99", "69.99")
    town.for_park("dyjkq", "e1", "evaluation_report", problems="无", opinion="如上")
    assert town.status("dyjkq") == "RECTIFYING"


def test_d9_totals_far_apart_are_looked_at_again(november: Town) -> None:
    town = november
    town.scored(ONE, "90", "74.99", "80")
    assert town.elements(ONE) == ["reconcile"]
    with pytest.raises(InputInvalid, match="理由"):
        town.for_park(ONE, "city", "reconcile", decision="rescore")
    town.for_park(ONE, "city", "reconcile", decision="rescore", reason="差异较大")
    assert town.elements(ONE) == ["score"] * 3
    town.scored(ONE, "80", "80", "80")
    assert town.elements(ONE) == ["evaluation_report"]
    assert town.enrollment(ONE).city_score == "80"


def test_d9_fifteen_points_apart_are_near_enough(november: Town) -> None:
    november.scored(ONE, "90", "75", "80")
    assert november.elements(ONE) == ["evaluation_report"]


def test_d9_a_third_is_cut_off_and_kept_by_dimension(november: Town) -> None:
    town = november
    town.scored(ONE, "70", "70", "69.99")
    row = town.enrollment(ONE)
    assert row.city_score == "69.99666666666666666666666666"
    assert row.dimensions["A1"] == "8"


def test_d10_the_parks_own_people_are_no_evaluators(town: Town) -> None:
    town.start(parks=[(ONE, "municipal")])
    town.building(ONE)
    town.walk.play(("build_task", "take_over_items", "self_assess"))
    town.at(date(2023, 11, 6))
    own = _evaluator(town, "own", {"body": f"{ONE}-gwh", "role": "evaluator"})
    sent = _evaluator(town, "sent", {"body": "scjg", "role": "acceptor", "park": ONE})
    lent = _evaluator(town, "lent", {"body": "zwfw", "role": "evaluator"})
    town.act("city", SetSecondment(lent, town.ids[ONE], date(2023, 1, 1)))
    free = [town.actors[one].person for one in ("e1", "e2")]
    for person in (own, sent, lent):
        team = [str(one) for one in (*free, person)]
        with pytest.raises(InputInvalid) as refused:
            town.for_park(ONE, "city", "appoint_team", evaluators=team, leader=team[0])
        assert "evaluator-recused" in {one.code for one in refused.value.findings}
    few = [str(one) for one in free]
    with pytest.raises(InputInvalid, match="至少3人"):
        town.for_park(ONE, "city", "appoint_team", evaluators=few, leader=few[0])
    assert town.elements(ONE) == ["appoint_team"]


def test_d10_who_is_sent_to_the_park_meanwhile_does_not_score_it(november: Town) -> None:
    town = november
    person = town.actors["e2"].person
    assert person is not None
    town.act("city", SetSecondment(person, town.ids[ONE], town.today))
    with pytest.raises(InputInvalid, match="应当回避"):
        town.save("e2", ONE, "80")
    town.save("e1", ONE, "80")


def test_s11_who_is_not_of_the_team_gives_no_points(november: Town) -> None:
    town = november
    with pytest.raises(RightMissing, match="不是该园区本轮的评委"):
        town.save("city", ONE, "90")
    with pytest.raises(RightMissing):
        town.save("jygxq", ONE, "90")
    with pytest.raises(NotNow, match="评分表"):
        town.for_evaluator(ONE, "e1")


def test_a_sheet_is_taken_whole_or_not_at_all(november: Town) -> None:
    town = november
    lines = town.sheet(ONE).indicators
    wrong = [Entry(one.code, str(one.max)) for one in lines]
    wrong[0] = Entry(lines[0].code, str(lines[0].max + 1))
    wrong[1] = Entry(lines[1].code, "0")
    wrong[2] = Entry(lines[2].code, "许多")
    wrong[3] = Entry("Z9", "1")
    with pytest.raises(InputInvalid) as refused:
        town.act("e1", SaveScores(town.enrollment(ONE).id, wrong, ["V99"], ""))
    found = {(one.code, one.field) for one in refused.value.findings}
    assert found >= {
        ("score-out-of-range", lines[0].code),
        ("reason-missing", lines[1].code),
        ("score-no-number", lines[2].code),
        ("unknown-indicator", "Z9"),
        ("score-missing", lines[3].code),
        ("unknown-veto", "V99"),
        ("required", "opinion"),
    }
    with pytest.raises(NotNow):
        town.for_evaluator(ONE, "e1")


def _fail_once(town: Town) -> None:
    town.scored(ONE, "60", "60", "60")
    report(town)
    town.walk.play(("rectify_notice", "rectify", "appoint_team"))


def _evaluator(town: Town, login: str, post: dict[str, str]) -> object:
    posts = [{"body": "zwfw", "role": "evaluator"}, post]
    return town.person(login, f"{login}评委", posts).person
