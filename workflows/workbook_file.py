"""Opening a workbook that somebody brings: bounded, without entities, values and no formulas."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any
from xml.parsers import expat

from workflows.errors import Finding, ImportRefused

#: Unpacked size: a small file must not unfold into a large one
_LARGEST = 100 * 1024 * 1024
_CHUNK = 64 * 1024
#: What openpyxl says of a broken page while its rows are read
_BROKEN = (SyntaxError, ValueError, LookupError, EOFError, zipfile.BadZipFile, zlib.error)


@contextmanager
def open_workbook(body: bytes) -> Iterator[Any]:
    """The workbook, as long as it is read. Raises ``ImportRefused`` on another or a broken file.

    Its pages are parsed while they are read, so that what is broken shows only then.
    """
    book = _opened(body)
    try:
        yield book
    finally:
        book.close()


def lines_of(page: Any, **within: int) -> Iterator[tuple[Any, ...]]:
    """The rows that are there, whatever the file says about its size. Raises ``ImportRefused``
    where they cannot be read.

    Programs write a size and add rows later; to believe it would leave rows out in silence.
    """
    try:
        page.reset_dimensions()
        yield from page.iter_rows(values_only=True, **within)
    except _BROKEN as wrong:
        raise _not_a_workbook() from wrong


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
        with parts.open(part) as opened:
            if _has_doctype(opened):
                raise ImportRefused([Finding("工作簿含有文档类型声明。", "doctype")])


class _Begun(Exception):
    """The first element: no document type can follow."""


class _Doctype(Exception):
    """A document type."""


def _has_doctype(opened: IO[bytes]) -> bool:
    """Asked of the parser that reads the pages later, in any encoding and behind any comment.

    What it cannot read as XML it cannot read later either.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _raising(_Doctype)
    parser.StartElementHandler = _raising(_Begun)
    try:
        while chunk := opened.read(_CHUNK):
            parser.Parse(chunk)
    except _Doctype:
        return True
    except (_Begun, expat.ExpatError):
        pass
    return False


def _raising(what: type[Exception]) -> Callable[..., None]:
    def handler(*_said: Any) -> None:
        raise what

    return handler
