"""Opening a workbook that somebody brings: bounded, without entities, values and no formulas."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from workflows.errors import Finding, ImportRefused

#: Unpacked size: a small file must not unfold into a large one
_LARGEST = 100 * 1024 * 1024


def open_workbook(body: bytes) -> Any:
    """The workbook, to be closed by the caller. Raises ``ImportRefused`` on another file."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            _refuse_bombs(parts)
        return openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
    except ImportRefused:
        raise
    except Exception as wrong:
        sentence = "不是有效的Excel工作簿（.xlsx）。"
        raise ImportRefused([Finding(sentence, "not-a-workbook")]) from wrong


def _refuse_bombs(parts: zipfile.ZipFile) -> None:
    """Neither too large unpacked, nor with a document type (entities) in any part."""
    if sum(part.file_size for part in parts.infolist()) > _LARGEST:
        raise ImportRefused([Finding("工作簿解压后超过100MB。", "too-large")])
    for part in parts.infolist():
        if part.filename.endswith((".xml", ".rels")):
            with parts.open(part) as opened:
                if b"<!DOCTYPE" in opened.read(4096):
                    raise ImportRefused([Finding("工作簿含有文档类型声明。", "doctype")])
