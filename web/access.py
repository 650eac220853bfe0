"""The right each route needs. A route without one stops the start; nothing is open by default.

A right here says who may *ask*. Whether this task, case or file is the person's own is asked of
the object, in the view's query; whether the act is lawful is asked inside its transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, make_response, redirect, request, url_for

from web.current import identity, signed_in
from web.i18n import _
from web.journal import Journal
from web.session.bearer import for_programs, scopes
from workflows.people.roles import ROLES

log = Journal("access")


class RightMissing(RuntimeError):
    """A route has no line in ``RIGHTS``."""


@dataclass(frozen=True)
class Right:
    """Who may ask for a page: everybody, whoever is signed in, or holders of some roles."""

    #: What it is for, in the words of a list of rights
    words: str
    public: bool = False
    #: Roles of which one must be held today; empty: any signed-in person
    roles: frozenset[str] = field(default_factory=frozenset)
    #: Only in the demo
    demo: bool = False
    #: For programs: what their token must have been issued for
    scope: str = ""

    def allows(self, held: frozenset[str]) -> bool:
        return not self.roles or bool(self.roles & held)


def public(words: str) -> Right:
    return Right(words, public=True)


def signed(words: str) -> Right:
    return Right(words)


def roles(words: str, *names: str) -> Right:
    unknown = set(names) - set(ROLES)
    if unknown:
        raise RightMissing(f"unknown roles: {sorted(unknown)}")
    return Right(words, roles=frozenset(names))


_APPLY = ("enterprise", "guide", "window")
_WATCH = (
    "window", "acceptor", "reviewer", "inspector", "approver", "agency_head", "manager", "auditor",
    "park_admin", "city_admin", "dept_delegator", "bureau_leader", "county_lead", "county_leader",
)  # fmt: skip

_DESIGN = ("process_designer", "process_publisher")

_CAMPAIGN = (
    "city_admin", "bureau_leader", "county_lead", "county_leader", "park_admin", "evaluator",
    "province", "manager", "auditor",
)  # fmt: skip

_REPAIR = ("manager", "sysadmin")

RIGHTS: dict[str, Right] = {
    "static": public("样式与脚本"),
    # for machines that watch; the view of figures itself asks for a token or this machine
    "operations.alive": public("运维：存活"),
    "operations.ready": public("运维：就绪"),
    "operations.metrics": public("运维：指标（令牌或本机）"),
    "session.sign_in": public("登录"),
    "session.sign_out": signed("退出"),
    "session.language": public("切换语言"),
    "session.home": signed("首页"),
    # inbox and tasks: the list reads only keys the person holds; a task is asked for by them
    "inbox.show": signed("待办、可认领、已办"),
    "inbox.claim": signed("认领"),
    "inbox.release": signed("取消认领"),
    "tasks.show": signed("打开本人任务"),
    "tasks.save_draft": signed("暂存"),
    "tasks.complete": signed("办理本人任务"),
    "tasks.preview": signed("预览文书"),
    "tasks.check_material": signed("核对材料"),
    "tasks.next_task": signed("下一件"),
    "tasks.diagram": signed("本人任务的流程图"),
    # applications: the enterprise's own, a guide's own, the window's park
    "apply.mine": roles("我的办件", *_APPLY),
    "apply.start": roles("新办件", *_APPLY),
    "apply.parties": roles("查找申请人", "guide", "window"),
    "apply.show": roles("我的办件：进度", *_APPLY),
    "apply.edit": roles("填写申请", *_APPLY),
    "apply.save": roles("保存申请", *_APPLY),
    "apply.attach": roles("上传材料", *_APPLY),
    "apply.submit": roles("提交申请", *_APPLY),
    "apply.supply": roles("补正材料", *_APPLY),
    "apply.withdraw": roles("撤回申请", *_APPLY),
    # the views themselves ask that this is a demo and no production
    "demo_bar.people": public("演示：可以成为谁"),
    "demo_bar.switch": public("演示：换人"),
    "demo_bar.move": public("演示：时钟向前"),
    # public facts
    "catalogue.index": public("事项清单"),
    "catalogue.item": public("事项"),
    "catalogue.parks": public("园区"),
    # cases: which of them is asked of the object (web.reach)
    "monitor.index": roles("办件监控", *_WATCH),
    "monitor.export": roles("导出办件", *_WATCH),
    "monitor.search": signed("搜索"),
    # which incidents and cases is asked of the object; whether of the command (HandlingPolicy)
    "repair.incidents": roles("异常", *_REPAIR),
    "repair.retry": roles("异常：重新执行", *_REPAIR),
    "repair.migration": roles("迁移到新版本", *_REPAIR),
    "repair.migrate": roles("迁移到新版本：试算、执行", *_REPAIR),
    "repair.modify": roles("改动办件所在的环节", "manager"),
    "repair.change": roles("改动办件所在的环节：预览、执行", "manager"),
    "cases.show": signed("本人可见的办件"),
    "cases.diagram": signed("本人可见的办件：流程图"),
    "cases.retry": roles("重新执行异常", "manager"),
    # whose post that may be is asked of the object, and inside the transaction
    "cases.put_back": signed("把离岗人员的任务放回待认领"),
    "admin.index": roles("管理", "sysadmin"),
    "admin.show": roles("管理：列表", "sysadmin"),
    "admin.new": roles("管理：添加", "sysadmin"),
    "admin.change": roles("管理：更改", "sysadmin"),
    "admin.set_active": roles("管理：停用、恢复", "sysadmin"),
    "admin.end_appointment": roles("结束任期", "sysadmin"),
    "admin.password": roles("设密码", "sysadmin"),
    "admin.retire_code": roles("停用代码", "sysadmin"),
    "admin.rights": roles("页面权限", "sysadmin", "auditor"),
    "admin.grant": roles("授权：一份", "sysadmin", "auditor"),
    "admin.change_grant": roles("授权：公告、暂停、恢复、收回", "sysadmin"),
    "admin.import_workbook": roles("Excel 导入", "sysadmin"),
    "admin.template": roles("Excel 模板", "sysadmin"),
    "admin.calendar": roles("工作日历", "sysadmin"),
    "admin.tokens": roles("接口令牌", "sysadmin"),
    "admin.add_account": roles("接口令牌：添加账号", "sysadmin"),
    "admin.issue_token": roles("接口令牌：发放", "sysadmin"),
    "admin.revoke_token": roles("接口令牌：撤销", "sysadmin"),
    # who may change what is asked again by the commands
    "designer.index": roles("流程设计", *_DESIGN),
    "designer.versions": roles("流程版本", *_DESIGN),
    "designer.show": roles("草稿", *_DESIGN),
    "designer.edit": roles("打开草稿的文件", *_DESIGN),
    "designer.file": roles("读取草稿的文件", *_DESIGN),
    "designer.history": roles("草稿的历史", *_DESIGN),
    "designer.deployed_file": roles("读取版本的文件", *_DESIGN),
    "designer.check": roles("检查草稿", *_DESIGN),
    "designer.compare": roles("比较版本", *_DESIGN),
    "designer.trial": roles("试运行", *_DESIGN),
    "designer.trial_run": roles("试运行：走一步", *_DESIGN),
    "designer.open_draft": roles("起草", "process_designer"),
    "designer.save": roles("保存草稿", "process_designer"),
    "designer.copy": roles("另存草稿", "process_designer"),
    "designer.copy_open": roles("另存打开的内容", "process_designer"),
    "designer.add_form": roles("取用自带表单", "process_designer"),
    "designer.new_file": roles("添加文件", "process_designer"),
    "designer.remove": roles("删除文件", "process_designer"),
    "designer.restore": roles("恢复旧版", "process_designer"),
    "designer.rebase": roles("合并新版本", "process_designer"),
    "designer.drop": roles("放弃草稿", "process_designer"),
    "designer.submit": roles("送发布审核", "process_designer"),
    "designer.take_back": roles("撤回送审", "process_designer"),
    "designer.publish": roles("发布流程", "process_publisher"),
    "designer.cancel_publication": roles("取消将来的发布", "process_publisher"),
    "designer.reject": roles("退回草稿", "process_publisher"),
    # tries with sample data; reads deployed decision files, writes nothing
    "expressions.index": roles(
        "试算表达式和判定表", "process_designer", "process_publisher", "sysadmin"
    ),
    "expressions.attempt": roles("试算", "process_designer", "process_publisher", "sysadmin"),
    # the campaign: which parks is a condition of each query (web.campaign.reach)
    "campaign.board": roles("创建工作：看板", *_CAMPAIGN),
    "campaign.progress": roles("创建工作：开办进度", *_CAMPAIGN),
    "campaign.export": roles("创建工作：导出看板", *_CAMPAIGN),
    "campaign.make": roles("创建工作：建立", "city_admin"),
    "campaign.start": roles("创建工作：启动阶段", "city_admin"),
    "campaign.park": roles("创建工作：园区", *_CAMPAIGN),
    "campaign.province": roles("创建工作：登记省中心的结果", "city_admin", "province"),
    "campaign.budget": roles("创建工作：登记经费", "city_admin", "county_lead", "park_admin"),
    "campaign.county_list": roles("创建工作：区（市、县）", *_CAMPAIGN),
    "campaign.county": roles("创建工作：一个区（市、县）", *_CAMPAIGN),
    "campaign.supervise": roles("创建工作：督办", "city_admin", "county_lead", "park_admin"),
    "campaign.duty": roles("创建工作：登记责任", "city_admin", "county_lead"),
    "campaign.park_list": roles("创建工作：园区名单", *_CAMPAIGN),
    "campaign.change_list": roles("创建工作：调整名单", "city_admin"),
    "campaign.basis": roles("创建工作：依据和日历", *_CAMPAIGN),
    "campaign.add_basis": roles("创建工作：登记依据文件", "city_admin"),
    "campaign.set_quota": roles("创建工作：登记数量", "city_admin"),
    "campaign.import_sheet": roles("创建工作：导入评分表", "city_admin"),
    "campaign.change_stage": roles("创建工作：改环节日期", "city_admin"),
    "campaign.change_deadline": roles("创建工作：改阶段截止日", "city_admin"),
    "campaign.settings": roles(
        "创建工作：验收设置", "city_admin", "bureau_leader", "manager", "auditor"
    ),
    "campaign.change_settings": roles("创建工作：改验收设置", "city_admin"),
    "campaign.add_secondment": roles("创建工作：登记借调、派驻", "city_admin"),
    "campaign.end_secondment": roles("创建工作：登记借调、派驻的止日", "city_admin"),
    "campaign.late": roles("创建工作：补录", *_CAMPAIGN),
    "campaign.score_sheet": signed("下载本人任务的评分表"),
    "campaign.import_scores": signed("导入本人任务的评分表"),
    "documents.show": signed("本人可见的文书"),
    "files.upload": signed("上传表单里的文件"),
    "files.download": signed("本人可见的材料"),
    "files.preview": signed("预览本人可见的材料"),
}


def add(rights: Mapping[str, Right]) -> None:
    """The rights of a group that carries its own. Raises ``RightMissing`` for one named twice."""
    twice = sorted(name for name, right in rights.items() if RIGHTS.get(name, right) != right)
    if twice:
        raise RightMissing("rights named twice: " + ", ".join(twice))
    RIGHTS.update(rights)


def install(app: Flask) -> None:
    """Ask the right before each request."""
    app.before_request(_enforce)


def check(app: Flask) -> None:
    """Refuse to go on with a route that has no right."""
    missing = sorted({rule.endpoint for rule in app.url_map.iter_rules()} - set(RIGHTS))
    if missing:
        raise RightMissing("routes without a right in web/access.py: " + ", ".join(missing))


def listing(app: Flask) -> list[tuple[str, str, str]]:
    """Every route with its rule: [(address, endpoint, who)], for tests and the admin page."""
    return sorted(
        (rule.rule, rule.endpoint, who(RIGHTS[rule.endpoint])) for rule in app.url_map.iter_rules()
    )


def who(right: Right) -> str:
    """Who has ``right``, in words."""
    if right.public:
        return _("任何人")
    separator = _("、")
    return separator.join(_(ROLES[name]) for name in sorted(right.roles)) or _("已登录人员")


def _enforce() -> Any:
    if request.endpoint is None:  # no such page; the error page says so
        return None
    right = RIGHTS[request.endpoint]
    if right.public:
        return None
    if not signed_in():
        return abort(401) if for_programs() else to_sign_in()
    if right.scope and right.scope not in scopes():
        g.refused_code, g.refused_right = "scope-missing", right
        abort(403)
    if not right.allows(identity().roles) or (right.demo and not identity().is_demo):
        log.warning("refused", endpoint=request.endpoint, person=str(identity().person))
        g.refused_right = right
        abort(403)
    return None


def _path_of(address: str) -> str | None:
    try:
        return urlsplit(address).path or None
    except ValueError:
        return None


def page_before() -> str | None:
    """Address of our own page from which this request was sent, if the browser says so."""
    try:
        sent_from = urlsplit(request.referrer or "")
    except ValueError:
        return None
    if sent_from.netloc != request.host:
        return None
    return f"{sent_from.path}?{sent_from.query}".rstrip("?")


def to_sign_in() -> Response:
    """To the sign-in page, and back afterwards: to this page, or to where a form was sent from."""
    if request.accept_mimetypes.best == "application/json":
        # a script would follow a redirect to a page that is there, and take it for a yes
        words = _("登录已经结束，没有保存。请在另一个窗口重新登录，再回到本页保存，内容还在。")
        return make_response({"code": "signed-out", "words": words, "error": words}, 401)
    back = request.full_path.rstrip("?") if request.method == "GET" else page_before()
    if request.headers.get("HX-Request"):
        here = page_before() or _path_of(request.headers.get("HX-Current-URL", ""))
        response = make_response("", 401)
        response.headers["HX-Redirect"] = url_for("session.sign_in", next=here)
        return response
    return make_response(redirect(url_for("session.sign_in", next=back)))
