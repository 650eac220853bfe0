"""Who works in the demo. Names are invented; the password is the same for all."""

from __future__ import annotations

from dataclasses import dataclass

#: Shown on the sign-in page of the demo; a production setting refuses demo accounts
PASSWORD = "yuanban-2025"


@dataclass(frozen=True, slots=True)
class Staff:
    """A person with one post; a second line with the same login is a second post."""

    login: str
    name: str
    role: str
    #: Code of the body to which the post belongs
    body: str
    post: str
    #: None: all parks
    park: str | None = None
    #: Department whose items the post handles; None: all
    department: str | None = None


#: The center of 德阳经济技术开发区, where the guided tour takes place
MAIN_PARK: tuple[Staff, ...] = (
    Staff("zhang.chuangkou", "张春燕", "window", "dyjkq-gwh", "综窗收件员（经开区）", "dyjkq"),
    Staff("liu.chuangkou", "刘永强", "window", "dyjkq-gwh", "综窗收件员（经开区）", "dyjkq"),
    Staff("zhou.bangban", "周晓琳", "guide", "dyjkq-gwh", "帮办代办员（经开区）", "dyjkq"),
    Staff("li.shouli", "李建华", "acceptor", "scjg", "市场监管受理岗（经开区）", "dyjkq", "scjg"),
    Staff(
        "wang.shencha", "王丽萍", "reviewer", "scjg", "市场监管审查岗（经开区）", "dyjkq", "scjg"
    ),
    Staff("zhao.hecha", "赵志刚", "inspector", "scjg", "现场核查员（经开区）", "dyjkq", "scjg"),
    Staff("qian.hecha", "钱思远", "inspector", "scjg", "现场核查员（经开区）", "dyjkq", "scjg"),
    Staff(
        "sun.daibiao", "孙国栋", "approver", "scjg", "市场监管首席代表（经开区）", "dyjkq", "scjg"
    ),
    Staff("he.shouli", "何雨晴", "acceptor", "dyjkq-gwh", "住建受理岗（经开区）", "dyjkq", "zj"),
    Staff("lin.shencha", "林海波", "reviewer", "dyjkq-gwh", "住建审查岗（经开区）", "dyjkq", "zj"),
    Staff(
        "guo.daibiao", "郭正明", "approver", "dyjkq-gwh", "住建审批负责人（经开区）", "dyjkq", "zj"
    ),
)
OTHER_PARKS: tuple[Staff, ...] = (
    Staff("tang.chuangkou", "唐秀英", "window", "dygxq-gwh", "综窗收件员（高新区）", "dygxq"),
    Staff("tang.chuangkou", "唐秀英", "guide", "dygxq-gwh", "帮办代办员（高新区）", "dygxq"),
    Staff("feng.shouli", "冯雪梅", "acceptor", "scjg", "市场监管受理岗（高新区）", "dygxq", "scjg"),
    Staff(
        "deng.shencha", "邓超群", "reviewer", "scjg", "市场监管审查岗（高新区）", "dygxq", "scjg"
    ),
    Staff("peng.hecha", "彭立军", "inspector", "scjg", "现场核查员（高新区）", "dygxq", "scjg"),
    Staff("zeng.hecha", "曾文静", "inspector", "scjg", "现场核查员（高新区）", "dygxq", "scjg"),
    Staff(
        "xiao.daibiao", "肖凯", "approver", "scjg", "市场监管首席代表（高新区）", "dygxq", "scjg"
    ),
    Staff("luo.chuangkou", "罗小红", "window", "ljjkq-gwh", "综窗收件员（罗江）", "ljjkq"),
    Staff("xie.shouli", "谢明亮", "acceptor", "scjg", "市场监管受理岗（罗江）", "ljjkq", "scjg"),
    Staff("han.shencha", "韩佳", "reviewer", "scjg", "市场监管审查岗（罗江）", "ljjkq", "scjg"),
    Staff("jiang.hecha", "蒋伟", "inspector", "scjg", "现场核查员（罗江）", "ljjkq", "scjg"),
    Staff("cai.hecha", "蔡芳", "inspector", "scjg", "现场核查员（罗江）", "ljjkq", "scjg"),
    Staff("yu.daibiao", "余德胜", "approver", "scjg", "市场监管首席代表（罗江）", "ljjkq", "scjg"),
)
OFFICES: tuple[Staff, ...] = (
    Staff("gao.fuze", "高建国", "agency_head", "scjg", "市市场监管局负责人", None, "scjg"),
    Staff("fang.xiafang", "方慧", "dept_delegator", "scjg", "行政审批科", None, "scjg"),
    Staff("lu.fazhi", "陆文博", "legal", "scjg", "法规科", None, "scjg"),
    Staff("cheng.sheji", "程一鸣", "process_designer", "zwfw", "流程设计岗"),
    Staff("ye.fabu", "叶静", "process_publisher", "zwfw", "流程发布审核岗"),
    Staff("xu.shiju", "徐志远", "city_admin", "zwfw", "园区服务科"),
    Staff("shen.quxian", "沈月", "county_lead", "jyqspj", "旌阳区行政审批局园区岗"),
    Staff("ren.yuanqu", "任广才", "park_admin", "dyjkq-gwh", "经开区政务服务中心主任", "dyjkq"),
    Staff("bai.pingwei", "白兰", "evaluator", "zwfw", "评审专家"),
    Staff("jin.juling", "金世杰", "bureau_leader", "zwfw", "分管局领导"),
    Staff("mao.xianling", "毛成林", "county_leader", "jyqzf", "分管副区长"),
    Staff("tian.guanli", "田颖", "manager", "zwfw", "政务服务管理科"),
    Staff("shi.jiandu", "石峰", "auditor", "zwfw", "效能监督岗"),
)
STAFF: tuple[Staff, ...] = (*MAIN_PARK, *OTHER_PARKS, *OFFICES)

ADMIN_NAME, ADMIN_LOGIN = "管向东", "guan.xitong"

#: Persons who apply for their enterprise: login, name, code of the enterprise in ``ENTERPRISES``
APPLICANTS: tuple[tuple[str, str, str], ...] = (
    ("chen.qiye", "陈小燕", "noodles"),
    ("huang.qiye", "黄志明", "machinery"),
)
