"""受理, 补正, 不予受理 and silence, on the engine. Law: 行政许可法 32."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest

from engine.errors import Refused
from tests.workflows.handling.counter import NOODLES, Counter
from workflows.clock import SHANGHAI
from workflows.handling import requests
from workflows.handling.commands import AttachMaterial, CheckMaterial

FILING = "scjg-05"


def told(counter: Counter, *wrong: str) -> UUID:
    """An application whose correction notice went out."""
    id = counter.apply()
    counter.to("examine", id)
    counter.check(id, *wrong)
    counter.finish(id, "examine", "li", outcome="correct")
    return id


def supply(counter: Counter, id: UUID, *codes: str) -> None:
    for code in codes:
        counter.attach(id, code, counter.actors["zhang"])
    counter.do(requests.supply(id), counter.actors["zhang"])


def refused(code: str):
    return pytest.raises(Refused, check=lambda no: no.code == code)


def test_xkf_32_4_receipt_starts_five_working_days(counter: Counter) -> None:
    id = counter.apply()
    counter.finish(id, "register", "zhang")
    row = counter.application(id)
    assert (row.received_on, row.silence_due_on) == (date(2025, 9, 26), date(2025, 10, 10))
    due = counter.open_tasks(id)[0].due_at.astimezone(SHANGHAI)
    assert due == datetime(2025, 10, 10, 23, 59, 59, tzinfo=SHANGHAI)


def test_xkf_32_4_silence_means_accepted_from_receipt(counter: Counter) -> None:
    id = counter.apply()
    counter.finish(id, "register", "zhang")
    counter.at(date(2025, 10, 10), 23)
    assert counter.elements(id) == ["examine"]
    counter.at(date(2025, 10, 11), 0)
    row = counter.application(id)
    assert (row.accepted_on, row.deemed) == (date(2025, 9, 26), True)
    assert row.statutory_due_on == date(2025, 10, 16)  # ten working days from receipt
    assert counter.elements(id) == ["review"]
    deed = counter.deeds(id)[-1]
    assert (deed.act, deed.person_id, deed.grant_id) == ("deem_accepted", None, None)
    assert "第四项" in str(counter.papers(id)["acceptance"].content["blocks"])


def test_xkf_32_4_accepting_by_hand_after_day_five_counts_from_receipt(counter: Counter) -> None:
    id = counter.apply()
    counter.finish(id, "register", "zhang")
    counter.check(id)
    clock = counter.office.clock
    clock.shift(clock.offset + (date(2025, 10, 13) - counter.today))  # the worker was down
    counter.finish(id, "examine", "li")
    row = counter.application(id)
    assert (row.accepted_on, row.deemed) == (date(2025, 9, 26), True)
    assert "即为受理" in str(counter.papers(id)["acceptance"].content["blocks"])


def test_silence_accepts_nothing_beside_licences(counter: Counter) -> None:
    for grant in counter.granted(FILING).values():
        counter.do(grant)
    id = counter.apply(item=FILING)
    counter.finish(id, "register", "zhang")
    counter.at(date(2025, 10, 11), 0)
    row = counter.application(id)
    assert (row.state, row.accepted_on) == ("received", None)
    assert counter.elements(id) == ["examine"]


def test_xkf_32_4_one_notice_names_everything(counter: Counter) -> None:
    id = told(counter, "m02", "m05")
    assert counter.application(id).state == "correction"
    assert counter.elements(id) == []
    table = next(b for b in counter.papers(id)["correction"].content["blocks"] if "rows" in b)
    assert [row[1] for row in table["rows"]] == [
        "经营场所布局图",
        "食品安全管理人员和从业人员健康证明",
    ]


def test_xkf_32_4_second_notice_refused(counter: Counter) -> None:
    id = told(counter, "m02")
    supply(counter, id, "m02")
    with refused("not-in-notice"):
        wrong = CheckMaterial(id, "m03", "wrong", "缺少型号", "补充型号")
        counter.do(wrong, counter.actors["li"])
    assert list(counter.papers(id)) == ["receipt", "correction"]


def test_xkf_32_4_notice_after_the_fifth_day_refused(counter: Counter) -> None:
    id = counter.apply()
    counter.finish(id, "register", "zhang")
    counter.check(id, "m02")
    clock = counter.office.clock
    clock.shift(clock.offset + (date(2025, 10, 11) - counter.today))  # nothing fired yet
    with refused("correction-too-late"):
        counter.finish(id, "examine", "li", outcome="correct")


def test_xkf_32_5_all_supplied_is_accepted_as_of_that_day(counter: Counter) -> None:
    id = told(counter, "m02")
    counter.at(date(2025, 10, 9))
    supply(counter, id, "m02")
    counter.at(date(2025, 10, 10))
    with refused("must-accept"):
        counter.check(id, codes=("m02",))
        counter.finish(id, "check_correction", "li", correction="partial", explanation="-")
    counter.finish(id, "check_correction", "li", correction="complete")
    row = counter.application(id)
    assert (row.state, row.accepted_on) == ("accepted", date(2025, 10, 9))
    assert counter.elements(id) == ["review"]


def test_partly_supplied_waits_on_and_is_never_returned(counter: Counter) -> None:
    id = told(counter, "m02", "m03")
    supply(counter, id, "m02")
    counter.check(id, codes=("m02",))
    counter.finish(id, "check_correction", "li", correction="partial", explanation="清单仍缺型号")
    for month in (12, 1, 3):
        counter.at(date(2025 if month == 12 else 2026, month, 20))
        assert counter.application(id).state == "correction"
    supply(counter, id, "m03")
    assert counter.elements(id) == ["check_correction"]


def test_unanswered_supply_alarms_and_is_never_returned(counter: Counter) -> None:
    id = told(counter, "m02")
    supply(counter, id, "m02")
    counter.at(date(2025, 12, 31))
    assert counter.elements(id) == ["check_correction"]
    trace = counter.office.engine.case(counter.city, id).trace
    assert ("alarm_head", "completed") in [tuple(step[:2]) for step in trace]


def test_nothing_supplied_for_thirty_working_days_is_returned(counter: Counter) -> None:
    id = told(counter, "m02")
    counter.at(date(2025, 11, 13), 23)
    assert counter.application(id).state == "correction"
    counter.at(date(2025, 11, 14), 0)
    assert counter.application(id).state == "returned"
    assert counter.office.engine.case(counter.city, id).state == "completed"
    assert "returned" in counter.papers(id)


def test_supply_without_material_refused(counter: Counter) -> None:
    id = told(counter, "m02")
    with refused("nothing-supplied"):
        counter.do(requests.supply(id), counter.actors["zhang"])


def test_xkf_32_4_material_outside_the_notice_is_not_taken(counter: Counter) -> None:
    id = told(counter, "m02")
    with refused("not-in-notice"):
        counter.do(AttachMaterial(id, "m03", None), counter.actors["zhang"])


def test_xkf_32_5_incomplete_materials_are_not_accepted(counter: Counter) -> None:
    id = counter.apply()
    counter.to("examine", id)
    counter.check(id, "m01")
    with refused("materials-incomplete"):
        counter.finish(id, "examine", "li", outcome="accept")
    assert counter.application(id).state == "received"


def test_xkf_32_2_not_accepted_names_who_is_competent(counter: Counter) -> None:
    id = counter.apply()
    counter.to("examine", id)
    with refused("competent-authority-missing"):
        counter.finish(
            id, "examine", "li", outcome="not_accepted", reason="无权", clause="三十二条"
        )
    counter.finish(
        id, "examine", "li", outcome="not_accepted", reason="不属于本机关职权",
        clause="行政许可法第三十二条", competent_authority="德阳市农业农村局",
    )  # fmt: skip
    text = str(counter.papers(id)["not_accepted"].content["blocks"])
    assert "德阳市农业农村局" in text
    assert "六十日内" in text
    counter.finish(id, "deliver", "zhang")
    counter.finish(id, "archive", "zhang")
    row = counter.application(id)
    assert (row.state, row.delivered_on) == ("not_accepted", date(2025, 9, 26))


def test_xkf_32_1_no_licence_needed(counter: Counter) -> None:
    id = counter.apply()
    counter.to("examine", id)
    said = {"reason": "仅销售预包装食品", "clause": "食品安全法第三十五条"}
    counter.finish(id, "examine", "li", outcome="not_required", **said)
    assert counter.application(id).state == "not_required"
    assert counter.elements(id) == ["deliver"]


def test_withdrawal_before_the_decision_ends_the_case(counter: Counter) -> None:
    id = counter.apply()
    counter.to("decide", id)
    counter.do(requests.withdraw(id), counter.actors["zhang"])
    assert counter.application(id).state == "withdrawn"
    assert counter.elements(id) == []
    assert counter.office.engine.case(counter.city, id).state == "completed"


def test_withdrawal_after_the_decision_refused(counter: Counter) -> None:
    id = counter.apply()
    counter.to("deliver", id)
    with refused("too-late-to-withdraw"):
        counter.do(requests.withdraw(id), counter.actors["zhang"])


def test_an_item_done_on_the_spot_is_decided_without_review(counter: Counter) -> None:
    for grant in counter.granted(FILING).values():
        counter.do(grant)
    id = counter.apply(item=FILING)
    counter.to("review", id)
    assert counter.elements(id) == ["decide"]
    counter.finish(id, "decide", "sun")
    paper = counter.papers(id)["approval"]
    assert "备案" in paper.content["title"]
    assert "许可" not in str(paper.content["blocks"])


def test_a_known_enterprise_is_entered_once(counter: Counter) -> None:
    first, second = counter.apply(), counter.apply()
    assert counter.application(first).party_id == counter.application(second).party_id
    assert NOODLES.name


def test_numbers_are_gapless_and_a_refused_step_gives_its_number_back(counter: Counter) -> None:
    first, second = counter.apply(), counter.apply()
    for id in (first, second):
        counter.to("examine", id)
    counter.check(first, "m01")
    with refused("materials-incomplete"):
        counter.finish(first, "examine", "li", outcome="accept")
    counter.check(second)
    counter.finish(second, "examine", "li")
    counter.check(first)
    counter.finish(first, "examine", "li")
    numbers = [counter.papers(id)["acceptance"].number for id in (second, first)]
    assert numbers == ["德市监许受〔2025〕1号", "德市监许受〔2025〕2号"]
