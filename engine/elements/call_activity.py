"""bpmn:callActivity. Runs another process inside the same case; only what is mapped goes in or out.

Spec: BPMN 2.0.2, 10.3.6 Call Activity; 13.3.4; ``zeebe:calledElement``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.behavior.compensation import Done, undoes
from engine.behavior.expressions import text_of
from engine.behavior.frames import Frame
from engine.behavior.incidents import Halt
from engine.behavior.scope import Scope
from engine.elements.registry import element
from engine.elements.sub_process import SubProcess, enter_scope
from engine.model.extensions import CalledElement

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.source import Source


@element("callActivity")
class CallActivity(SubProcess):
    """The called process has variables of its own; which version runs is the binding's choice."""

    called: CalledElement | None = None

    def read(self, source: Source) -> None:
        super().read(source)
        self.called = _called(source)

    def _run_hook(self, token: Token) -> bool | None:
        assert self.called is not None
        process_id = text_of(self.called.process_id, token, "called process")
        deployment_id, bundle = self._find(token, process_id)
        visible = token.frame.visible() if self.called.all_in else dict(token.own or {})
        if self.called.all_in and self.called.all_out:
            # Only what the called process changes comes back: a copy that it left alone must not
            # overwrite what others have written meanwhile
            token.internal_data["given"] = dict(visible)
        theirs = bundle.callables[process_id].spec.io_specification
        if self.declared is not None and theirs is not None:
            # Equal by the standard (call-data-mismatch), so one by one
            visible |= {
                a: token.frame.get(b) for a, b in _pairs(theirs.inputs, self.declared.inputs)
            }
        frame = Frame(None, visible)
        enter_scope(token, _called_scope(token, process_id, deployment_id, bundle, frame))
        return None

    def _find(self, token: Token, process_id: str) -> tuple[UUID, Any]:
        assert self.called is not None
        scope = token.workflow
        own_first = self.called.own_first or self.called.binding == "deployment"
        # A global task belongs to its deployment and has no versions
        own_first |= process_id not in scope.bundle.processes
        if own_first and process_id in scope.bundle.callables:
            assert scope.deployment_id is not None
            return scope.deployment_id, scope.bundle
        if self.called.binding != "deployment":
            found = token.case.surroundings.bundle_for(
                process_id, self.called.binding, self.called.version_tag
            )
            if found is not None:
                return found
        raise Halt("called-process-not-found", f"no process {process_id!r} is deployed")

    def inner_done(self, token: Token, scope: Any) -> None:
        assert self.called is not None
        token.case.close_scope(token)
        self.take_log(token, scope)
        if undoes(token):
            pass  # what it has undone leaves no result
        elif self.called.all_out or self.outputs_map:
            given = token.internal_data.pop("given", {})
            if self.outputs_map:
                given = {}  # the mapping reads what the called process has, and says what leaves
            token.receive({k: v for k, v in scope.frame.items() if k not in given or v != given[k]})
        theirs = scope.spec.io_specification
        if self.declared is not None and theirs is not None and token.own is not None:
            for theirs_one, own_one in _pairs(theirs.outputs, self.declared.outputs):
                token.own[own_one] = scope.frame.get(theirs_one)
        token.case.attempt_complete(token)

    def scope_again(self, token: Token, entry: Done) -> Scope:
        assert entry.called is not None
        process_id, deployment_id = entry.called
        bundle = token.case.surroundings.bundle(deployment_id)
        return _called_scope(token, process_id, deployment_id, bundle, entry.frame)


def _called_scope(
    token: Token, process_id: str, deployment_id: UUID, bundle: Any, frame: Frame
) -> Scope:
    scope = Scope(bundle.callables[process_id].spec, token, frame)
    scope.process_id = scope.called_id = process_id
    scope.deployment_id, scope.bundle = deployment_id, bundle
    return scope


def _pairs(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip(one, other, strict=False)


def _called(source: Source) -> CalledElement | None:
    found = source.zeebe("calledElement")
    if found is None or not found.get("processId"):
        return _by_standard_attribute(source)
    process_id = source.literal_or_feel(found.get("processId"))
    if process_id is None:
        return None
    return CalledElement(
        process_id,
        binding=found.get("bindingType") or "latest",
        version_tag=found.get("versionTag"),
        all_in=found.get("propagateAllParentVariables") != "false",
        all_out=found.get("propagateAllChildVariables") != "false",
    )


def _by_standard_attribute(source: Source) -> CalledElement | None:
    name = source.element.get("calledElement") or ""
    if not name.startswith("="):
        name = name.rpartition(":")[2]
    process_id = source.literal_or_feel(name)
    if process_id is None:
        source.problem("called-element-missing", "the call activity names no process")
        return None
    return CalledElement(process_id, own_first=True)
