"""Carrying out commands for programs: under which post, once per key, and what is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import g, request
from marshmallow import Schema, fields

from engine.commands import Outcome
from engine.protocols import Actor
from web import current
from web.api.bodies import Part
from web.api.matching import must_match
from web.api.shapes import body_of
from workflows.errors import Finding, InputInvalid

_POST = "Yuanban-Post"
_KEY = "Idempotency-Key"
_MOST = 200

HEADERS = [
    {
        "in": "header", "name": _KEY, "required": False,
        "description": "Any text of the caller's own. The same key with the same request is carried"
        " out once and answered alike, for a day; with another request it is refused.",
        "schema": {"type": "string", "minLength": 1, "maxLength": _MOST},
    },
    {
        "in": "header", "name": _POST, "required": False,
        "description": "Id of the appointment under which to act; needed where several are held.",
        "schema": {"type": "string", "format": "uuid"},
    },
    {
        "in": "header", "name": "If-Match", "required": False,
        "description": "The ETag with which the object was read; where it has changed since, the"
        " answer is 412 and nothing is done.",
        "schema": {"type": "string", "minLength": 1},
    },
]  # fmt: skip


class Done(Schema):
    """What a command did."""

    id = fields.UUID(metadata={"description": "of what was made, where something was"})
    case_id = fields.UUID(metadata={"description": "of the case that was changed"})
    state = fields.String(metadata={"description": "of that case afterwards"})
    deployment_id = fields.UUID()
    opened = fields.List(fields.UUID(), metadata={"description": "tasks that were opened"})
    repeated = fields.Boolean(metadata={"description": "an earlier request had done it already"})
    result = fields.Raw(metadata={"description": "what the command gives beside an id"})


@dataclass(frozen=True)
class Act:
    """One address at which one command is given."""

    method: str
    path: str
    command: type
    summary: str
    #: {field: value} that neither the address nor the body says
    fixed: Mapping[str, Any]
    #: Asked with what the address names, before anything is done; refuses by raising
    asks: Callable[[Mapping[str, Any]], None] | None = None


def act(
    part: Part,
    method: str,
    path: str,
    command: type,
    summary: str,
    *,
    asks: Callable[[Mapping[str, Any]], None] | None = None,
    **fixed: Any,
) -> None:
    """Open an address of ``part`` for ``command``; what the path names is not in the body."""
    _open(part, Act(method, path, command, summary, fixed, asks))


def _open(part: Part, one: Act) -> None:
    address = _named_in(one.path)
    body = body_of(one.command, without=(*address, *one.fixed))
    view = _view(one)
    view.__name__ = _name(one)
    view.__doc__ = f"{one.summary}\n---\n{(one.command.__doc__ or '').strip()}"
    if body.fields:
        view = part.arguments(body)(view)
    view = part.response(200, Done)(view)
    view = part.doc(parameters=HEADERS)(view)
    part.route(one.path, methods=[one.method])(view)


def _view(one: Act) -> Callable[..., Any]:
    def view(*body: Mapping[str, Any], **address: Any) -> dict[str, Any]:
        if one.asks is not None:
            one.asks(address)
        given = {**one.fixed, **address, **(body[0] if body else {})}
        return execute(one.command(**given))

    return view


def execute(command: Any, who: Actor | None = None) -> dict[str, Any]:
    """Carry out ``command`` for the token's account, once per ``Idempotency-Key``."""
    acting = who or actor()
    must_match()
    current.done_reading()
    return answer(current.office().execute(command, actor=acting, idempotency_key=key()))


def key() -> str | None:
    """The caller's key, within the names of its own token. Raises ``InputInvalid``."""
    given = request.headers.get(_KEY)
    if given is None:
        return None
    if not 0 < len(given) <= _MOST or not given.isprintable():
        raise InputInvalid([Finding(f"请求头须有1至{_MOST}个可见字符。", "key", _KEY)])
    return f"api:{g.token.id}:{request.method}:{request.path}:{given}"


def actor(appointment: UUID | None = None) -> Actor:
    """Under the post that the request names, else ``appointment``, else the only one."""
    wanted = request.headers.get(_POST)
    if wanted is None:
        return current.actor(appointment)
    for held in current.identity().held:
        if str(held.appointment) == wanted.lower():
            return current.actor(held.appointment)
    raise InputInvalid([Finding("没有这个任期，或者今天不在有效期内。", "post", _POST)])


def answer(result: Any) -> dict[str, Any]:
    """What a command gave, as ``Done``."""
    if isinstance(result, Outcome):
        found = {
            "case_id": result.case_id, "state": result.state,
            "deployment_id": result.deployment_id,
            "opened": [task for task, _element in result.opened], "repeated": result.repeated,
        }  # fmt: skip
        return {name: value for name, value in found.items() if value is not None}
    if isinstance(result, UUID):
        return {"id": result}
    from web.api.bodies import plain

    return {} if result is None else {"result": plain(result)}


def _named_in(path: str) -> Sequence[str]:
    return [part.split(">")[0].split(":")[-1] for part in path.split("<")[1:]]


def _name(one: Act) -> str:
    words = "".join(
        f"_{letter.lower()}" if letter.isupper() else letter for letter in one.command.__name__
    )
    return words.strip("_")
