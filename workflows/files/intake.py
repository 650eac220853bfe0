"""What a file must be to be taken, checked before anything is written."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from workflows.errors import FileRefused
from workflows.files.commands import RegisterFile, StoreFile
from workflows.files.media import WORDS, media_type
from workflows.files.store import FileStore


def take_in(files: FileStore, command: StoreFile, limit_bytes: int) -> RegisterFile:
    """Write the content and give what its row will say. Raises ``FileRefused``."""
    size = len(command.body)
    if size == 0:
        raise FileRefused("文件是空的。", code="file-empty")
    if size > limit_bytes:
        sentence = f"文件超过{limit_bytes // (1024 * 1024)}MB。"
        raise FileRefused(sentence, code="file-too-large", size=size, limit=limit_bytes)
    kind = media_type(command.body)
    if kind is None:
        taken = "、".join(WORDS.values())
        raise FileRefused(f"不接收此类文件，可接收：{taken}。", code="file-type")
    return RegisterFile(clean_name(command.name), files.put(command.body), size, kind)


def clean_name(name: str) -> str:
    """The last part of a name, without control characters, at most 200 characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    return plain[-200:] or "未命名"
