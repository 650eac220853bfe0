"""A form is checked on the server from the same form file as in the browser."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from time import process_time
from typing import Any

import pytest

from web.forms import PayloadRefused, check, read
from web.forms.schema import UnknownFormPart, parse


def one(kind: str, **settings: Any) -> dict[str, Any]:
    """A form with a single field ``x``, labelled 项."""
    return {"type": "default", "components": [field("x", kind, **settings)]}


def field(key: str, kind: str = "textfield", **settings: Any) -> dict[str, Any]:
    return {"type": kind, "key": key, "id": f"f_{key}", "label": "项", **settings}


VERDICT = {"values": [{"label": "合格", "value": "ok"}, {"label": "不合格", "value": "wrong"}]}


@pytest.mark.parametrize(
    ("form", "value", "clean"),
    [
        (one("textfield"), "  食品  ", "食品"),
        (one("textfield"), None, ""),
        (one("textarea"), "一\n二", "一\n二"),
        (one("number"), "1200.50", Decimal("1200.50")),
        (one("number", decimalDigits=0), 3, 3),
        (one("number", increment="0.5"), Decimal("2.5"), Decimal("2.5")),
        (one("checkbox"), None, False),
        (one("checkbox"), "yes", False),
        (one("checkbox", validate={"required": True}), True, True),
        (one("radio", **VERDICT), "ok", "ok"),
        (one("select", **VERDICT), None, None),
        (one("checklist", **VERDICT), ["ok", "ok"], ["ok"]),
        (one("taglist", **VERDICT), [], []),
        (one("datetime", subtype="date"), "2025-10-11", date(2025, 10, 11)),
        (one("datetime", subtype="time"), "09:30", time(9, 30)),
        (
            one("datetime", subtype="datetime"),
            "2025-10-11T09:30+08:00",
            datetime(2025, 10, 11, 9, 30, tzinfo=timezone(timedelta(hours=8))),
        ),
        (one("textfield", validate={"pattern": "^\\d{6}$"}), "618000", "618000"),
        (one("textfield", validate={"validationType": "email"}), "a.b@c.cn", "a.b@c.cn"),
    ],
)
def test_a_right_value_comes_out_clean_and_typed(form: Any, value: Any, clean: Any) -> None:
    checked = check(form, {"x": value})
    assert checked.errors == {}
    assert checked.values == {"x": clean}
    assert type(checked.values["x"]) is type(clean)


@pytest.mark.parametrize(
    ("form", "value", "sentence"),
    [
        (one("textfield", validate={"required": True}), "  ", "请填写项。"),
        (one("radio", validate={"required": True}, **VERDICT), None, "请选择项。"),
        (one("checkbox", validate={"required": True}), False, "请勾选“项”。"),
        (one("checklist", validate={"required": True}, **VERDICT), [], "请选择项。"),
        (one("datetime", subtype="date", validate={"required": True}), "", "请选择项。"),
        (one("textfield"), 5, "项请填文字。"),
        (one("textfield"), "a\nb", "项里有不可见的字符，请重新输入。"),
        (one("textarea"), "a\x00b", "项里有不可见的字符，请重新输入。"),
        (one("textfield"), "长" * 1001, "项最多1000个字，现在是1001个。"),
        (one("textfield", validate={"minLength": 3}), "ab", "项至少3个字，现在是2个。"),
        (one("textfield", validate={"maxLength": 3}), "abcd", "项最多3个字，现在是4个。"),
        (one("textfield", validate={"pattern": "^\\d+$"}), "١٢", "项的格式不对。"),
        (
            one("textfield", validate={"pattern": "^A", "patternErrorMessage": "以A开头。"}),
            "B",
            "以A开头。",
        ),
        (one("textfield", validate={"validationType": "email"}), "a@", "项请填有效的电子邮箱。"),
        (one("number"), "abc", "项请填数字。"),
        (one("number"), True, "项请填数字。"),
        (one("number"), "1e999999", "项请填数字。"),
        (one("number"), "NaN", "项请填数字。"),
        (one("number", decimalDigits=0), "1.5", "项请填整数。"),
        (one("number", decimalDigits=2), "1.505", "项最多2位小数。"),
        (one("number", validate={"min": 0}), "-1", "项不能小于0。"),
        (one("number", validate={"max": 100}), "100.01", "项不能大于100。"),
        (one("number", increment=5), 7, "项请填5的倍数。"),
        (one("radio", **VERDICT), "approve", "项只能从给出的选项里选。"),
        (one("radio", **VERDICT), ["ok"], "项只能从给出的选项里选。"),
        (one("checklist", **VERDICT), ["ok", "no"], "项只能从给出的选项里选。"),
        (one("checklist", **VERDICT), "ok", "项只能从给出的选项里选。"),
        (one("datetime", subtype="date"), "2025-02-30", "项请填有效的日期。"),
        (one("datetime", subtype="datetime"), "2025-02-03", "项请填有效的日期。"),
        (one("datetime", subtype="time"), "25:00", "项请填有效的时间。"),
        (
            one("datetime", subtype="date", disallowPassedDates=True),
            "2025-09-25",
            "项不能早于今天。",
        ),
    ],
)
def test_a_wrong_value_is_named_in_words(form: Any, value: Any, sentence: str) -> None:
    checked = check(form, {"x": value}, today=date(2025, 9, 26))
    assert checked.errors == {"x": sentence}


def test_all_that_is_wrong_is_said_at_once() -> None:
    form = {
        "components": [
            field("a", validate={"required": True}),
            field("b", "number"),
            field("c"),
        ]
    }
    checked = check(form, {"b": "x", "c": "in order", "d": 1})
    assert set(checked.errors) == {"a", "b", "d"}
    assert checked.errors["d"] == "表单里没有“d”这一项，请刷新页面后再填。"


def test_a_hidden_field_is_not_asked_and_not_kept() -> None:
    form = {
        "components": [
            field("verdict", "radio", **VERDICT),
            field(
                "reason",
                validate={"required": True},
                conditional={"hide": '=verdict = "ok"'},
            ),
        ]
    }
    hidden = check(form, {"verdict": "ok", "reason": "left over"})
    shown = check(form, {"verdict": "wrong"})
    assert hidden.ok
    assert hidden.values == {"verdict": "ok"}
    assert shown.errors == {"reason": "请填写项。"}


def test_a_field_hidden_behind_a_hidden_field_does_not_come_back() -> None:
    form = {
        "components": [
            field("a", "checkbox"),
            field("b", "checkbox", conditional={"hide": "=a = true"}),
            field("c", conditional={"hide": "=not(b = true)"}),
        ]
    }
    assert set(check(form, {"a": True, "b": True, "c": "x"}).values) == {"a"}


def test_a_fact_that_the_page_only_shows_keeps_its_known_value() -> None:
    form = {
        "components": [
            field("park", readonly=True),
            field("number", disabled=True),
            field("opinion"),
        ]
    }
    sent = {"park": "forged", "number": "forged", "opinion": "yes"}
    checked = check(form, sent, known={"park": "dyjkq", "number": "5106"})
    assert checked.values == {"park": "dyjkq", "number": "5106", "opinion": "yes"}


def test_options_may_come_from_the_known_data() -> None:
    form = one("select", valuesKey="colleagues")
    known = {"colleagues": [{"label": "李某", "value": "p1"}]}
    assert check(form, {"x": "p1"}, known=known).ok
    assert not check(form, {"x": "p2"}, known=known).ok


def test_repeated_parts_name_the_row() -> None:
    form = {
        "components": [
            {
                "type": "dynamiclist",
                "path": "people",
                "label": "人员",
                "isRepeating": True,
                "components": [field("name", validate={"required": True})],
            }
        ]
    }
    assert check(form, {"people": [{"name": "王"}]}).values == {"people": [{"name": "王"}]}
    checked = check(form, {"people": [{"name": "王"}, {"name": "", "x": 1}]})
    assert set(checked.errors) == {"people.1.name", "people.1.x"}


def test_groups_add_a_level_only_with_a_path() -> None:
    flat = {"components": [{"type": "group", "components": [field("a")]}]}
    deep = {"components": [{"type": "group", "path": "g", "components": [field("a")]}]}
    assert check(flat, {"a": "1"}).values == {"a": "1"}
    assert check(deep, {"g": {"a": "1"}}).values == {"g": {"a": "1"}}


def test_a_part_that_cannot_be_checked_is_refused() -> None:
    with pytest.raises(UnknownFormPart):
        parse(one("hologram"))


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"a": NaN}', '{"a": 1, "a": 2}', '{"a": ' + "[" * 60 + "]" * 60 + "}"]
)
def test_data_that_is_no_form_is_refused(text: str) -> None:
    with pytest.raises(PayloadRefused):
        read(text)


def test_numbers_of_a_form_stay_exact() -> None:
    assert read('{"a": 0.1}') == {"a": Decimal("0.1")}


def test_codes_copied_with_spaces_or_full_width_digits_are_read() -> None:
    code = one("textfield", validate={"pattern": "^1[0-9]{10}$"})
    assert check(code, {"x": "　１３８ 8101 3974"}).values == {"x": "13881013974"}


def test_a_name_keeps_its_inner_spaces_and_brackets() -> None:
    assert check(one("textfield"), {"x": " Ｄ＆Ｇ（德阳） 店 "}).values == {"x": "D＆G（德阳） 店"}


def test_a_pattern_that_never_ends_is_stopped() -> None:
    """A form that somebody drew must not hold the server: (a+)+$ takes hours with 40 letters."""
    part = {
        "type": "textfield",
        "key": "code",
        "label": "编码",
        "validate": {"pattern": "^(a+)+$"},
    }
    form = {"type": "default", "schemaVersion": 19, "components": [part]}
    began = process_time()
    assert check(form, {"code": "a" * 900 + "!"}).errors.keys() == {"code"}
    assert check(form, {"code": "aaa"}).ok
    assert process_time() - began < 5


def test_a_repeated_part_has_two_hundred_rows_at_most() -> None:
    rows = {"type": "dynamiclist", "path": "list", "label": "产品", "components": [field("x")]}
    form = {"type": "default", "components": [rows]}
    assert check(form, {"list": [{"x": "a"}] * 200}).ok
    assert check(form, {"list": [{"x": "a"}] * 201}).errors == {"list": "产品最多200行。"}
