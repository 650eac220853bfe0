"""A case as bytes: scopes, frames and live tokens; subscriptions and the agenda follow from these.

Nodes and flows are named by their ids, so that a snapshot outlives the order of things in a diagram
and can be mapped to another version of it. Format: one byte for the version and compression, a
checksum (CRC-32), then JSON (orjson), compressed by zstd where that pays.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zlib import crc32

import orjson
import zstandard

from engine.behavior.case import Case
from engine.behavior.compensation import Done
from engine.behavior.frames import Frame
from engine.behavior.incidents import Incident
from engine.behavior.scope import Scope, ScopeLife
from engine.behavior.token import COMPLETED, WAITING, Token
from engine.errors import EngineError
from engine.values import decode, encode

if TYPE_CHECKING:
    from engine.protocols import Surroundings

_PLAIN, _COMPRESSED = b"\x03", b"\x04"
#: The first format, without a checksum
_PLAIN_1, _COMPRESSED_1 = b"\x01", b"\x02"
#: Where the rows of scopes lie in what ``read`` gives; before them: deployment, process …
SCOPES = 8
#: Below this many bytes compression costs more than it saves
_COMPRESS_FROM = 1024
_JSON = (
    orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
    | orjson.OPT_PASSTHROUGH_DATACLASS
)

_TRACED, _ARMED = 1, 2
#: What reading a content fails with that no ``dump`` has written
_BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
#: Bits of the first field: some values are marked with their type; some are named by their hash
_TYPED, _NAMED = 1, 2
#: A snapshot of so many bytes is searched for values to be stored apart, and what counts as one
_SPLIT_FROM, _LARGE_FROM = 32_768, 8_192
_MAY_BE_LARGE = (str, list, dict)
_MARK, _VALUE = "\x00", "v"
_ZSTD = threading.local()


class SnapshotUnknown(EngineError):
    """The snapshot has a format, or names an element, that is not known here."""

    code = "snapshot-unknown"


class SnapshotDamaged(EngineError):
    """The snapshot was changed after it was written."""

    code = "snapshot-damaged"


#: {SHA-256 in hexadecimal: JSON} of values that are stored apart
Apart = dict[str, bytes]


def dump(case: Case, keep: Callable[[UUID, Apart], None] | None = None) -> bytes:
    """The whole state of a case that has come to rest.

    ``keep`` is given what is large, to be stored apart once: the snapshot only names it. Without
    it the snapshot holds everything.
    """
    frames = _Frames()
    scopes = [_scope_row(host, scope, frames) for host, scope in _scopes(case)]
    identity = case.identity
    content = [
        identity["deployment_id"].hex,
        identity["process_id"],
        identity["case_id"].hex,
        identity["business_key"],
        case.last_id,
        case.outcome,
        [[i.token, i.code, i.message, i.phase] for i in case.incidents.values()],
        scopes,
        frames.rows,
    ]
    typed = _Typed()
    body = orjson.dumps([0, *content], default=typed, option=_JSON)
    apart: Apart = {}
    if keep is not None:
        if len(body) >= _SPLIT_FROM:
            apart = _set_apart(frames.rows, typed)
            body = orjson.dumps([0, *content], default=typed, option=_JSON) if apart else body
        keep(identity["case_id"], apart)
    flags = (_TYPED if typed.seen else 0) | (_NAMED if apart else 0)
    if flags:
        body = b"[%d" % flags + body[2:]
    return _packed(body)


def _set_apart(frames: list[list[Any]], typed: _Typed) -> Apart:
    """Take large variables out of these frames; what is left names them by their hash."""
    apart: Apart = {}
    for _, values in frames:
        for name, value in values.items():
            if type(value) not in _MAY_BE_LARGE:
                continue
            body = orjson.dumps(value, default=typed, option=_JSON)
            if len(body) >= _LARGE_FROM:
                digest = sha256(body).hexdigest()
                apart[digest] = body
                values[name] = {_MARK: [_VALUE, digest]}
    return apart


def _bring_back(frames: list[list[Any]], apart: Mapping[str, bytes]) -> None:
    """The opposite. Raises ``SnapshotDamaged`` where a value is gone or not what it was."""
    for _, values in frames:
        for name, value in values.items():
            mark = value.get(_MARK) if type(value) is dict else None
            if mark is not None and mark[0] == _VALUE:
                body = apart[mark[1]]
                if sha256(body).hexdigest() != mark[1]:
                    raise SnapshotDamaged("a large value is not as it was written")
                values[name] = orjson.loads(body)


def load(snapshot: bytes, surroundings: Surroundings) -> Case:
    """The case as it was dumped. Its bundles come from ``surroundings.bundle``.

    Raises ``SnapshotUnknown`` or ``SnapshotDamaged``, whatever the bytes are.
    """
    try:
        return _load(read(snapshot), surroundings)
    except _BROKEN as error:
        raise SnapshotDamaged("the snapshot does not hold together") from error


def _load(content: list[Any], surroundings: Surroundings) -> Case:
    typed, deployment, process_id, case_id, business_key, last_id, outcome, *rest = content
    incidents, scope_rows, frame_rows = rest
    deployment_id = UUID(deployment)
    bundle = surroundings.bundle(deployment_id)
    case = Case(bundle.processes[process_id].spec, bundle, surroundings)
    case.identity = {
        "deployment_id": deployment_id,
        "process_id": process_id,
        "case_id": UUID(case_id),
        "business_key": business_key,
    }
    case.last_id, case.outcome, case.completed = last_id, outcome, outcome is not None
    case.deployment_id = deployment_id
    if typed & _NAMED:
        _bring_back(frame_rows, surroundings.apart(UUID(case_id)))
    frames = _load_frames(frame_rows, bool(typed))
    for row in scope_rows:
        _load_scope(case, row, frames, surroundings, bool(typed))
    for incident in incidents:
        case.incidents[incident[0]] = Incident(*incident)
    return case


def read(snapshot: bytes) -> list[Any]:
    """What a snapshot of any released format holds, as JSON has it. ``SCOPES``: where scopes are.

    Raises ``SnapshotDamaged`` where a byte is not as it was written.
    """
    head, body = snapshot[:1], snapshot[1:]
    if head in (_PLAIN, _COMPRESSED):
        if crc32(body[4:]) != int.from_bytes(body[:4], "big"):
            raise SnapshotDamaged("a byte of the snapshot is not as it was written")
        body = body[4:]
    elif head not in (_PLAIN_1, _COMPRESSED_1):
        raise SnapshotUnknown(f"a snapshot begins with {head!r}")
    try:
        if head in (_COMPRESSED, _COMPRESSED_1):
            body = _decompressor().decompress(body)
        content: list[Any] = orjson.loads(body)
    except (zstandard.ZstdError, orjson.JSONDecodeError) as error:
        # The first formats have no checksum
        raise SnapshotDamaged("the snapshot cannot be read") from error
    return content


def write(content: list[Any]) -> bytes:
    """The snapshot that holds what ``read`` gave, perhaps changed."""
    return _packed(orjson.dumps(content))


def without_variables(snapshot: bytes) -> bytes:
    """The same case with empty frames: what a case that is over keeps when its data are erased."""
    content = read(snapshot)
    content[0] &= ~_NAMED
    content[-1] = [[up, {}] for up, _ in content[-1]]
    return write(content)


def _packed(body: bytes) -> bytes:
    head = _PLAIN
    if len(body) >= _COMPRESS_FROM:
        head, body = _COMPRESSED, _compressor().compress(body)
    return head + crc32(body).to_bytes(4, "big") + body


class _Typed:
    """``default`` of orjson that remembers whether there was anything to mark."""

    __slots__ = ("seen",)

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, value: Any) -> Any:
        self.seen = True
        return encode(value)


class _Frames:
    """Frames numbered as they are met, outer ones first, each once."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self._numbers: dict[int, int] = {}

    def number(self, frame: Frame) -> int:
        chain = []
        outer: Frame | None = frame
        while outer is not None and id(outer) not in self._numbers:
            chain.append(outer)
            outer = outer.up
        for inner in reversed(chain):
            up = None if inner.up is None else self._numbers[id(inner.up)]
            self._numbers[id(inner)] = len(self.rows)
            self.rows.append([up, {**inner}])
        return self._numbers[id(frame)]


