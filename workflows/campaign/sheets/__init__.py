"""Scoring sheets (验收评分表): what one says, if a filled one holds, to Excel and back."""

from workflows.campaign.sheets.filling import Entry, dimensions, findings, points, total
from workflows.campaign.sheets.reading import read_sheet
from workflows.campaign.sheets.sheet import Indicator, Sheet, Veto

__all__ = [
    "Entry", "Indicator", "Sheet", "Veto", "dimensions", "findings", "points", "read_sheet",
    "total",
]  # fmt: skip
