"""Lists from which a designer picks what a step needs, instead of writing an expression.

Roles, acts, limits and papers have one home each; here they are only put into words for a list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import workflows
from workflows.design.contents import kind_of, name_findings
from workflows.errors import Finding, InputInvalid, refuse_if
from workflows.handling.acts import ACTS
from workflows.items.regimes import REGIMES
from workflows.people.roles import ROLES

TEMPLATES = Path(workflows.__file__).resolve().parent.parent / "bpmn" / "templates"
NOTICES = TEMPLATES.parent / "notices"

#: Roles that never have a task in a process
_NO_TASKS = frozenset({"sysadmin", "auditor", "process_designer", "process_publisher"})

#: Acts of handling, as the palette names them
ACT_WORDS: Mapping[str, str] = {
    "receive": "收件",
    "examine": "形式审查（受理、补正、不予受理）",
    "check_correction": "核对补正",
    "review": "书面审查",
    "inspect": "现场核查",
    "cosign": "核查会签（第二人）",
    "opinion": "提出意见",
    "decide": "作出决定",
    "deliver": "送达",
    "archive": "归档",
}

#: Limits that count from the opening of the step: value of ``limit`` in ``yb:step``
LIMITS: Mapping[str, str] = {
    **{f"{n}WD": f"{n} 个工作日" for n in (1, 2, 3, 5, 7, 10, 15, 20, 30)},
    **{f"{n}D": f"{n} 日（自然日）" for n in (1, 3, 7, 15, 30)},
}

#: Limits that the law counts from another event; the field works them out, the diagram names them
DUES: Mapping[str, str] = {
    "=register_due": "收件登记期限（提交后 1 个工作日）",
    "=silence_due": "受理答复期限（收件后 5 个工作日，行政许可法 32）",
    "=check_due": "补正核对期限（补交后 5 个工作日）",
    "=promised_due": "承诺办结期限（按事项清单）",
    "=deliver_due": "送达期限（决定后 10 个工作日，行政许可法 44）",
    "=archive_due": "归档期限",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of a list: what stands in the file, and what is read."""

    value: str
    label: str


def roles() -> list[Choice]:
    """Who may be given a step."""
    return [Choice(name, words) for name, words in ROLES.items() if name not in _NO_TASKS]


def acts() -> list[Choice]:
    return [Choice(name, ACT_WORDS.get(name, name)) for name in ACTS]


def limits() -> list[Choice]:
    """Working days first; then limits of law."""
    own = [Choice(value, words) for value, words in LIMITS.items()]
    return own + [Choice(value, words) for value, words in DUES.items()]


@cache
def notices() -> tuple[Choice, ...]:
    """Papers that a step may issue."""
    titles = REGIMES["licence"].documents
    kinds = sorted(file.stem for file in NOTICES.glob("*.yaml"))
    return tuple(Choice(kind, titles.get(kind, kind)) for kind in kinds)


@cache
def ready_forms() -> Mapping[str, bytes]:
    """{file name: content} of forms that a draft may take over as they are."""
    return {f"forms/{path.name}": path.read_bytes() for path in _forms()}


def form_choices(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Forms of the draft, then ready ones that it does not have yet: id, label, file to add."""
    users = form_users(files)
    forms = [(name, body) for name, body in sorted(files.items()) if kind_of(name) == "form"]
    own = [_form(name, body, users) for name, body in forms]
    known = {one["value"] for one in own}
    ready = [{**_form(name, body, {}), "add": name} for name, body in ready_forms().items()]
    return own + [one for one in ready if one["value"] not in known]


@cache
def step_templates() -> tuple[Mapping[str, Any], ...]:
    """Element templates of the field, in the order of the palette."""
    found: list[Mapping[str, Any]] = json.loads((TEMPLATES / "steps.json").read_text("utf-8"))
    return tuple(found)


@cache
def moddle() -> Mapping[str, Any]:
    """Our namespace as bpmn-js reads it."""
    found: Mapping[str, Any] = json.loads((TEMPLATES / "yuanban.json").read_text("utf-8"))
    return found


def blank(process_id: str, name: str) -> bytes:
    """The diagram that a new process begins with."""
    text = (TEMPLATES / "blank.bpmn").read_text("utf-8")
    text = text.replace('"PROCESS"', f'"{process_id}"').replace('"NAME"', _quoted(name))
    return text.encode()


def _quoted(name: str) -> str:
    """The text as an attribute of XML, in double quotes."""
    return f'"{escape(name, {chr(34): "&quot;"})}"'


def _forms() -> Iterator[Path]:
    yield from sorted((TEMPLATES / "forms").glob("*.form"))


def form_users(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """{form id: names of the steps that use it}: what a form is called where it has no title."""
    found: dict[str, list[str]] = {}
    for name, body in files.items():
        if kind_of(name) == "diagram":
            for step, form in _steps_with_forms(body):
                found.setdefault(form, []).append(step)
    return found


def form_title(body: bytes, users: Mapping[str, list[str]]) -> tuple[str, str]:
    """(id, title) of a form; both empty where it cannot be read."""
    try:
        content = json.loads(body)
        id, title = str(content.get("id") or ""), str(content.get("title") or "")
    except (ValueError, AttributeError, RecursionError):
        return "", ""
    return id, title or "、".join(dict.fromkeys(users.get(id, ())))


def _form(name: str, body: bytes, users: Mapping[str, list[str]]) -> dict[str, Any]:
    id, title = form_title(body, users)
    return {"value": id, "label": f"{title}（{id}）" if title else id or name, "add": None}


def _steps_with_forms(body: bytes) -> Iterator[tuple[str, str]]:
    from engine.errors import DeploymentRefused
    from engine.model.document import BPMN, ZEEBE, read

    try:
        root = read("diagram", body).root
    except DeploymentRefused:
        return
    for task in root.iter(f"{{{BPMN}}}userTask"):
        for form in task.iterfind(f"{{{BPMN}}}extensionElements/{{{ZEEBE}}}formDefinition"):
            name = task.get("name") or ""
            yield name or str(task.get("id")), str(form.get("formId") or "")


def first_file(kind: str, name: str) -> tuple[str, bytes]:
    """(file name, content) of a table or form to begin with. Raises ``InputInvalid``."""
    if kind == "table":
        body = (TEMPLATES / "blank.dmn").read_text("utf-8").replace('"DECISION"', f'"{name}"')
        found = f"{name}.dmn", body.encode()
    elif kind == "form":
        form = {"id": name, "title": name, "type": "default", "schemaVersion": 17, "components": []}
        found = f"forms/{name}.form", json.dumps(form, ensure_ascii=False, indent=2).encode()
    else:
        raise InputInvalid([Finding("请选择文件的种类。", "unknown", "kind")])
    refuse_if(list(name_findings(found[0])))
    return found
