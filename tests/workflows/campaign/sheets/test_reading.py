"""Scoring sheets as data (domain §2.6): the shipped ones hold, a wrong one is refused whole."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from workflows.campaign.sheets import read_sheet
from workflows.campaign.sheets.sheet import TAGS, Sheet
from workflows.errors import ImportRefused

FOLDER = Path("bpmn/campaign/sheets")
SHIPPED = sorted(FOLDER.glob("*.yaml"))
#: The plan's own words for what a park answers for (R-034)
DIMENSIONS = [
    "办公场所", "硬件设施", "人员配备", "事项进驻", "工作经费",
    "环境打造", "窗口设置", "事项承接", "事项办理", "人员管理", "亮点打造与经验总结",
]  # fmt: skip


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_r034_five_five_and_one_dimensions_make_a_hundred_points(file: Path):
    sheet = read_sheet(file.read_bytes())

    assert [name for _code, name, _most in sheet.dimensions] == DIMENSIONS
    assert sum(most for _code, _name, most in sheet.dimensions) == sheet.total == Decimal(100)


def test_r012_a_version_has_a_sheet_per_category_and_one_for_the_rest():
    sheets = [read_sheet(file.read_bytes()) for file in SHIPPED]

    assert {one.code for one in sheets} == {"deyang-2023-draft"}
    assert {one.category for one in sheets} == {"*", "agricultural"}
    assert {one.level for one in sheets} == {"city"}


def test_r002_indicators_carry_one_of_the_three():
    tags = {one.tag for file in SHIPPED for one in read_sheet(file.read_bytes()).indicators}

    assert tags - {None} == set(TAGS)


def test_r042_both_titles_of_the_handbook_are_kept():
    sheet = read_sheet(SHIPPED[0].read_bytes())

    assert sheet.handbook == "四川省省级园区示范政务服务中心建设指导手册"
    assert sheet.handbook_alias == "四川省省级园区政务服务中心建设指导手册"


def test_a_sheet_that_rests_on_an_assumption_says_so_in_its_name():
    assert read_sheet(SHIPPED[0].read_bytes()).name.endswith("（指标和分值为暂定）")


def test_a_sheet_comes_back_from_its_columns_as_it_was():
    sheet = read_sheet(SHIPPED[0].read_bytes())
    row = type("Row", (), sheet.values())

    assert Sheet.of(row) == sheet


#: (what is planted, what is said of it)
WRONG = [
    ({"code": "有 空格"}, "编码"),
    ({"level": "town"}, "级别"),
    ({"effective_on": "2023年5月"}, "日期"),
    ({"total": 99}, "各维度分值合计100，应为99"),
    ({"total": "many"}, "总分"),
    ({"vetoes": [{"code": "A1", "name": "重复"}]}, "编码A1重复"),
    ({"surprise": 1}, "surprise"),
    ({"dimensions": []}, "不能为空"),
    ({"dimensions": ["A1"]}, "应为列表"),
]


@pytest.mark.parametrize(("plant", "said"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_sheet_is_refused_with_a_sentence(plant: dict[str, object], said: str):
    data = yaml.safe_load(SHIPPED[0].read_text("utf-8")) | plant

    with pytest.raises(ImportRefused, match=said):
        read_sheet(yaml.safe_dump(data, allow_unicode=True).encode())


def test_points_of_a_dimension_are_those_of_its_indicators():
    data = yaml.safe_load(SHIPPED[0].read_text("utf-8"))
    data["dimensions"][0]["indicators"][0]["max"] = 6

    with pytest.raises(ImportRefused, match="办公场所各指标分值合计"):
        read_sheet(yaml.safe_dump(data, allow_unicode=True).encode())


def test_all_that_is_wrong_is_said_at_once():
    data = yaml.safe_load(SHIPPED[0].read_text("utf-8")) | {"level": "town", "issuer": ""}

    with pytest.raises(ImportRefused) as refused:
        read_sheet(yaml.safe_dump(data, allow_unicode=True).encode())

    assert {one.field for one in refused.value.findings} == {"level", "issuer"}
