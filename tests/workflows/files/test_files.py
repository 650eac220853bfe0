"""Files: type by content, size, addressed by what they hold."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from engine.protocols import Actor
from tests.workflows.field import Field
from workflows.errors import FileRefused, RightMissing, Unknown
from workflows.files.commands import StoreFile
from workflows.files.intake import clean_name
from workflows.files.media import media_type
from workflows.files.models import StoredFile
from workflows.files.store import FileStore

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
        (PDF, "application/pdf"),
        ("申请书\n第一行".encode(), "text/plain"),
        (archive("word/document.xml"), "application/vnd.openxmlformats-officedocument"
         ".wordprocessingml.document"),
        (archive("OFD.xml"), "application/ofd"),
        (b"<html><script>", None),
        (b"\xef\xbb\xbf <svg onload=x>", None),
        (b"MZ\x90\x00", None),
        (b"\x7fELF\x02\x01", None),
        (b"#!/bin/sh\n", None),
        (archive("xl/workbook.xml", "xl/vbaProject.bin"), None),
        (archive("evil.html"), None),
        (b"PK\x03\x04broken", None),
        (b"", None),
    ],
)  # fmt: skip
def test_the_type_is_read_from_the_content(body: bytes, kind: str | None) -> None:
    assert media_type(body) == kind


def test_a_real_workbook_is_taken() -> None:
    assert media_type(workbook()) == (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )


def test_a_file_is_stored_and_read_again(room: Field) -> None:
    id = room.do(StoreFile("营业执照.png", PNG), room.admin)
    with room.office.reading() as conn:
        row, body = room.office.read_file(conn, room.city, id)
    assert (row.name, row.media_type, row.size, body) == ("营业执照.png", "image/png", 28, PNG)


def test_the_same_content_lies_there_once(room: Field, tmp_path: Path) -> None:
    room.do(StoreFile("a.png", PNG), room.admin)
    room.do(StoreFile("b.png", PNG), room.admin)
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1
    assert len(room.rows(select(StoredFile.id))) == 2


@pytest.mark.parametrize(
    ("body", "code"), [(b"", "file-empty"), (b"<html>", "file-type"), (b"MZ\x00", "file-type")]
)
def test_what_is_not_taken_is_refused_and_nothing_is_written(
    room: Field, tmp_path: Path, body: bytes, code: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        room.do(StoreFile("x.png", body), room.admin)
    assert refused.value.code == code
    assert not (tmp_path / "files").exists()


def test_a_file_that_is_too_large_is_refused(room: Field) -> None:
    big = PNG + bytes(room.office.settings.file_limit_bytes)
    with pytest.raises(FileRefused) as refused:
        room.do(StoreFile("x.png", big), room.admin)
    assert refused.value.code == "file-too-large"


def test_nobody_stores_files_without_signing_in(room: Field, tmp_path: Path) -> None:
    with pytest.raises(RightMissing):
        room.do(StoreFile("x.png", PNG), Actor(room.city, None, channel="web"))
    assert not (tmp_path / "files").exists()


def test_a_file_of_another_tenant_is_not_there(room: Field) -> None:
    id = room.do(StoreFile("a.png", PNG), room.admin)
    with room.office.reading() as conn, pytest.raises(Unknown):
        room.office.read_file(conn, room.office.engine.ids.new(), id)


def test_a_damaged_content_is_noticed(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    digest = store.put(PNG)
    (tmp_path / digest[:2] / digest[2:4] / digest).write_bytes(PDF)
    with pytest.raises(OSError, match="damaged"):
        store.get(digest)


def test_an_address_is_never_a_path(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="64"):
        FileStore(tmp_path).get("../../etc/passwd")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("..\\..\\a.png", "a.png"),
        ("/etc/passwd", "passwd"),
        ("a\r\nb.png", "ab.png"),
        ("..", "未命名"),
    ],
)
def test_a_name_is_only_a_name(name: str, clean: str) -> None:
    assert clean_name(name) == clean
