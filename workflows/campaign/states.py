"""Where a park stands in its phase, as people speak of it. Written by steps of the diagrams only.

Source: domain §2.1.
"""

from __future__ import annotations

from workflows.campaign import stages

LISTED = "LISTED"
SURVEYED = "SURVEYED"
BUILDING = "BUILDING"
SELF_ASSESSED = "SELF_ASSESSED"
CITY_REVIEW = "CITY_REVIEW"
RECTIFYING = "RECTIFYING"
RE_REVIEW = "RE_REVIEW"
REPORTED = "REPORTED"
PROV_REVIEW = "PROV_REVIEW"
CONFIRMED = "CONFIRMED"
PLAQUED = "PLAQUED"
FAILED = "FAILED"
DEFERRED = "DEFERRED"
REMOVED = "REMOVED"

LABELS: dict[str, str] = {
    LISTED: "已纳入",
    SURVEYED: "已调研",
    BUILDING: "对标建设",
    SELF_ASSESSED: "已自评",
    CITY_REVIEW: "验收中",
    RECTIFYING: "整改",
    RE_REVIEW: "复验",
    REPORTED: "已报省",
    PROV_REVIEW: "省级验收",
    CONFIRMED: "已确认",
    PLAQUED: "已授牌",
    FAILED: "未通过",
    DEFERRED: "转下一阶段",
    REMOVED: "退出名单",
}

#: The stage to which a status belongs
STAGE_OF: dict[str, str] = {
    LISTED: stages.MOBILIZATION,
    SURVEYED: stages.MOBILIZATION,
    BUILDING: stages.BUILD,
    SELF_ASSESSED: stages.BUILD,
    CITY_REVIEW: stages.REVIEW,
    RECTIFYING: stages.REVIEW,
    RE_REVIEW: stages.REVIEW,
    REPORTED: stages.REVIEW,
    PROV_REVIEW: stages.REVIEW,
    CONFIRMED: stages.CONFIRM,
    PLAQUED: stages.CONFIRM,
    FAILED: stages.CONFIRM,
    DEFERRED: stages.CONFIRM,
    REMOVED: stages.CONFIRM,
}

#: The park has nothing more to do in this phase
ENDED = frozenset({PLAQUED, FAILED, DEFERRED, REMOVED})
#: It bears the title
TITLED = frozenset({CONFIRMED, PLAQUED})
#: The city's own evaluation was sent to the province (R-023)
AT_PROVINCE = frozenset({REPORTED, PROV_REVIEW})

PROVINCIAL, MUNICIPAL = "provincial", "municipal"
TRACKS: dict[str, str] = {PROVINCIAL: "省级创建", MUNICIPAL: "市级创建"}
#: Title and who grants it, by track (R-024)
TITLES: dict[str, tuple[str, str]] = {
    PROVINCIAL: ("省级园区示范政务服务中心", "省中心"),
    MUNICIPAL: ("市级园区示范政务服务中心", "市政务和大数据局"),
}


def label(status: str, track: str | None = None) -> str:
    """The Chinese word; the city's evaluation has one per track."""
    if status == CITY_REVIEW and track is not None:
        return "自主验收" if track == PROVINCIAL else "市级验收"
    return LABELS[status]
