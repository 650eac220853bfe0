"""The life of an activity: map input, arm boundary events, work, map output, leave.

Source: BPMN 2.0.2, 13.3.2 Activity (life cycle); mappings as in Camunda 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine.behavior.compensation import Done, note, run_handler
from engine.behavior.frames import Frame
from engine.behavior.mappings import map_input, map_output
from engine.behavior.node import Flow, Node, arm
from engine.behavior.token import Token

if TYPE_CHECKING:
    from engine.model.source import Source


class Activity(Node):
    """A task or sub-process. As it stands it does nothing: the abstract task."""

    #: An activity by the standard; events share its life cycle only
    is_activity = True
    #: Set on the body of a repeated activity: the wrapper node
    loop: Any = None
    #: The ad-hoc sub-process that directly holds it
    inside: Any = None
    #: It is done to undo another activity (``isForCompensation``)
    compensates = False
    #: Of an activity that can be undone: its compensation boundary event and handler
    undone_by: tuple[Node, Node] | None = None

    def read(self, source: Source) -> None:
        super().read(source)
        self.default = source.element.get("default")
        self.inputs_map, self.outputs_map = source.io_mapping()
        self.compensates = source.flag("isForCompensation")

    def enter(self, token: Token) -> bool:
        self.trace(token, "activated")
        self.map_inputs(token)
        self.arm_boundaries(token)
        return self.begin(token)

    def map_inputs(self, token: Token) -> None:
        """Fill the activity's own frame. May raise ``Halt``."""
        if self.declared is not None:
            self.declared.enter(token)
        if self.inputs_map:
            token.own = Frame(token.home) if token.own is None else token.own
            map_input(self.inputs_map, token.own, token.now)

    def begin(self, token: Token) -> bool:
        """Input is mapped and boundary events are armed. True: it is the activity's turn."""
        return True

    def arm_boundaries(self, token: Token) -> None:
        for boundary in self.boundaries:
            arm(token._add_child(boundary, armed=True, home=token.frame))

    def leave(self, token: Token) -> Sequence[Flow]:
        """An instance of a multi-instance activity hands its output to the wrapper instead."""
        if self.loop is None:
            return self.left(token, super().leave(token))
        map_output(self.outputs_map, token, self.loop.target(token))
        self.loop.collect(token)
        return ()

    def left(self, token: Token, flows: Sequence[Flow]) -> Sequence[Flow]:
        """Nothing follows in an ad-hoc sub-process that is complete with this activity."""
        return flows if self.inside is None else self.inside.asked(token, flows)

    def after(self, token: Token, parent: Token | None) -> None:
        if self.undone_by is not None:
            note(token)
        if self.inside is not None:
            self.inside.one_done(token)
        if parent is None:
            return
        if self.loop is not None:
            self.loop.instance_done(parent, token)
        elif self.compensates:
            parent.task_spec.undone(parent)

    def cut_off(self, parent: Token | None) -> None:
        """A token on it was ended before it was done; ``parent`` was above that."""
        if self.compensates and self.loop is None and parent is not None:
            parent.task_spec.undone(parent)

    def undo(self, carrier: Token, entry: Done) -> None:
        """``carrier`` (engine.behavior.compensation) undoes this completed activity."""
        assert self.undone_by is not None
        run_handler(carrier, *self.undone_by, entry)

    def go_on(self, token: Token, scope: Any) -> bool:
        """The scope inside this activity has run empty. True: it is not complete yet."""
        return False

    def inner_done(self, token: Token, scope: Any) -> None:
        """The scope inside this activity is complete."""
        raise NotImplementedError
