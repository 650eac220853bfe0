"""Data, where they stand and how they move. BPMN 2.0.2, 10.4, 13.2."""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.conformance.cells.cell import ROOTS, Cell, times
from tests.engine import models as m

TABLE = "Data"
_CLAUSE = "10.4 Items and Data"
_OBJECT = '<bpmn:dataObject id="o"/>'


def cells() -> Iterator[Cell]:
    yield _cell("data object", "in a process", _written("o"), objects=_OBJECT)
    yield _cell("data object", "in a sub-process", _inside(_OBJECT, _written("o")))
    yield _cell("data object", "of an outer scope", _inside("", _written("o")), objects=_OBJECT)
    yield _cell("data object reference", "with states", _written("r"),
                objects=_OBJECT + _reference("r", "done") + _reference("r2", "begun"))  # fmt: skip
    yield _cell("data object, collection", "in a process", _written("o"),
                objects='<bpmn:dataObject id="o" isCollection="true"/>')  # fmt: skip
    yield _cell("property", "of a process", _written("o"),
                objects='<bpmn:property id="o" name="o"/>')  # fmt: skip
    yield _cell("property", "of a task", m.node("task", "h", '<bpmn:property id="o"/>'))
    yield _cell("property", "of a sub-process",
                m.sub("h", '<bpmn:property id="o"/>', _body(m.node("task", "i"), "i")))  # fmt: skip
    yield _cell("data store reference", "drawn", m.node("task", "h"),
                objects='<bpmn:dataStoreReference id="ds"/>')  # fmt: skip
    yield from _stores()
    yield from _sets()
    yield from _associations()
    yield from _events()


def _cell(row: str, column: str, element: str, *, objects: str = "", more: str = "",
          done: tuple[tuple[str, int], ...] = times(h=1, e=1), **facts: object) -> Cell:  # fmt: skip
    straight = m.start() + element + m.end() + m.path("s", "h", "e") + more
    model = m.definitions(ROOTS, m.process(objects, straight))
    facts = {"clause": _CLAUSE, "tasks_first": True} | facts
    return Cell(TABLE, row, column, model, done=done, **facts)  # type: ignore[arg-type]


def _body(element: str, key: str) -> str:
    return m.start("is") + element + m.end("ie") + m.path("is", key, "ie")


def _reference(id: str, state: str) -> str:
    inner = f'<bpmn:dataState name="{state}"/>'
    return m.node("dataObjectReference", id, inner, dataObjectRef="o")


def _writer(target: str, id: str = "h", value: str = "5") -> str:
    gives = m.data_spec(outputs=(f"{id}_out",))
    moved = m.association("Output", "", target, m.assignment(value, target))
    return m.node("task", id, gives, moved)


def _written(target: str) -> str:
    return _writer(target)


def _inside(objects: str, element: str) -> str:
    inner = element.replace('id="h"', 'id="i"').replace("h_out", "i_out")
    return m.sub("h", objects, _body(inner, "i"))


def _checked(condition: str) -> str:
    """After ``h``: only one way leads to ``w``."""
    return (
        m.xor("y", default="y_z")
        + m.end("w")
        + m.end("z")
        + m.flows("h>y", f"y>w: {condition}", "y>z")
    )


def _stores() -> Iterator[Cell]:
    """One step writes to a store that outlives the case, the next reads it."""
    drawn = '<bpmn:dataStoreReference id="ds" dataStoreRef="st"/>'
    store = '<bpmn:dataStore id="st" name="archive"/>'
    read = m.data_spec("din") + m.association("Input", "ds", "din")
    task = m.node("task", "h", m.ext(m.io({}, {"kept": "=din"})), read)
    body = m.start() + _writer("ds", "a") + task + m.end() + m.path("s", "a", "h", "e")
    yield Cell(TABLE, "data store", "written and read",
               m.definitions(ROOTS, store, m.process(drawn, body + _checked("kept = 5"))),
               done=times(a=1, h=1, w=1, z=0), clause=_CLAUSE, tasks_first=True)  # fmt: skip
    body = m.start() + _writer("ds") + m.end() + m.path("s", "h", "e")
    yield Cell(TABLE, "data store", "written twice", m.definitions(ROOTS, store, m.process(
        drawn, body.replace(m.path("s", "h", "e"), m.path("s", "h", "e") + m.flows("s>h2", "h2>e"))
        + _writer("ds", "h2", "6"))),
        done=times(h=1, h2=1, e=2), clause=_CLAUSE, tasks_first=True)  # fmt: skip
    inner = _writer("ds", "i")
    called = m.process(drawn, _body(inner, "i"), id="q")
    yield Cell(TABLE, "data store", "written by a called process",
               m.definitions(ROOTS, store, called.replace('id="ds"', 'id="ds2"').replace(">ds<", ">ds2<"),
                             m.process(drawn, m.start() + m.node("callActivity", "a", calledElement="q")
                                       + task + m.end() + m.path("s", "a", "h", "e") + _checked("kept = 5"))),
               done=times(i=1, h=1, w=1, z=0), clause=_CLAUSE, tasks_first=True)  # fmt: skip
    row = m.multi(sequential=True, inner=m.formal("loopCardinality", "3"))
    several = m.sub("a", _body(_writer("ds", "i", "loopCounter"), "i"), row)
    body = m.start() + several + task + m.end() + m.path("s", "a", "h", "e") + _checked("kept = 3")
    yield Cell(TABLE, "data store", "written by each instance",
               m.definitions(ROOTS, store, m.process(drawn, body)),
               done=times(a=3, h=1, w=1, z=0), clause=_CLAUSE, tasks_first=True)  # fmt: skip


