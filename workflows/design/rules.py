"""Rules of drafts: who may save over whom, who may publish, from which day. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from workflows.errors import FieldRefused, Finding, NotNow

STATES: Mapping[str, str] = {
    "editing": "编辑中",
    "submitted": "待发布审核",
    "published": "已发布",
    "dropped": "已放弃",
}
_LATEST_DAYS = 366


class SavedByOthers(NotNow):
    """Somebody else has saved this file since; ``number`` is theirs. Nothing was overwritten."""

    code = "draft-conflict"


class OwnWork(FieldRefused):
    """Who worked on a draft does not publish it. Rule of the house S5."""

    code = "author-publishes"


class ReviewedAnother(NotNow):
    """The draft is no longer what the publisher has read."""

    code = "draft-changed"


class Stale(NotNow):
    """Another version was published since the draft began."""

    code = "draft-stale"


def need_state(state: str, *wanted: str) -> None:
    """Raise ``NotNow`` where the draft is in none of these states."""
    if state not in wanted:
        raise NotNow(f"这个草稿{STATES[state]}，现在不能这样做。", code="draft-state", state=state)


def not_overtaken(based_on: int, newest: int, by: str | None, at: datetime | None) -> None:
    """The file is still the one that the browser began with."""
    if based_on != newest:
        who = by or "系统"
        raise SavedByOthers(
            f"{who} 已保存过这个文件的新版本，您的修改没有覆盖它，也没有丢失。",
            by=who, at=at, number=newest,
        )  # fmt: skip


def published_by_another(publisher: UUID | None, workers: Collection[UUID | None]) -> None:
    """The four eyes of publication. Rule of the house S5."""
    if publisher is None or publisher in workers:
        raise OwnWork("您参与了这份草稿的设计，应当由另一位发布审核人员发布（职责分离规则S5）。")


def is_what_was_reviewed(reviewed: str, present: str) -> None:
    """What is published is what was read. Rule of the house S5."""
    if reviewed != present:
        raise ReviewedAnother("您打开之后，这份草稿又改过。没有发布，请重新打开，看过再发布。")


def not_stale(base: UUID | None, latest: UUID | None) -> None:
    if base != latest:
        raise Stale("这份草稿开始之后，已有别的版本发布。请设计员先合并新版本，再送审。")


def title_findings(title: str) -> Iterator[Finding]:
    if not title.strip():
        yield Finding("请写草稿的名称。", "required", "title")
    elif len(title) > 100:
        yield Finding("草稿的名称最多 100 个字。", "too-long", "title")


def note_findings(note: str) -> Iterator[Finding]:
    if not note.strip():
        yield Finding("请写明改了什么、为什么改。", "required", "note")
    elif len(note) > 2000:
        yield Finding("说明最多 2000 个字。", "too-long", "note")


def day_findings(day: date | None, today: date) -> Iterator[Finding]:
    """A version takes effect today or later, and within a year."""
    if day is not None and day < today:
        yield Finding("生效日期不能早于今天。", "in-past", "effective_on")
    elif day is not None and (day - today).days > _LATEST_DAYS:
        yield Finding("生效日期不能晚于一年以后。", "too-late", "effective_on")


def reason_findings(reason: str, asked: str) -> Iterator[Finding]:
    if not reason.strip():
        yield Finding(asked, "required", "reason")
    elif len(reason) > 1900:
        yield Finding("原因最多 1900 个字。", "too-long", "reason")


def still_to_come(effective_at: datetime, withdrawn_at: datetime | None, now: datetime) -> None:
    """Raise ``NotNow`` unless the version waits for its day."""
    if withdrawn_at is not None:
        raise NotNow("这个版本已经取消发布。", code="withdrawn")
    if effective_at <= now:
        raise NotNow(
            "这个版本已经生效，不能取消发布。要改回去，请以旧版起草并送审。", code="in-effect"
        )
