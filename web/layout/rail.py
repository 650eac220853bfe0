"""Entries of the rail on the left; each person sees those that the own posts allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from web.access import RIGHTS
from web.session.identity import Identity


@dataclass(frozen=True)
class Entry:
    """One line of the rail. ``count`` names the number shown beside it, if any."""

    label: str
    endpoint: str
    arguments: tuple[tuple[str, str], ...] = ()
    count: str | None = None
    #: Only for those whose posts may have tasks: an applicant has no queue
    posts_only: bool = False


RAIL: tuple[Entry, ...] = (
    Entry("待办", "inbox.show", (("box", "mine"),), "mine", posts_only=True),
    Entry("可认领", "inbox.show", (("box", "queue"),), "queue", posts_only=True),
    Entry("已办", "inbox.show", (("box", "done"),), posts_only=True),
    Entry("我的办件", "apply.mine"),
    Entry("监控", "monitor.index"),
    Entry("异常", "repair.incidents"),
    Entry("创建工作", "campaign.board"),
    Entry("事项清单", "catalogue.index"),
    Entry("流程设计", "designer.index"),
    Entry("试算", "expressions.index"),
    Entry("管理", "admin.index"),
)


#: Roles to which no diagram gives a task
_WITHOUT_TASKS = {"enterprise", "sysadmin", "process_designer", "process_publisher"}


@dataclass(frozen=True)
class Link:
    """An entry as one person sees it."""

    label: str
    href: str
    endpoint: str
    box: str | None
    count: str | None


def _address(entry: Entry) -> str:
    arguments: dict[str, Any] = dict(entry.arguments)
    return url_for(entry.endpoint, **arguments)


def rail_for(who: Identity) -> list[Link]:
    """What ``who`` may open."""
    return [
        Link(
            entry.label,
            _address(entry),
            entry.endpoint,
            dict(entry.arguments).get("box"),
            entry.count,
        )
        for entry in RAIL
        if RIGHTS[entry.endpoint].allows(who.roles)
        and (not entry.posts_only or who.roles - _WITHOUT_TASKS)
    ]
