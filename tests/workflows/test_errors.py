"""What is refused is said in sentences for people."""

from __future__ import annotations

from workflows.errors import Finding, InputInvalid


def test_a_refused_form_speaks_no_keys_of_fields() -> None:
    refused = InputInvalid([Finding("日期不能晚于今天。", "invalid", "delivered_on")])
    assert refused.message == "日期不能晚于今天。"
    assert refused.findings[0].field == "delivered_on"


def test_a_refused_file_says_sheet_row_and_column() -> None:
    finding = Finding("没有这个机构。", "unknown", "所属机构", sheet="岗位", row=7)
    assert str(finding) == "岗位 第7行 所属机构：没有这个机构。"
