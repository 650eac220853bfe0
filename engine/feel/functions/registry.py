"""Built-in functions: their signatures, and how arguments are fitted to them.

Source: DMN 1.5, 10.3.4. A signature is written like ``string: string, length: number?``: name and
kind of each parameter, ``?`` for one that may be left out, ``|null`` for one that may be null,
``any`` for every value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import DecimalException
from typing import Any, TypeVar

from engine.feel.evaluation import Run
from engine.feel.temporal import midnight
from engine.feel.values import (
    _KINDS,
    DATE,
    DATE_TIME,
    FUNCTION,
    LIST,
    NULL,
    kind,
)


class Undefined(Exception):
    """A built-in has no value for these arguments; the message becomes the reason of the null."""


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    #: Kinds that pass; empty for any
    kinds: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a built-in. With ``variadic`` the last parameter takes all that follows."""

    parameters: tuple[Parameter, ...]
    body: Callable[..., Any]
    variadic: bool = False

    @property
    def required(self) -> int:
        return sum(not p.optional for p in self.parameters)

    def takes(self, count: int) -> bool:
        return self.required <= count and (self.variadic or count <= len(self.parameters))


class Builtin:
    """A built-in function with all its signatures."""

    __slots__ = ("name", "signatures")

    def __init__(self, name: str) -> None:
        self.name, self.signatures = name, list[Signature]()

    def takes(self, count: int) -> bool:
        return any(signature.takes(count) for signature in self.signatures)

    def __call__(self, values: Sequence[Any], run: Run, at: int = 0) -> Any:
        """The value for positional arguments; null, with a reason, where there is none."""
        misfit = f"{self.name}: {len(values)} arguments do not fit"
        for signature in self.signatures:
            if not signature.takes(len(values)):
                continue
            fitted = _fit(signature, values)
            if isinstance(fitted, str):
                misfit = f"{self.name}: {fitted}"
                continue
            return self._run(signature, fitted, run, at)
        return run.null(misfit, at)

    def named(self, names: Sequence[str], values: Sequence[Any], run: Run, at: int = 0) -> Any:
        """The value for named arguments, in any order."""
        given = dict(zip(names, values, strict=True))
        if len(given) < len(names):
            return run.null(f"{self.name}: a parameter is named twice", at)
        # before(point, range) and before(range, point) have the same names: the order tells them
        alike = sorted(self.signatures, key=lambda s: [p.name for p in s.parameters] != list(names))
        for signature in alike:
            ordered = _ordered(signature, given)
            if ordered is None:
                continue
            fitted = _fit(signature, ordered)
            if not isinstance(fitted, str):
                return self._run(signature, fitted, run, at)
            return run.null(f"{self.name}: {fitted}", at)
        return run.null(f"{self.name}: no parameters {', '.join(names)}", at)

    def _run(self, signature: Signature, values: list[Any], run: Run, at: int) -> Any:
        run.charge(1)
        try:
            return signature.body(run, *values)
        except Undefined as reason:
            return run.null(f"{self.name}: {reason}", at)
        except DecimalException:
            return run.null(f"{self.name}: the result is out of range", at)


_MISSING = object()


def _ordered(signature: Signature, given: dict[str, Any]) -> list[Any] | None:
    """``given`` in the order of the parameters, where they fit the signature."""
    known = {p.name for p in signature.parameters}
    if not set(given) <= known:
        return None
    ordered = [given.get(p.name, _MISSING) for p in signature.parameters]
    while ordered and ordered[-1] is _MISSING:
        ordered.pop()
    ordered += [None] * (signature.required - len(ordered))
    return ordered


def _fit(signature: Signature, values: Sequence[Any]) -> list[Any] | str:
    """The arguments, converted; or what is wrong with them."""
    fitted: list[Any] = []
    last = len(signature.parameters) - 1
    for index, value in enumerate(values):
        parameter = signature.parameters[min(index, last)]
        if value is _MISSING:
            # Left out between others that are named: null, 10.3.2.13.5
            value = None
            if parameter.optional:
                fitted.append(None)
                continue
        kinds = parameter.kinds
        if kinds:
            what = kind(value)
            if what not in kinds:
                value = _converted(value, what, kinds)
                if value is _MISSING:
                    return f"{parameter.name} is a {what}, not a {' or '.join(kinds)}"
        fitted.append(value)
    return fitted


def _converted(value: Any, what: str, kinds: tuple[str, ...]) -> Any:
    """Implicit conversions of 10.3.2.9.4."""
    if what == LIST and len(value) == 1 and kind(value[0]) in kinds:
        return value[0]
    if what == NULL:
        return _MISSING
    if LIST in kinds:
        return [value]
    if what == DATE and DATE_TIME in kinds:
        return midnight(value)
    return _MISSING


BUILT_IN: dict[str, Builtin] = {}


Body = TypeVar("Body", bound=Callable[..., Any])


def builtin(name: str, signature: str = "", *, variadic: bool = False) -> Callable[[Body], Body]:
    """Registers the decorated body, called with the run and the fitted arguments."""

    def register(body: Body) -> Body:
        parameters = tuple(_parameter(p) for p in signature.split(", ") if p)
        function = BUILT_IN.setdefault(name, Builtin(name))
        function.signatures.append(Signature(parameters, body, variadic))
        return body

    return register


def _parameter(text: str) -> Parameter:
    name, _, kinds = text.partition(": ")
    optional = kinds.endswith("?")
    kinds = kinds.removesuffix("?")
    if kinds == "any":
        return Parameter(name, (), optional)
    return Parameter(name, tuple(NULL if k == "null" else k for k in kinds.split("|")), optional)


def apply(function: Any, values: Sequence[Any], run: Run) -> Any:
    """The result of a function that was handed to a built-in."""
    run.charge(1)
    if isinstance(function, Builtin):
        return function(values, run)
    if len(function.parameters) != len(values):
        raise Undefined(f"the function takes {len(function.parameters)} arguments")
    return function.call(run, *values)


_KINDS[Builtin] = FUNCTION
