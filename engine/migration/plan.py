"""A migration as planned: the case, the process it goes to, and what becomes of each token."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.behavior.token import Token

if TYPE_CHECKING:
    from engine.behavior.case import Case
    from engine.behavior.node import Node, ScopeSpec
    from engine.behavior.scope import ScopeLife
    from engine.bundle import Bundle


@dataclass(frozen=True, slots=True)
class Plan:
    """Elements keep their ids unless ``mapping`` {old: new} says otherwise."""

    case: Case
    target: Bundle
    process_id: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    #: {token of an open task: key of its form}
    forms: Mapping[int, str] = field(default_factory=dict)

    def renamed(self, name: str) -> str:
        """The name of a node, or of a flow that is named after one, in the target."""
        lead = "#" if name.startswith("#") else ""
        first, mark, rest = name.removeprefix("#").partition("#")
        return f"{lead}{self.mapping.get(first, first)}{mark}{rest}"

    def scopes(self) -> list[ScopeLife]:
        """The scopes of the case's own process; what it calls stays on its own deployment."""
        return [scope for scope in self.case.all_scopes() if scope.called_id is None]

    def spec_of(self, scope: ScopeLife) -> ScopeSpec | None:
        """The nodes of that scope in the target; None where there is no such scope."""
        if scope is self.case:
            process = self.target.processes.get(self.process_id)
            return None if process is None else process.spec
        host: Any = scope.parent_task  # type: ignore[attr-defined]
        node = self.node_of(host)
        return getattr(node, "inner", None)

    def node_of(self, token: Token) -> Node | None:
        """Where the token will stand; None where its scope has no such node."""
        spec = self.spec_of(token.workflow)
        return None if spec is None else spec.task_specs.get(self.renamed(token.task_spec.name))

    def tokens(self) -> Iterator[Token]:
        """All tokens that migrate, armed ones as well."""
        for scope in self.scopes():
            for token in scope.tasks.values():
                if token is not scope.task_tree:
                    yield token

    def pairs(self) -> Iterator[tuple[Token, Node]]:
        """Tokens and the nodes on which they will stand, for those that have one."""
        for token in self.tokens():
            node = self.node_of(token)
            if node is not None:
                yield token, node
