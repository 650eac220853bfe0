"""Whole models with what they answer: one line per question, all values written as FEEL.

``name | inputs | answer``: what is decided, the entries of the context of inputs, the answer.
``null!`` is null with a reason that the decision gives, ``[]!`` likewise.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from engine.dmn import load
from engine.feel import evaluate
from tests.engine.dmn.models import decision, definitions, input_data, literal


@dataclass(frozen=True)
class Case:
    """``asks`` are put to the model in ``files``, the main one first."""

    title: str
    files: tuple[bytes, ...]
    asks: tuple[str, ...]
    lenient: bool = False

    @property
    def digest(self) -> str:
        return sha256(b"\0".join(self.files)).hexdigest()


def case(title: str, files: bytes | tuple[bytes, ...], *asks: str, lenient: bool = False) -> Case:
    return Case(title, files if isinstance(files, tuple) else (files,), asks, lenient)


def one(data: str, logic: str, *elements: str, type_ref: str = "") -> bytes:
    """A model of one decision ``d`` on the input data in ``data``: ``"x:number, y"``."""
    pairs = [part.strip().partition(":") for part in data.split(",") if part.strip()]
    inputs = [input_data(name, kind) for name, _, kind in pairs]
    needs = [f"input:{name}" for name, _, _ in pairs]
    return definitions(*elements, *inputs, decision("d", logic, *needs, type_ref=type_ref))


def text(data: str, expression: str, *elements: str, type_ref: str = "") -> bytes:
    """The same with one expression."""
    return one(data, literal(expression), *elements, type_ref=type_ref)


def check(asked: Case) -> None:
    """Every question of the case has its answer."""
    model = load(asked.files[0], *asked.files[1:], lenient=asked.lenient)
    for line in asked.asks:
        name, inputs, answer = (part.strip() for part in line.split(" | "))
        found = model.explain(name, evaluate(f"{{{inputs}}}", {}))
        expected = evaluate(answer.removesuffix("!"), {})
        assert _like(found.value, expected), f"{line}: {found.value!r} {found.warnings}"
        assert found.warnings or not answer.endswith("!"), f"{line}: no reason"


def _like(found: Any, expected: Any) -> bool:
    return bool(found == expected) and isinstance(found, bool) == isinstance(expected, bool)


def counted(cases: list[Case]) -> str:
    """How many different models, and how many questions, for the closing note of a run."""
    return f"{len({c.digest for c in cases})} models, {sum(len(c.asks) for c in cases)} answers"
