"""The token game: what BPMN 2.0.2, chapter 13, says, written down as plainly as it can be.

A state is what lies in a scope: tokens on flows, tokens that wait in nodes, scopes in nodes.
Nothing is clever: ``moves`` lists every single thing that may happen next, ``settle`` tries all
orders of them, and a reader can check each rule against its sentence in the standard. It shares no
code with the engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.properties.token_game.net import Flow, Net, Node

#: A token: ("on", flow) · ("at", node) waits · ("in", node, Scope) · ("rep", node, left, open)
Token = tuple[object, ...]
Labels = tuple[str, ...]


class TooMany(Exception):
    """More orders, or more tokens, than can be tried."""


@dataclass(frozen=True)
class Scope:
    """What lies in a scope. Not ``whole``: an interrupting handler has taken its place."""

    tokens: tuple[Token, ...] = ()
    whole: bool = True

    def less(self, *gone: Token) -> list[Token]:
        left = list(self.tokens)
        for token in gone:
            left.remove(token)
        return left

    def now(self, tokens: list[Token]) -> Scope:
        return Scope(tuple(sorted(tokens, key=repr)), self.whole)


@dataclass(frozen=True)
class Move:
    """One thing that happens: what completes by it, and the scope after it."""

    labels: Labels
    scope: Scope
    #: error or escalation that leaves the scope
    thrown: str = ""


def begin(net: Net, *, without: str = "") -> Move:
    """13.2: a token on every flow out of the start event."""
    (start,) = net.of("start")
    tokens: list[Token] = [("on", flow.id) for flow in net.out(start.id)]
    return Move((start.id,), Scope().now(tokens))


def settle(net: Net, first: Move, c: int, limit: int = 4000) -> set[tuple[Labels, Scope]]:
    """All ends to which the moves that need nobody can lead, in every order."""
    begun = (tuple(sorted(first.labels)), first.scope)
    seen, open_, ends = {begun}, [begun], set()
    while open_:
        labels, scope = open_.pop()
        found = list(moves(net, scope, c))
        if not found:
            ends.add((labels, scope))
        for move in found:
            after = (tuple(sorted(labels + move.labels)), move.scope)
            if after not in seen:
                seen.add(after)
                open_.append(after)
        if len(seen) > limit:
            raise TooMany
    return ends


def moves(net: Net, scope: Scope, c: int) -> Iterator[Move]:
    """Everything that may happen next by itself, one thing at a time."""
    for token in dict.fromkeys(scope.tokens):
        if token[0] == "on":
            yield from _arrive(net, scope, token, c)
        elif token[0] == "in":
            yield from _inside(net, scope, token, c)
        elif net.nodes[str(token[1])].kind == "landing":
            landing = net.nodes[str(token[1])]
            yield Move((landing.id,), scope.now(scope.less(token) + leave(net, landing, c)))
    for node in net.of("or"):
        yield from _inclusive(net, scope, node, c)


def _arrive(net: Net, scope: Scope, token: Token, c: int) -> Iterator[Move]:
    flow = next(f for f in net.flows if f.id == token[1])
    node, left = net.nodes[flow.target], scope.less(token)
    match node.kind:
        case "user" | "catch" | "receive" | "race":
            yield Move((), scope.now([*left, ("at", node.id)]))
        case "many":
            yield Move((), scope.now([*left, ("rep", node.id, 0, node.times)]))
        case "row" | "rounds":
            yield Move((), scope.now([*left, ("rep", node.id, node.times - 1, 1)]))
        case "pass" | "throw" | "spreads":
            times = node.times if node.kind == "spreads" else 1
            yield Move((node.id,), scope.now(left + leave(net, node, c) * times))
        case "gathers":
            yield from _gather(net, scope, node, c)
        case "xor":
            yield Move((node.id,), scope.now(left + leave(net, node, c)))
        case "and":
            yield from _parallel(net, scope, node, c)
        case "or":
            if len(net.into(node.id)) == 1:
                yield Move((node.id,), scope.now(left + leave(net, node, c)))
        case "end":
            yield Move((node.id,), scope.now(left))
        case "terminate":
            # 10.5.3: all that runs in this scope ends
            yield Move((node.id,), Scope())
        case "error" | "escalate":
            after = left + (leave(net, node, c) if node.kind == "escalate" else [])
            yield Move((node.id,), scope.now(after), thrown=node.kind)
        case "leap":
            (landing,) = [n for n in net.of("landing") if n.host == node.host]
            yield Move((node.id,), scope.now([*left, ("at", landing.id)]))
        case "sub" | "call":
            assert node.inner is not None
            inside = begin(node.inner)
            yield Move(inside.labels, scope.now([*left, ("in", node.id, inside.scope)]))
        case _:
            raise AssertionError(node.kind)


def leave(net: Net, node: Node, c: int) -> list[Token]:
    """Tokens on the flows that are taken out of the node."""
    ways = net.out(node.id)
    if node.kind == "xor":
        taken = _choose(ways, c)[:1]
    elif node.kind in ("or", "user", "pass", "sub", "call", "many", "row", "rounds", "spreads",
                       "gathers", "receive"):  # fmt: skip
        taken = _choose(ways, c)
    else:
        taken = ways
    return [("on", flow.id) for flow in taken]


def _choose(ways: list[Flow], c: int) -> list[Flow]:
    """Those that hold; where none does, the default."""
    hold = [flow for flow in ways if not flow.default and flow.when in (None, c)]
    return hold or [flow for flow in ways if flow.default]


def _parallel(net: Net, scope: Scope, node: Node, c: int) -> Iterator[Move]:
    """13.4.1: one token on each incoming flow is taken; what is more stays for the next time."""
    needed: list[Token] = [("on", flow.id) for flow in net.into(node.id)]
    if all(token in scope.tokens for token in needed):
        yield Move((node.id,), scope.now(scope.less(*needed) + leave(net, node, c)))


def _gather(net: Net, scope: Scope, node: Node, c: int) -> Iterator[Move]:
    """10.3: startQuantity tokens begin it once, whichever flow they come by."""
    here = [token for token in scope.tokens if token[0] == "on" and _target(net, token) == node.id]
    if len(here) >= node.times:
        taken = here[: node.times]
        yield Move((node.id,), scope.now(scope.less(*taken) + leave(net, node, c)))


def _target(net: Net, token: Token) -> str:
    return next(flow.target for flow in net.flows if flow.id == token[1])


def _inclusive(net: Net, scope: Scope, node: Node, c: int) -> Iterator[Move]:
    """13.4.3, by the letter: whoever can come by an empty flow can come by a filled one as well."""
    into = {flow.id for flow in net.into(node.id)}
    filled = {str(token[1]) for token in scope.tokens if token[0] == "on" and token[1] in into}
    if len(into) < 2 or not filled:
        return
    for token in scope.tokens:
        if (
            paths(net, token, node) & into - filled
            and not paths(net, token, node, events=False) & filled
        ):
            return
    taken: list[Token] = [("on", flow) for flow in sorted(filled)]
    yield Move((node.id,), scope.now(scope.less(*taken) + leave(net, node, c)))


def paths(net: Net, token: Token, join: Node, *, events: bool = True) -> set[str]:
    """Flows that a token can come to without passing the join; by boundary ``events`` as well."""
    found: set[str] = set()
    first = _ways(net, str(token[1]), events) if token[0] != "on" else []
    open_ = [str(token[1])] if token[0] == "on" else [flow.id for flow in first]
    while open_:
        flow = open_.pop()
        if flow in found:
            continue
        found.add(flow)
        target = _target(net, ("on", flow))
        if target != join.id:
            open_ += [after.id for after in _ways(net, target, events)]
    return found


def _ways(net: Net, node: str, events: bool) -> list[Flow]:
    """Flows out of a node, of what is attached to it, of the landing of a leap."""
    kinds = ("boundary", "caught", "escalated") if events else ()
    beside = [one.id for one in net.attached(node, *kinds)]
    if net.nodes[node].kind == "leap":
        beside += [n.id for n in net.of("landing") if n.host == net.nodes[node].host]
    return net.out(node) + [flow for one in beside for flow in net.out(one)]


def _inside(net: Net, scope: Scope, token: Token, c: int) -> Iterator[Move]:
    """A scope goes on, is through, or throws something out."""
    node = net.nodes[str(token[1])]
    held = token[2]
    assert node.inner is not None
    assert isinstance(held, Scope)
    left = scope.less(token)
    if not held.tokens:
        # 13.3.4: no token is left in it
        after = [] if node.kind == "handler" else leave(net, node, c)
        yield Move((node.id,), scope.now(left + after))
        return
    for move in moves(node.inner, held, c):
        if move.thrown:
            yield from _thrown(net, scope, node, token, move)
        else:
            yield Move(move.labels, scope.now([*left, ("in", node.id, move.scope)]))


def _thrown(net: Net, scope: Scope, node: Node, token: Token, move: Move) -> Iterator[Move]:
    """10.5.6: the innermost that catches it; else it goes on outwards."""
    kind = "caught" if move.thrown == "error" else "escalated"
    handlers = net.attached(node.id, kind)
    left, inside = scope.less(token), ("in", node.id, move.scope)
    if not handlers:
        yield Move(move.labels, scope.now([*left, inside]), move.thrown)
        return
    (one,) = handlers
    tokens: list[Token] = [*left, *(("on", flow.id) for flow in net.out(one.id))]
    if one.interrupting:
        # It ends whoever has thrown it as well, before that is done
        yield Move((one.id,), scope.now(tokens))
    else:
        yield Move((*move.labels, one.id), scope.now([*tokens, inside]))


# What people and messages do


def waiting(net: Net, scope: Scope) -> Counter[str]:
    """What can be done from outside, by element."""
    found: Counter[str] = Counter()
    for token in scope.tokens:
        node = net.nodes[str(token[1])] if token[0] != "on" else None
        if node is None:
            continue
        if node.kind == "race":
            found.update(arm.id for arm in net.attached(node.id, "arm"))
        elif token[0] == "rep":
            found[node.id] += int(str(token[3]))
        elif token[0] == "at":
            found[node.id] += 1
        else:
            assert node.inner is not None
            assert isinstance(token[2], Scope)
            found += waiting(node.inner, token[2])
        found.update(b.id for b in net.attached(node.id, "boundary"))
    found.update(begins(h).id for h in net.of("handler") if scope.whole and scope.tokens)
    return found


def act(net: Net, scope: Scope, element: str, c: int) -> Iterator[Move]:
    """Every way in which something from outside can be taken by this element."""
    for token in dict.fromkeys(scope.tokens):
        if token[0] == "on":
            continue
        node, left = net.nodes[str(token[1])], scope.less(token)
        if node.id == element:
            yield _done(net, scope, node, token, c)
        for arm in net.attached(node.id, "arm") if node.kind == "race" else ():
            if arm.id == element:
                out: list[Token] = [("on", flow.id) for flow in net.out(arm.id)]
                yield Move((node.id, arm.id), scope.now(left + out))
        for side in net.attached(node.id, "boundary"):
            if side.id == element:
                stays = [] if side.interrupting else [token]
                out = [("on", flow.id) for flow in net.out(side.id)]
                yield Move((side.id,), scope.now([*left, *stays, *out]))
        if token[0] == "in":
            assert node.inner is not None
            assert isinstance(token[2], Scope)
            for move in act(node.inner, token[2], element, c):
                yield Move(move.labels, scope.now([*left, ("in", node.id, move.scope)]))
    for handler in net.of("handler"):
        if begins(handler).id == element and scope.whole and scope.tokens:
            yield _handled(scope, handler)


def _done(net: Net, scope: Scope, node: Node, token: Token, c: int) -> Move:
    left = scope.less(token)
    if token[0] == "rep":
        more, running = int(str(token[2])), int(str(token[3])) - 1
        if more:
            more, running = more - 1, running + 1
        if running:
            return Move((node.id,), scope.now([*left, ("rep", node.id, more, running)]))
    return Move((node.id,), scope.now(left + leave(net, node, c)))


def begins(handler: Node) -> Node:
    """The start event of an event sub-process: it is what waits."""
    assert handler.inner is not None
    (start,) = handler.inner.of("start")
    return start


def _handled(scope: Scope, handler: Node) -> Move:
    """13.5.4: an interrupting handler takes the place of its scope, another runs beside it."""
    assert handler.inner is not None
    inside = begin(handler.inner)
    token: Token = ("in", handler.id, inside.scope)
    if handler.interrupting:
        return Move(inside.labels, Scope((token,), whole=False))
    return Move(inside.labels, scope.now([*scope.tokens, token]))
