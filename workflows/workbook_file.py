"""Opening a workbook that somebody brings: bounded, without entities, values and no formulas."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from workflows.errors import Finding, ImportRefused

#: Unpacked size: a small file must not unfold into a large one
_LARGEST = 100 * 1024 * 1024
_PROLOG = 1024 * 1024


@contextmanager
def open_workbook(body: bytes) -> Iterator[Any]:
    """The workbook, as long as it is read. Raises ``ImportRefused`` on another or a broken file.

    Its pages are parsed while they are read, so that what is broken shows only then.
    """
    book = _opened(body)
    try:
        yield book
    except (SyntaxError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as wrong:
        raise _not_a_workbook() from wrong
    finally:
        book.close()


def lines_of(page: Any, **within: int) -> Iterator[tuple[Any, ...]]:
    """The rows that are there, whatever the file says about its size.

    Programs write a size and add rows later; to believe it would leave rows out in silence.
    """
    page.reset_dimensions()
    rows: Iterator[tuple[Any, ...]] = page.iter_rows(values_only=True, **within)
    return rows


def _opened(body: bytes) -> Any:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            _refuse_bombs(parts)
        return openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
    except ImportRefused:
        raise
    except Exception as wrong:
        raise _not_a_workbook() from wrong


def _not_a_workbook() -> ImportRefused:
    return ImportRefused([Finding("不是有效的Excel工作簿（.xlsx）。", "not-a-workbook")])


def _refuse_bombs(parts: zipfile.ZipFile) -> None:
    """Neither too large unpacked, nor with a document type (entities) in any part."""
    if sum(part.file_size for part in parts.infolist()) > _LARGEST:
        raise ImportRefused([Finding("工作簿解压后超过100MB。", "too-large")])
    for part in parts.infolist():
        if part.filename.endswith((".xml", ".rels")):
            with parts.open(part) as opened:
                # comments may stand before it, as long as anybody likes
                if b"<!DOCTYPE" in opened.read(_PROLOG):
                    raise ImportRefused([Finding("工作簿含有文档类型声明。", "doctype")])