def _load_frames(rows: list[list[Any]], typed: bool) -> list[Frame]:
    frames: list[Frame] = []
    for up, values in rows:
        outer = None if up is None else frames[up]
        frames.append(Frame(outer, decode(values) if typed else values))
    return frames


def _scopes(case: Case) -> list[tuple[int, ScopeLife]]:
    return [(0, case), *case.subprocesses.items()]


def _scope_row(host: int, scope: ScopeLife, frames: _Frames) -> list[Any]:
    called = scope.process_id
    return [
        host,
        scope.task_tree.id,
        frames.number(scope.frame),
        int(scope.stopped),
        called,
        scope.deployment_id.hex if called is not None and scope.deployment_id else None,
        [_token_row(t, scope, frames) for t in scope.tasks.values() if t is not scope.task_tree],
        *_rest(scope, frames),
    ]


def _rest(scope: ScopeLife, frames: _Frames) -> list[Any]:
    """What few scopes have; those that come after need those before, be they empty."""
    talks = getattr(scope, "conversations", None)
    if not (scope.log or scope.resets or talks):
        return []
    rest: list[Any] = [_log_rows(scope.log or [], frames)]
    if scope.resets or talks:
        rest.append(scope.resets)
    return [*rest, talks] if talks else rest


def _log_rows(log: list[Done], frames: _Frames) -> list[list[Any]]:
    """What can be undone, in one flat list: each row names the row of what it lies in, or -1."""
    rows: list[list[Any]] = []
    waiting = [(-1, entry) for entry in reversed(log)]
    while waiting:
        outer, entry = waiting.pop()
        waiting += [(len(rows), inner) for inner in reversed(entry.log)]
        called = None if entry.called is None else [entry.called[0], entry.called[1].hex]
        home, frame = frames.number(entry.home), frames.number(entry.frame)
        row = [outer, entry.name, entry.token, home, frame, called, entry.by]
        # Few entries have these; older snapshots have none
        rows.append([*row, entry.within, int(entry.part)] if entry.within or entry.part else row)
    return rows


