"""What a file is, by its content and never by its name.

Taken: pictures, PDF, Word and Excel documents, plain text. Refused: whatever a browser could run
(HTML, SVG), programs, macros, and what is not known.
"""

from __future__ import annotations

import io
import zipfile

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"),
)
#: An Excel workbook
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OFFICE = {
    "word/document.xml": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    "xl/workbook.xml": XLSX,
}
_OFD = "application/ofd"

#: Types that a page may show in place; the rest is only offered for download
INLINE = frozenset({"image/png", "image/jpeg", "application/pdf"})

WORDS: dict[str, str] = {
    "image/png": "PNG图片",
    "image/jpeg": "JPEG图片",
    "application/pdf": "PDF",
    _OFFICE["word/document.xml"]: "Word文档",
    XLSX: "Excel表格",
    _OFD: "OFD版式文件",
    "text/plain": "文本",
}


def media_type(body: bytes) -> str | None:
    """The type of a file that is taken, or None for one that is refused."""
    for signature, kind in _SIGNATURES:
        if body.startswith(signature):
            return kind
    if body.startswith(b"PK\x03\x04"):
        return _in_zip(body)
    return "text/plain" if _is_plain_text(body) else None


def _in_zip(body: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    if "OFD.xml" in names:
        return _OFD
    return next((kind for part, kind in _OFFICE.items() if part in names), None)


def _is_plain_text(body: bytes) -> bool:
    """UTF-8 without control characters, and nothing that looks like markup or a script."""
    if not body:
        return False
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if any(ord(character) < 32 and character not in "\t\r\n\f" for character in text):
        return False
    return not text.lstrip().startswith(("<", "#!"))
