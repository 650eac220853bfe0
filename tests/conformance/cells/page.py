"""Makes ``docs/bpmn.md`` of the cells: ``python -m tests.conformance.cells.page``.

A test holds that the file is current; another runs each cell, so the page says what is so.
"""

from __future__ import annotations

from pathlib import Path

from tests.conformance.cells.cell import Cell
from tests.conformance.cells.tables import ALL, NOT_YET

PAGE = Path(__file__).parents[3] / "docs" / "bpmn.md"
_INTRO = """# What of BPMN 2.0.2 runs / 哪些图元能执行

Made by `python -m tests.conformance.cells.page` from the models of `tests/conformance/cells/`; do
not edit by hand. Each cell is one small model and one test: **✓** it runs to its end, in four ways
(straight; loaded anew before each step; two cases interleaved on one compiled graph; jobs in any
order), and what must be completed is completed so often; otherwise it is refused at deployment by
the rule named, which [rules.md](rules.md) explains. Empty: BPMN has no such thing there.
Clauses: BPMN 2.0.2 (OMG formal/2013-12-09).

**{cells} cells: {run} run, {refused} are forbidden by the standard and refused, {not_yet} are legal
and refused as `not-supported`.**
"""
_MORE = """
## Legal by the standard, refused as `not-supported`

{listed}
"""
#: What is refused although the standard allows it, and why
NOT_SUPPORTED = (
    ("resources with parameters as who does a task", "the engine knows no directory to ask"),
    ("bindings of web services", "an operation is a job of its name, done by a handler"),
    ("an error, a cancel or a compensation among events that must all occur", "it ends the wait"),
    ("two links on one throw, a link beside other triggers on a catch", "a link is a flow"),
    (
        "instantiating tasks and gateways inside a sub-process",
        "a process is begun by its own nodes",
    ),
    ("transactions by another method than compensation", "there is nothing to roll back with"),
    ("start or completion quantities above 1000", "a slip of the pen"),
    ("expressions in other languages than FEEL", "a diagram cannot run code"),
    ("choreographies as something to execute", "they may stand beside and are kept"),
)


def page() -> str:
    """The text of the page."""
    not_yet = [cell for cell in ALL if cell.name in NOT_YET]
    refused = [cell for cell in ALL if cell.code]
    run = len(ALL) - len(refused) - len(not_yet)
    parts = [
        _INTRO.format(cells=len(ALL), run=run, refused=len(refused), not_yet=len(not_yet)),
        *(_table(name) for name in dict.fromkeys(cell.table for cell in ALL)),
    ]
    listed = [f"- {what}: {why}" for what, why in NOT_SUPPORTED]
    listed += [f"- {cell.name}" for cell in not_yet]
    return "\n".join(parts) + _MORE.format(listed="\n".join(listed))


def _table(name: str) -> str:
    cells = {(cell.row, cell.column): cell for cell in ALL if cell.table == name}
    rows = list(dict.fromkeys(row for row, _ in cells))
    columns = list(dict.fromkeys(column for _, column in cells))
    if len(columns) > len(rows):
        rows, columns = columns, rows
        cells = {(column, row): cell for (row, column), cell in cells.items()}
    lines = [f"## {name}\n", f"| | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    for row in rows:
        said = (_said(cells.get((row, column))) for column in columns)
        lines.append(f"| **{row}** | {' | '.join(said)} |")
    clauses = dict.fromkeys(cell.clause for cell in cells.values())
    return "\n".join([*lines, f"\nClauses: {'; '.join(clauses)}.\n"])


def _said(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.code:
        return f"`{cell.code}`"
    return "`not-supported`" if cell.name in NOT_YET else "✓"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