def _load_log(rows: list[list[Any]], frames: list[Frame]) -> list[Done]:
    log: list[Done] = []
    entries: list[Done] = []
    for outer, name, token, home, frame, called, by, *more in rows:
        process = None if called is None else (called[0], UUID(called[1]))
        within, part = more or (None, 0)
        entry = Done(name, token, frames[home], frames[frame], [], process, by, within, bool(part))
        entries.append(entry)
        (log if outer < 0 else entries[outer].log).append(entry)
    return log


def _token_row(token: Token, scope: ScopeLife, frames: _Frames) -> list[Any]:
    row: list[Any] = [
        token.id,
        token._parent,
        token.task_spec.name,
        token._state,
        token.via,
        (_TRACED if token.traced else 0) | (_ARMED if token.armed else 0),
    ]
    if token.home is not scope.frame or token.own is not None or token.internal_data:
        own = None if token.own is None else frames.number(token.own)
        row += [frames.number(token.home), own, token.internal_data]
    return row


def _load_scope(
    case: Case, row: list[Any], frames: list[Frame], outside: Surroundings, typed: bool
) -> None:
    host_id, root_id, frame, stopped, called, deployment, tokens, *rest = row
    scope: ScopeLife = case
    if host_id:
        scope = _inner_scope(case, host_id, frames[frame], called, deployment, outside)
    else:
        case.frame = frames[frame]
    scope.stopped = bool(stopped)
    case.stops += stopped
    scope.task_tree = Token(scope, scope.spec.start, None, COMPLETED, root_id)  # type: ignore[arg-type]
    scope.live = 0
    scope.log = _load_log(rest[0], frames) if rest else None
    for token_row in tokens:
        _load_token(scope, token_row, frames, typed)
    for name, flows in rest[1].items() if len(rest) > 1 else ():
        scope.resets[name] = flows
        scope.spec.task_specs[name].watch(scope)
    if len(rest) > 2:
        case.conversations = rest[2]


def _inner_scope(
    case: Case,
    host_id: int,
    frame: Frame,
    called: str | None,
    deployment: str | None,
    outside: Surroundings,
) -> Scope:
    host = case.by_id[host_id]
    if called is None:
        scope = Scope(host.task_spec.inner, host, frame)
    else:
        deployment_id = UUID(deployment)
        bundle = outside.bundle(deployment_id)
        scope = Scope(bundle.callables[called].spec, host, frame)
        scope.process_id = scope.called_id = called
        scope.deployment_id, scope.bundle = deployment_id, bundle
    case.subprocesses[host_id] = scope
    return scope


def _load_token(scope: ScopeLife, row: list[Any], frames: list[Frame], typed: bool) -> None:
    key, parent, name, state, via, flags = row[:6]
    home = frames[row[6]] if len(row) > 6 else None
    node = scope.spec.task_specs.get(name)
    if node is None:
        raise SnapshotUnknown(f"{scope.spec.name} has no element {name!r}", element_id=name)
    token = Token(
        scope,  # type: ignore[arg-type]
        node,
        scope.tasks[parent],
        state,
        key,
        armed=bool(flags & _ARMED),
        via=via,
        home=home,
    )
    token.traced = bool(flags & _TRACED)
    if len(row) > 6:
        token.own = None if row[7] is None else frames[row[7]]
        token.internal_data = decode(row[8]) if typed else row[8]
    if state == WAITING:
        token.task_spec.restore(token)


def _compressor() -> zstandard.ZstdCompressor:
    """One per thread: the object is not safe to share."""
    found = getattr(_ZSTD, "compressor", None)
    if found is None:
        # A tenth of the time of level 1, which resets its tables each time; a quarter more bytes,
        # which are written over with the next step
        found = _ZSTD.compressor = zstandard.ZstdCompressor(level=-5)
    return found


def _decompressor() -> zstandard.ZstdDecompressor:
    found = getattr(_ZSTD, "decompressor", None)
    if found is None:
        found = _ZSTD.decompressor = zstandard.ZstdDecompressor()
    return found
