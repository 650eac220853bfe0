"""Multi-instance: a wrapper token runs the activity once per item, in a row or side by side.

Source: BPMN 2.0.2, 10.3.8 Loop Characteristics, 13.3.7 Multiple Instances Activity; variable names
as in Camunda 8 (``loopCounter`` counts from 1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine.behavior.activity import Activity
from engine.behavior.compensation import unnote
from engine.behavior.expressions import At, truth_of, value_of, whole_number
from engine.behavior.frames import Frame
from engine.behavior.incidents import Halt
from engine.behavior.node import Flow, choose
from engine.behavior.token import OVER, STARTED, Token

if TYPE_CHECKING:
    from engine.model.extensions import LoopDefinition
    from engine.model.source import Source

#: Instances beyond which a multi-instance activity is refused
MAX_INSTANCES = 10_000
#: In the memory of a wrapper: what came with the event that made the case
OPENING = "opening"
_NAME = re.compile(r"[^\W\d]\w*")


class Wrapper(Activity):
    """Around a repeated activity. It bears the boundary events; its children are the instances."""

    body: Activity

    def read(self, source: Source) -> None:
        """Mappings and work belong to the instances, which read the same element."""
        self.label = source.element.get("name") or ""
        self.begins = source.flag("instantiate")
        self.default = source.element.get("default")
        self.compensates = source.flag("isForCompensation")

    def enter(self, token: Token) -> bool:
        self.map_inputs(token)
        self.arm_boundaries(token)
        return True

    @property
    def begins_by(self) -> Sequence[Any]:
        return self.body.begins_by

    def take_start(self, token: Token, variables: dict[str, Any]) -> None:
        """The event is for the first instance."""
        token.internal_data[OPENING] = variables

    def target(self, child: Token) -> Frame:
        """From where outwards an instance writes what it maps out."""
        return child.home

    def collect(self, child: Token) -> None:
        """An instance is about to complete. May raise ``Halt``; asking twice is harmless."""

    def instance_done(self, token: Token, child: Token) -> None:
        """An instance is gone."""
        raise NotImplementedError

    def instance_ended(self, token: Token, child: Token) -> None:
        """An instance is gone that was not completed (a transaction that was canceled)."""
        self.instance_done(token, child)

    def _on_cancel(self, token: Token) -> None:
        unnote(token)
        super()._on_cancel(token)


class MultiInstance(Wrapper):
    """All instances side by side, or one after the other."""

    loop_definition: LoopDefinition

    def target(self, child: Token) -> Frame:
        """Its own frame: the output element may be a variable of the iteration."""
        return child.frame

    def _run_hook(self, token: Token) -> bool | None:
        items, total = self._items(token)
        memo = token.internal_data
        memo.update(total=total, begun=0, done=0, stop=False)
        if self.loop_definition.sequential and items is not None:
            memo["items"] = items
        token.own = Frame(token.home) if token.own is None else token.own
        if self.loop_definition.output_collection:
            token.own[self.loop_definition.output_collection] = [None] * total
        if total == 0:
            return True
        token._set_state(STARTED)
        for position in range(1 if self.loop_definition.sequential else total):
            self._begin_one(token, position, items)
        self._count(token)
        self._release(token)
        return None

    def _items(self, token: Token) -> tuple[list[Any] | None, int]:
        definition = self.loop_definition
        if definition.input_collection is not None:
            items = value_of(definition.input_collection, token)
            if not isinstance(items, list):
                raise Halt("collection-not-list", f"{self.element_id}: {items!r} is no list")
            total = len(items)
        else:
            assert definition.cardinality is not None
            items, total = None, whole_number(definition.cardinality, token, "cardinality")
        if not 0 <= total <= MAX_INSTANCES:
            raise Halt("too-many-instances", f"{self.element_id}: {total} instances")
        return items, total

    def _begin_one(self, token: Token, position: int, items: list[Any] | None) -> None:
        definition = self.loop_definition
        frame = Frame(token.own, {"loopCounter": position + 1})
        if items is not None and definition.input_element:
            dict.__setitem__(frame, definition.input_element, items[position])
        if definition.output_element is not None:
            root = _NAME.match(definition.output_element.text.lstrip("= "))
            fresh = root is not None and not dict.__contains__(frame, root.group())
            if root is not None and fresh and _is_path(definition.output_element.text):
                dict.__setitem__(frame, root.group(), None)
        token.internal_data["begun"] = position + 1
        token._add_child(self.body, home=frame)

    def _release(self, token: Token) -> None:
        """Enter the instances that are new; all of them exist by now, so counts are right."""
        for child in token.children:
            if not child.armed and not token._state & OVER:
                child.task_spec._update(child)

    def _count(self, token: Token) -> None:
        """The variables that the instances see."""
        assert token.own is not None
        memo = token.internal_data
        token.own.fill(
            {
                "numberOfInstances": memo["total"],
                "numberOfActiveInstances": memo["begun"] - memo["done"],
                "numberOfCompletedInstances": memo["done"] - memo.get("ended", 0),
                "numberOfTerminatedInstances": memo.get("ended", 0),
            }
        )

    def collect(self, child: Token) -> None:
        """An instance is about to complete: take its output, ask the completion condition.

        May raise ``Halt``, which stops the instance; asking twice is harmless.
        """
        token = child.workflow.tasks[child._parent]
        definition, memo = self.loop_definition, token.internal_data
        if definition.output_element is not None and definition.output_collection:
            value = value_of(definition.output_element, child)
            counter = child.home["loopCounter"]
            assert token.own is not None
            results = list(token.own[definition.output_collection])
            results[counter - 1] = value
            token.own[definition.output_collection] = results
        if definition.completion is not None:
            counts = {
                "numberOfActiveInstances": memo["begun"] - memo["done"] - 1,
                "numberOfCompletedInstances": memo["done"] - memo.get("ended", 0) + 1,
            }
            place = At(Frame(child.frame, counts), child.now)
            memo["stop"] = truth_of(definition.completion, place, "completion condition")
        if definition.behavior is not None:
            definition.behavior.ask(child, memo)

    def instance_ended(self, token: Token, child: Token) -> None:
        token.internal_data["ended"] = token.internal_data.get("ended", 0) + 1
        self.instance_done(token, child)

    def instance_done(self, token: Token, child: Token) -> None:
        """An instance is gone: begin the next, or complete when enough are done."""
        memo = token.internal_data
        memo["done"] += 1
        self._count(token)
        if self.loop_definition.behavior is not None:
            self.loop_definition.behavior.throw(token, memo)
            if token._state & OVER:
                return  # one of its boundary events has caught it and ended all instances
        if memo["stop"] or memo["done"] == memo["total"]:
            for other in token.children:
                if not other.armed:
                    other.cancel()
            token.case.attempt_complete(token)
        elif self.loop_definition.sequential:
            self._begin_one(token, memo["begun"], memo.get("items"))
            self._count(token)
            self._release(token)

    def leave(self, token: Token) -> Sequence[Flow]:
        name = self.loop_definition.output_collection
        if name and token.own is not None and not (self.declared and name in self.declared.outputs):
            token.home.assign({name: token.own[name]})
        if self.declared is not None:
            self.declared.leave(token)
        return self.left(token, choose(self, token))


def _is_path(text: str) -> bool:
    return all(_NAME.fullmatch(part) for part in text.lstrip("= ").strip().split("."))
