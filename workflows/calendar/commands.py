"""What can be asked about the calendar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeedCalendar:
    """Enter all officially published years that the product brings along."""


@dataclass(frozen=True, slots=True)
class ImportCalendar:
    """Take a year from CSV with the columns 日期, 类型 (休 or 班), 名称.

    Days that are not listed are Monday to Friday work, Saturday and Sunday off. All errors are
    reported at once; nothing is stored on any error.
    """

    csv: bytes
    year: int
    #: Title or number of the notice, e.g. 国务院办公厅关于2027年部分节假日安排的通知
    source: str
