"""bpmn:scriptTask. A FEEL expression, or a job like a service task. Never code of a language.

Spec: BPMN 2.0.2, 10.3.3 Tasks, Script Task; ``zeebe:script``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.behavior.expressions import value_of
from engine.behavior.incidents import Halt
from engine.behavior.work import Worker
from engine.elements.registry import element
from engine.model.extensions import Script

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.source import Source


@element("scriptTask")
class ScriptTask(Worker):
    """The value goes to the result variable; without one, a context's entries become variables."""

    script: Script | None = None

    def read(self, source: Source) -> None:
        super().read(source)
        zeebe, plain = source.zeebe("script"), source.child("script")
        text = None if plain is None else plain.text()
        result = None
        if zeebe is not None:
            text, result = zeebe.get("expression"), zeebe.get("resultVariable")
        expression = source.expression(text)
        self.script = None if expression is None else Script(expression, result)

    def run_inside(self, token: Token) -> bool | None:
        if self.script is None:
            return True
        value = value_of(self.script.expression, token)
        if self.script.result_variable:
            token.receive({self.script.result_variable: value})
        elif isinstance(value, dict):
            token.receive(value)
        elif value is not None:
            message = f"{self.element_id}: the script yields {value!r} and names no result variable"
            raise Halt("script-result-unnamed", message)
        return True