def _sets() -> Iterator[Cell]:
    empty = "<bpmn:ioSpecification><bpmn:inputSet/><bpmn:outputSet/></bpmn:ioSpecification>"
    yield _cell("input and output set", "empty", m.node("task", "h", empty))
    yield _cell("input set", "optional input that is never there",
                m.node("task", "h", m.data_spec("a", optional=("a",))))  # fmt: skip
    waits = _writer("o", "a") + m.node(
        "task", "h", m.data_spec("din"), m.association("Input", "o", "din")
    )
    body = m.start() + waits + m.end() + m.end("e2") + m.flows("s>a", "s>h", "a>e2", "h>e")
    yield Cell(TABLE, "input set", "waits until its input is there",
               m.definitions(ROOTS, m.process(_OBJECT, body)), done=times(a=1, h=1, e=1),
               clause="10.4, 13.3.2", tasks_first=True)  # fmt: skip
    second = (
        '<bpmn:ioSpecification><bpmn:dataInput id="never"/><bpmn:dataInput id="now"/>'
        "<bpmn:inputSet><bpmn:dataInputRefs>never</bpmn:dataInputRefs></bpmn:inputSet>"
        "<bpmn:inputSet><bpmn:dataInputRefs>now</bpmn:dataInputRefs></bpmn:inputSet>"
        "<bpmn:outputSet/></bpmn:ioSpecification>"
    )
    element = m.node(
        "task", "h", second, m.association("Input", "", "now", m.assignment("1", "now"))
    )
    yield _cell("input set", "second of two", element)
    gives = (
        '<bpmn:ioSpecification><bpmn:dataOutput id="lost"/><bpmn:dataOutput id="kept_out"/>'
        "<bpmn:inputSet/><bpmn:outputSet><bpmn:dataOutputRefs>lost</bpmn:dataOutputRefs></bpmn:outputSet>"
        "<bpmn:outputSet><bpmn:dataOutputRefs>kept_out</bpmn:dataOutputRefs></bpmn:outputSet>"
        "</bpmn:ioSpecification>"
    )
    script = m.formal("script", "{kept_out: 5}").replace(" " + m.FORMAL, "")
    task = m.node("scriptTask", "h", gives, m.association("Output", "kept_out", "o"), script,
                  scriptFormat="feel")  # fmt: skip
    yield _cell("output set", "second of two", task, objects=_OBJECT, more=_checked("o = 5"),
                done=times(h=1, w=1, z=0))  # fmt: skip


def _associations() -> Iterator[Cell]:
    yield _cell("data association", "assignment without source", _written("o"), objects=_OBJECT,
                more=_checked("o = 5").replace("h>y", "h>y"), done=times(h=1, w=1, z=0))  # fmt: skip
    read = m.data_spec("din") + m.association(
        "Input", "o", "din", m.formal("transformation", "o * 2")
    )
    task = m.node("task", "h", m.ext(m.io({}, {"twice": "=din"})), read)
    body = m.start() + _writer("o", "a") + task + m.end() + m.path("s", "a", "h", "e")
    yield Cell(TABLE, "data association", "transformation",
               m.definitions(ROOTS, m.process(_OBJECT, body + _checked("twice = 10"))),
               done=times(h=1, w=1, z=0), clause=_CLAUSE, tasks_first=True)  # fmt: skip
    both = '<bpmn:dataObject id="o"/><bpmn:dataObject id="p1"/>'
    read = m.data_spec("din") + m.association(
        "Input", "o p1", "din", m.formal("transformation", "o + p1")
    )
    task = m.node("task", "h", m.ext(m.io({}, {"sum": "=din"})), read)
    body = m.start() + _writer("o", "a") + _writer("p1", "b", "7") + task + m.end()
    body += m.path("s", "a", "b", "h", "e")
    yield Cell(TABLE, "data association", "several sources",
               m.definitions(ROOTS, m.process(both, body + _checked("sum = 12"))),
               done=times(h=1, w=1, z=0), clause=_CLAUSE, tasks_first=True)  # fmt: skip
    yield _cell("data association", "several sources without transformation",
                m.node("task", "h", m.data_spec("din"), m.association("Input", "o p1", "din")),
                objects=both, code="association-many-sources")  # fmt: skip


def _events() -> Iterator[Cell]:
    out = '<bpmn:dataOutput id="got"/>' + m.association("Output", "got", "o")
    out += "<bpmn:outputSet><bpmn:dataOutputRefs>got</bpmn:dataOutputRefs></bpmn:outputSet>"
    catch = m.catch("h", out, m.signal())
    yield _cell("data of an event", "catch", catch, objects=_OBJECT, tasks_first=False)
    given = '<bpmn:dataInput id="give"/>' + m.association("Input", "o", "give")
    given += "<bpmn:inputSet><bpmn:dataInputRefs>give</bpmn:dataInputRefs></bpmn:inputSet>"
    throw = m.throw("h", given, m.signal())
    body = m.start() + _writer("o", "a") + throw + m.end() + m.path("s", "a", "h", "e")
    yield Cell(TABLE, "data of an event", "throw", m.definitions(ROOTS, m.process(_OBJECT, body)),
               done=times(h=1, e=1), clause=_CLAUSE, tasks_first=True)  # fmt: skip
