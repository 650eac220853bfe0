"""One table: what was refused → the status and the words that a person reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from flask import Flask, Response, g, make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from engine.errors import (
    AlreadyDone,
    CaseUnreadable,
    DeploymentRefused,
    EngineError,
    ExpressionFailed,
    KeyReused,
    NotFound,
    NotPermitted,
    Refused,
    StoreUnavailable,
    WrongState,
)
from web import current
from web.i18n import _
from web.journal import Journal
from web.layout.dates import hour
from web.problem import problem, shape_findings
from web.session.bearer import for_programs
from web.session.csrf import CSRFError
from workflows.errors import AuthorityRefused, FieldRefused, InputInvalid
from workflows.people.models import Person

log = Journal("refusal")


@dataclass(frozen=True)
class Refusal:
    """What a person reads: what happened, what stayed, what to do next."""

    status: int
    title: str
    words: str
    lines: tuple[str, ...] = field(default_factory=tuple)
    level: str = "warning"
    href: str | None = None
    label: str | None = None
    #: Stable name for programs, and what exactly is wrong: {"field", "code", "sentence", …}
    code: str = "failed"
    findings: tuple[Mapping[str, Any], ...] = ()


#: First match wins: the more particular stands above the more general
_WORDS: tuple[tuple[type[Exception], int, str, str], ...] = (
    (NotFound, 404, "没有找到", "没有这件事，或您的岗位不能查看。"),
    (NotPermitted, 403, "现在不能办", "您的岗位不能做这一步。"),
    (AlreadyDone, 409, "已经办理", "这件事已经办完。"),
    (KeyReused, 409, "请重新打开", "这一页已经提交过别的内容，请重新打开后再办。"),
    (WrongState, 409, "状态已变", "这件事的状态已经变化，请重新打开后再办。"),
    (DeploymentRefused, 422, "流程文件不能使用", "文件有问题，没有保存任何内容。"),
    (ExpressionFailed, 422, "流程设置有误", "流程中的一个条件算不出结果，请告知流程设计员。"),
    (CaseUnreadable, 409, "办件已停下", "这件事的存储内容已损坏，已停下并记为异常，请告知管理员。"),
    (Refused, 422, "没有办成", "这一步没有办成，内容没有改变。"),
    (StoreUnavailable, 503, "暂时不能保存", "数据库现在没有应答，内容没有改变，请稍后再试。"),
    (EngineError, 500, "没有办成", "系统没有办成这一步，内容没有改变，请稍后再试。"),
)

_HTTP: dict[int, tuple[str, str]] = {
    400: ("请求不完整", "这次提交缺少内容，请回到上一页再试。"),
    401: ("请先登录", "请先登录再继续。"),
    403: ("不能打开", "您的岗位不能打开此页。"),
    404: ("没有找到", "没有这一页，或您的岗位不能查看。"),
    405: ("请求方式不对", "请从页面上的按钮办理。"),
    406: ("格式不对", "这个地址给不出所要的格式。"),
    412: ("内容已变", "读取之后内容已经改变，请重新读取后再提交。"),
    413: ("文件太大", "文件超过大小限制，请压缩或分开后再传。"),
    415: ("格式不对", "请按接口文档的格式提交。"),
    422: ("内容不对", "提交的内容不符合要求，请按说明改正。"),
    426: ("请更新浏览器", "请更新浏览器后再打开。"),
    428: ("请求不完整", "请在 If-Match 中写明读取时的版本。"),
    429: ("尝试太多", "尝试次数太多，请一分钟后再试。"),
}


def install(app: Flask) -> None:
    """Turn refusals and HTTP errors into pages or, for htmx, into parts of pages."""
    app.register_error_handler(EngineError, _refused)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _failed)


def explain(error: EngineError) -> Refusal:
    """Status and words of what the engine or the field refused."""
    kind, status, title, words = next(row for row in _WORDS if isinstance(error, row[0]))
    # sentences of the field are Chinese and meant for the person; the engine's are for the log
    if isinstance(error, FieldRefused) and kind is not NotFound:
        words = error.message
    findings = tuple(_findings(error))
    refusal = Refusal(status, _(title), _(words), code=error.code, findings=findings)
    more = _MORE.get(kind)
    return more(error, refusal) if more else refusal


def _findings(error: EngineError) -> Iterator[Mapping[str, Any]]:
    if isinstance(error, InputInvalid):
        for one in error.findings:
            yield {"field": one.field, "code": one.code, "sentence": _(one.sentence),
                   "sheet": one.sheet, "row": one.row}  # fmt: skip
    if isinstance(error, DeploymentRefused):
        for found in error.problems:
            yield {"field": found.element, "code": found.code, "sentence": found.message,
                   "sheet": found.file, "row": found.line}  # fmt: skip


def _already_done(error: EngineError, refusal: Refusal) -> Refusal:
    by, at = error.facts.get("by"), error.facts.get("at")
    if by is None or at is None:
        return refusal
    words = _("{who} 于 {at} 已办理。", who=_name(by), at=hour(at))
    kept = _("您填写的内容没有提交，也没有改变这件事。")
    return replace(refusal, words=words, lines=(kept,), level="info")


def _name(person: UUID) -> str:
    query = select(Person.name).where(
        Person.tenant == current.identity().tenant, Person.id == person
    )
    return current.read_again().scalar(query) or _("他人")


def _deployment(error: EngineError, refusal: Refusal) -> Refusal:
    lines = tuple(error.message.splitlines())
    return replace(refusal, lines=lines)


def _not_permitted(error: EngineError, refusal: Refusal) -> Refusal:
    if error.code == "claimed":
        return replace(refusal, words=_("{who} 已认领，正在办理。", who=_name(error.facts["by"])))
    if not isinstance(error, AuthorityRefused):
        return refusal
    could = error.ruling.who_could
    return replace(refusal, lines=tuple(_("可由 {who} 办理。", who=one) for one in could))


def _store(error: EngineError, refusal: Refusal) -> Refusal:
    words = _STORE.get(error.code)
    return replace(refusal, words=_(words)) if words else refusal


_STORE = {
    "disk-full": "服务器的磁盘已满，内容没有改变。请告知管理员，腾出空间后再提交一次。",
    "disk-failed": "服务器的磁盘不能写入，内容没有改变。请告知管理员。",
    "outcome-unknown": "保存时数据库断开了，不知道是否已保存。请重新打开看一看，再决定要不要再办。",
}

_MORE: dict[type[Exception], Callable[[EngineError, Refusal], Refusal]] = {
    AlreadyDone: _already_done,
    DeploymentRefused: _deployment,
    NotPermitted: _not_permitted,
    StoreUnavailable: _store,
}


def _refused(error: EngineError) -> Response:
    refusal = explain(error)
    # The sentence may name people; the code says enough to find it
    log.warning("refused", code=error.code, endpoint=request.endpoint)
    if isinstance(error, StoreUnavailable) and error.code not in ("disk-full", "disk-failed"):
        # Whose page it is would be read from the very database that does not answer
        current.sign_nobody_in()
    return answer(refusal)


def _csrf(_error: CSRFError) -> Response:
    from web.access import page_before, to_sign_in

    before = page_before()
    from_sign_in = before and before.startswith(url_for("session.sign_in"))
    if before and not from_sign_in and not current.signed_in():
        return to_sign_in()
    words = _("这一页开得太久，请回到刚才的页面再提交一次，填写的内容还在。")
    label = _("回到刚才的页面") if before else None
    return answer(Refusal(400, _("页面过期"), words, href=before, label=label))


def _http(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error
    title, words = _HTTP.get(status, ("没有办成", "系统没有办成这一步，请稍后再试。"))
    code = (error.name or "failed").lower().replace(" ", "-")
    lines: tuple[str, ...] = ()
    right = g.get("refused_right")
    if status == 403 and right is not None:
        from web.access import who

        lines = (_("“{page}”供：{who}。", page=_(right.words), who=who(right)),)
    code, findings = g.get("refused_code", code), tuple(shape_findings(error))
    answered = answer(Refusal(status, _(title), _(words), lines, code=code, findings=findings))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answered.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return answered


def _failed(error: Exception) -> Response:
    told = current.office().engine.fault(error)
    if told is not None:  # the database went away between two reads of this request
        return _refused(told)
    log.exception("failed", endpoint=request.endpoint, exc_info=error)
    if isinstance(error, DataError):  # the database does not take a value; all was rolled back
        words = _("有一项太长，或超出了允许的范围。内容没有保存，请改正后再试。")
        return answer(Refusal(422, _("内容不对"), words, code="value-out-of-range"))
    words = _("系统出了故障，已经记下。您这一步没有办成，原来的内容没有改变。")
    return answer(Refusal(500, _("出了故障"), words, level="danger"))


def answer(refusal: Refusal) -> Response:
    """The refusal as a page, or as a part where htmx or a dialog asked."""
    if for_programs():
        return problem(refusal)
    part = bool(request.headers.get("HX-Request"))
    name = "layout/refusal.html" if part else "layout/error.html"
    response = make_response(render_template(name, refusal=refusal), refusal.status)
    if part:
        # a refused part must not replace what the person was filling in
        response.headers["HX-Retarget"] = "#alerts"
        response.headers["HX-Reswap"] = "innerHTML show:top"
    return response
