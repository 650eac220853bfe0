"""The empty workbook for ``ImportOrganization``: headings, and what may stand in a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO


def template_workbook() -> bytes:
    """One sheet per subject, with its headings, choices and hints."""
    from workflows.organization.template import template

    return template()


def workbook_of(sheets: Mapping[str, Sequence[str]]) -> bytes:
    """An xlsx file with a sheet per name and a bold row of headings."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, headings in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, headings, bold)
            sheet.set_column(0, len(headings) - 1, 20)
            sheet.freeze_panes(1, 0)
    return out.getvalue()
