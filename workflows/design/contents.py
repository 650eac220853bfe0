"""Names and contents of the files in a draft."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from hashlib import sha256

from workflows.errors import Finding

#: What a deployment takes, by the end of the name
KINDS = {".bpmn": "diagram", ".dmn": "table", ".form": "form"}
#: No folder above, no hidden file, nothing that means something to a shell or an address
_NAME = re.compile(r"(?:[\w\-]+/){0,3}[\w\-]+(?:\.[\w\-]+)*\.(?:bpmn|dmn|form)")
_LONGEST = 200
_MOST_FILES = 200


def kind_of(name: str) -> str:
    """diagram, table or form; empty for what is none of them."""
    return KINDS.get(name[name.rfind(".") :] if "." in name else "", "")


def digest(body: bytes) -> str:
    return sha256(body).hexdigest()


def digest_of_all(files: Mapping[str, bytes]) -> str:
    """One digest for a whole bundle: names and contents, whatever their order."""
    lines = (f"{digest(body)} {name}\n" for name, body in sorted(files.items()))
    return digest("".join(lines).encode())


def packed(body: bytes) -> bytes:
    return zlib.compress(body, 6)


def unpacked(body: bytes) -> bytes:
    return zlib.decompress(body)


def name_findings(name: str) -> Iterator[Finding]:
    """What is wrong with the name of a file."""
    if len(name) > _LONGEST or not _NAME.fullmatch(name):
        yield Finding(
            f"文件名“{name[:60]}”不能用：只用字母、数字、下划线和连字符，"
            "以 .bpmn、.dmn 或 .form 结尾。",
            "file-name",
            "name",
        )


def size_findings(name: str, body: bytes) -> Iterator[Finding]:
    """A file that the engine would not read is not kept either."""
    from engine.model.xml import MAX_BYTES

    if len(body) > MAX_BYTES:
        most = MAX_BYTES // (1024 * 1024)
        yield Finding(f"{name} 超过 {most} MB，不能保存。", "xml-too-large", "body")
    if not body.strip():
        yield Finding(f"{name} 是空的，没有保存。", "file-empty", "body")


def count_findings(number: int) -> Iterator[Finding]:
    if number > _MOST_FILES:
        yield Finding(f"一个草稿最多 {_MOST_FILES} 个文件。", "too-many-files")
    if number == 0:
        yield Finding("没有流程图、决策表或表单文件。", "no-files")
