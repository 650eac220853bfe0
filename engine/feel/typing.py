"""Whether a value is of a type, and the implicit conversions. Source: DMN 1.5, 10.3.2.9."""

from __future__ import annotations

from typing import Any

from engine.feel.evaluation import Run
from engine.feel.syntax import (
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    Restricted,
    Type,
    TypeName,
)
from engine.feel.temporal import midnight
from engine.feel.values import (
    BOOLEAN,
    CONTEXT,
    DATE,
    DATE_TIME,
    DAYS_TIME,
    FUNCTION,
    LIST,
    NULL,
    NUMBER,
    RANGE,
    STRING,
    TIME,
    YEARS_MONTHS,
    Function,
    kind,
)

ANY = TypeName("Any")
#: Names of types, with the spellings of older versions of the standard
KIND_OF = {
    **{k: k for k in (NUMBER, STRING, BOOLEAN, DATE, TIME, DATE_TIME, DAYS_TIME, YEARS_MONTHS)},
    **{k: k for k in (LIST, CONTEXT, RANGE, FUNCTION)},
    "Null": NULL,
    "dateTime": DATE_TIME,
    "dayTimeDuration": DAYS_TIME,
    "yearMonthDuration": YEARS_MONTHS,
    "day time duration": DAYS_TIME,
    "year month duration": YEARS_MONTHS,
}


def unknown_name(wanted: Type) -> str | None:
    """The first name in ``wanted`` that is no type, else None."""
    if isinstance(wanted, Restricted):
        return None
    if isinstance(wanted, TypeName):
        return None if wanted.name == "Any" or wanted.name in KIND_OF else wanted.name
    if isinstance(wanted, ListType | RangeType):
        return unknown_name(wanted.item)
    if isinstance(wanted, ContextType):
        inner = [entry for _, entry in wanted.entries]
    else:
        inner = [*wanted.parameters, wanted.result]
    return next((name for name in map(unknown_name, inner) if name is not None), None)


def is_instance(value: Any, wanted: Type, run: Run | None = None) -> bool:
    """``value instance of wanted``: null is an instance of Null alone."""
    if value is None:
        return isinstance(wanted, TypeName) and wanted.name == "Null"
    return conforms(value, wanted, run)


def conforms(value: Any, wanted: Type, run: Run | None = None) -> bool:
    """Whether ``value`` is null or of type ``wanted``. ``run`` counts the work."""
    if value is None:
        return True
    if isinstance(wanted, Restricted):
        return conforms(value, wanted.type, run)
    if isinstance(wanted, TypeName):
        return wanted.name == "Any" or kind(value) == KIND_OF.get(wanted.name)
    what = kind(value)
    if run is not None:
        run.look()
    if isinstance(wanted, ListType):
        return what == LIST and all(conforms(item, wanted.item, run) for item in value)
    if isinstance(wanted, ContextType):
        return what == CONTEXT and all(
            name in value and conforms(value[name], entry, run) for name, entry in wanted.entries
        )
    if isinstance(wanted, RangeType):
        return (
            what == RANGE and conforms(value.low, wanted.item) and conforms(value.high, wanted.item)
        )
    return what == FUNCTION and _function_conforms(value, wanted)


def _function_conforms(function: Any, wanted: FunctionType) -> bool:
    if not isinstance(function, Function):
        return bool(function.takes(len(wanted.parameters)))
    if len(function.parameters) != len(wanted.parameters):
        return False
    if function.returns is not None and not _possible(function.returns(), wanted.result):
        return False
    return all(
        declared is None or subtype(offered, declared)
        for declared, offered in zip(
            function.types or (None,) * len(function.parameters), wanted.parameters, strict=True
        )
    )


def _possible(found: Type, wanted: Type) -> bool:
    """Whether a value of the type ``found``, whose unknown parts are Any, can be ``wanted``."""
    if found == ANY:
        return True
    if isinstance(found, ListType) and isinstance(wanted, ListType):
        return _possible(found.item, wanted.item)
    if isinstance(found, ContextType) and isinstance(wanted, ContextType):
        has = dict(found.entries)
        return all(name in has and _possible(has[name], entry) for name, entry in wanted.entries)
    return subtype(found, wanted)


def subtype(narrow: Type, wide: Type) -> bool:
    """Whether every value of ``narrow`` is one of ``wide``. Source: table 42, conformance."""
    if isinstance(narrow, Restricted):
        narrow = narrow.type
    if isinstance(wide, Restricted):
        wide = wide.type
    if wide == ANY or narrow == wide or narrow == TypeName("Null"):
        return True
    if isinstance(narrow, ListType) and isinstance(wide, ListType):
        return subtype(narrow.item, wide.item)
    if isinstance(narrow, RangeType) and isinstance(wide, RangeType):
        return subtype(narrow.item, wide.item)
    if isinstance(narrow, ContextType) and isinstance(wide, ContextType):
        has = dict(narrow.entries)
        return all(name in has and subtype(has[name], entry) for name, entry in wide.entries)
    if isinstance(wide, TypeName) and not isinstance(narrow, TypeName):
        return _KIND_NAME.get(type(narrow)) == wide.name
    return False


_KIND_NAME: dict[type, str] = {
    ListType: LIST,
    RangeType: RANGE,
    ContextType: CONTEXT,
    FunctionType: FUNCTION,
}


def conform(value: Any, wanted: Type, run: Run, at: int = 0) -> Any:
    """``value`` as ``wanted``, converted where the standard does so; else null, with a reason."""
    if isinstance(wanted, Restricted):
        return wanted.fit(value, run)
    if conforms(value, wanted, run):
        return value
    found = converted(value, wanted, run)
    if found is None:
        return run.null(f"a {kind(value)} is not of the type {write_type(wanted)}", at)
    return found


def converted(value: Any, wanted: Type, run: Run | None = None) -> Any:
    """To and from singleton list, from date to date and time; None where none of them helps."""
    what = kind(value)
    if isinstance(wanted, ListType) or wanted == TypeName(LIST):
        item = wanted.item if isinstance(wanted, ListType) else ANY
        return [value] if what != LIST and conforms(value, item, run) else None
    if what == LIST and len(value) == 1 and conforms(value[0], wanted, run):
        return value[0]
    if what == DATE and isinstance(wanted, TypeName) and KIND_OF.get(wanted.name) == DATE_TIME:
        return midnight(value)
    return None


def write_type(wanted: Type) -> str:
    """The type as it is written in FEEL."""
    if isinstance(wanted, Restricted):
        return write_type(wanted.type)
    if isinstance(wanted, TypeName):
        return wanted.name
    if isinstance(wanted, ListType):
        return f"list<{write_type(wanted.item)}>"
    if isinstance(wanted, RangeType):
        return f"range<{write_type(wanted.item)}>"
    if isinstance(wanted, ContextType):
        inner = ", ".join(f"{name}: {write_type(entry)}" for name, entry in wanted.entries)
        return f"context<{inner}>"
    inner = ", ".join(write_type(parameter) for parameter in wanted.parameters)
    return f"function<{inner}>->{write_type(wanted.result)}"
