"""Rules of handling, each by its article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from workflows.handling import rules, states
from workflows.handling.rules import RuleBroken, Verdict

LI, WANG = UUID(int=1), UUID(int=2)
GOOD = Verdict("plan", "布局图", True, True, "ok")
WRONG = replace(GOOD, verdict="wrong", problem="比例尺不清", demand="按1:100重绘")
TOLD = replace(WRONG, in_correction=True)


def refused(code: str):
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def test_xkf_31_material_outside_the_list_refused():
    rules.only_listed_materials({"plan"}, {"plan", "health"})
    with refused("material-not-listed"):
        rules.only_listed_materials({"plan", "house-deed"}, {"plan"})


def test_xkf_32_5_complete_materials_may_be_accepted():
    rules.may_accept([GOOD])


@pytest.mark.parametrize(
    "material",
    [
        replace(GOOD, has_file=False, verdict="open"),
        replace(GOOD, verdict="open"),
        WRONG,
        replace(WRONG, required=False),
    ],
)
def test_xkf_32_5_open_or_wrong_material_is_not_accepted(material):
    with refused("materials-incomplete"):
        rules.may_accept([GOOD, material])


def test_xkf_32_4_one_notice_names_all_that_is_wrong_or_missing():
    missing = replace(WRONG, code="health", has_file=False, verdict="open")
    assert rules.correction_list([GOOD, WRONG, missing]) == [WRONG, missing]


def test_xkf_32_4_notice_without_problem_and_demand_refused():
    with refused("correction-without-reason"):
        rules.correction_list([replace(WRONG, demand=None)])


def test_xkf_32_4_notice_waits_until_everything_is_checked():
    with refused("correction-not-whole"):
        rules.correction_list([WRONG, replace(GOOD, code="staff", verdict="open")])


def test_xkf_32_5_nothing_wrong_means_no_correction():
    with refused("nothing-to-correct"):
        rules.correction_list([GOOD])


def test_xkf_32_4_second_notice_refused():
    rules.first_correction(already_told=False)
    with refused("second-correction"):
        rules.first_correction(already_told=True)


def test_xkf_32_4_notice_after_the_fifth_working_day_refused():
    due = date(2025, 10, 10)
    rules.correction_in_time(due, due)
    with refused("correction-too-late"):
        rules.correction_in_time(date(2025, 10, 11), due)


def test_xkf_32_4_after_the_notice_nothing_new_is_asked():
    rules.no_new_demand(TOLD)
    with refused("not-in-notice"):
        rules.no_new_demand(WRONG)


def test_xkf_32_5_all_supplied_must_be_accepted():
    with refused("must-accept"):
        rules.correction_answer("partial", [replace(TOLD, verdict="ok"), WRONG])
    rules.correction_answer("complete", [replace(TOLD, verdict="ok"), WRONG])


def test_xkf_32_5_unmet_correction_is_not_complete():
    with refused("correction-unmet"):
        rules.correction_answer("complete", [TOLD])
    rules.correction_answer("partial", [TOLD])


def test_xkf_32_2_not_accepted_names_the_competent_authority():
    with refused("competent-authority-missing"):
        rules.not_accepted_needs_authority("not_accepted", " ", "不属于本机关职权")
    rules.not_accepted_needs_authority("not_accepted", "德阳市农业农村局", "不属于本机关职权")
    rules.not_accepted_needs_authority("not_required", "", "依法不需要取得许可")


def test_xkf_34_3_two_inspectors():
    rules.two_inspectors(LI, WANG)
    with refused("one-inspector-alone"):
        rules.two_inspectors(LI, LI)


@pytest.mark.parametrize(
    ("reason", "clause", "remedy", "code"),
    [
        ("", "第三十三条", "60日内…", "reason-missing"),
        ("布局不符合要求", " ", "60日内…", "clause-missing"),
        ("布局不符合要求", "第三十三条", None, "remedy-missing"),
    ],
)
def test_xkf_38_refusal_needs_reason_clause_and_remedy(reason, clause, remedy, code):
    with refused(code):
        rules.refusal_needs(reason, clause, remedy)
    rules.refusal_needs("布局不符合要求", "第三十三条", "60日内…")


def test_s1_reviewer_does_not_decide():
    doers = {"review": [LI], "examine": [WANG]}
    rules.separate_persons(WANG, doers, ["review"])
    with refused("separation-of-duties"):
        rules.separate_persons(LI, doers, ["review", "opinion"])


def test_s7_helper_does_not_act_as_official():
    rules.helper_stays_out(LI, "window", LI)
    rules.helper_stays_out(WANG, "guide", LI)
    with refused("helper-acts"):
        rules.helper_stays_out(LI, "guide", LI)


def test_s5_publisher_is_not_the_author():
    rules.publisher_is_not_author(LI, WANG)
    for author in (LI, None):
        with refused("author-publishes"):
            rules.publisher_is_not_author(LI, author)


@pytest.mark.parametrize("state", sorted(states.LABELS))
def test_withdrawal_only_before_the_decision(state):
    if state in states.BEFORE_DECISION:
        rules.may_withdraw(state)
    else:
        with refused("too-late-to-withdraw"):
            rules.may_withdraw(state)


def test_electronic_service_needs_consent():
    rules.electronic_needs_consent("electronic", consented=True)
    with refused("consent-missing"):
        rules.electronic_needs_consent("electronic", consented=False)


def test_refusals_carry_sentence_and_article():
    with pytest.raises(RuleBroken) as broken:
        rules.first_correction(already_told=True)
    assert broken.value.facts["rule"] == "《行政许可法》第三十二条第一款第四项"
    assert broken.value.facts["rule"] in broken.value.message
