"""The page on which designers try an expression or a decision. It writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from flask import Blueprint, render_template, request

from engine.dmn import FINDINGS
from web import current
from web.expressions import queries
from web.expressions.examples import EXAMPLES
from web.expressions.schemas import KINDS, Asked, Trial
from web.expressions.trying import (
    MAX_DATA,
    MAX_FILE,
    MAX_TEXT,
    DataUnreadable,
    Tried,
    read_data,
    try_cell,
    try_decision,
    try_expression,
)
from web.expressions.words import kind_words, said, wanted
from web.i18n import _
from web.schemas import read

blueprint = Blueprint("expressions", __name__, template_folder="templates")

#: What a finding about a table is called
FOUND = {
    "table-gap": "漏项", "table-overlap": "重叠", "table-disagreement": "结果矛盾",
    "rule-unreachable": "轮不到的规则", "rule-never-matches": "永不成立",
    "output-missing": "缺输出", "type-clash": "类型不符", "unknown-name": "未知名称",
}  # fmt: skip


@blueprint.get("/expressions")
def index() -> str:
    """The empty form with examples; one of them filled in and tried where it is asked for."""
    number = request.args.get("example", "")
    if number.isdecimal() and 1 <= int(number) <= len(EXAMPLES):
        one = EXAMPLES[int(number) - 1]
        return _page(Asked(one.kind, one.text, one.data, one.value))
    kind = request.args.get("kind", "")
    return _page(Asked(kind if kind in KINDS else "expression"))


@blueprint.post("/expressions")
def attempt() -> str:
    """What was sent, tried."""
    asked: Asked = read(Trial(), request.form)
    sent = request.files.get("upload")
    if sent is not None and sent.filename:
        asked = replace(asked, text=sent.read(MAX_FILE + 1).decode("utf-8", "replace"), file="")
    return _page(asked)


def _page(asked: Asked) -> str:
    files = queries.decision_files(current.read(), current.identity().tenant)
    found, refused = None, ""
    if asked.text or asked.file:
        try:
            found = tried(asked, files)
        except DataUnreadable as error:
            refused = str(error)
    return render_template(
        "expressions/index.html",
        asked=asked,
        kinds=KINDS,
        examples=EXAMPLES,
        files=files,
        tried=found,
        refused=refused,
        findings=FINDINGS,
        found=FOUND,
        said=said,
        wanted=wanted,
        kind_words=kind_words,
    )


def tried(asked: Asked, files: Mapping[str, UUID]) -> Tried:
    """What came of it. Raises ``DataUnreadable``, also for too much."""
    most = MAX_FILE if asked.kind == "decision" else MAX_TEXT
    if len(asked.text) > most:
        raise DataUnreadable(_("内容太长，最多 {n} 个字符。", n=most))
    if len(asked.data) > MAX_DATA:
        raise DataUnreadable(_("数据太长，最多 {n} 个字符。", n=MAX_DATA))
    data, now = read_data(asked.data), current.office().clock.now()
    if asked.kind == "cell":
        return try_cell(asked.text, asked.value, data, now)
    if asked.kind == "expression":
        return try_expression(asked.text, data, now)
    return try_decision(_decision_file(asked, files), asked.decision, data, now)


def _decision_file(asked: Asked, files: Mapping[str, UUID]) -> bytes:
    """What was pasted or sent, else the deployed file of that name."""
    deployment = files.get(asked.file)
    if asked.text.strip() or deployment is None:
        return asked.text.strip().encode()
    tenant = current.identity().tenant
    return bytes(current.office().engine.resource(tenant, deployment, asked.file))
