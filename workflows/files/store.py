"""Contents of files on disk, addressed by SHA-256. The row that names one is in the database.

A content is written before its row is committed, so a row never points at nothing; a content
without a row (a transaction that was refused) is harmless and is found again by its address.
"""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path


class FileStore:
    """Files below one folder, sharded by the first four digits of their digest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, body: bytes) -> str:
        """Store a content durably. Gives its digest; the same content is stored once."""
        digest = sha256(body).hexdigest()
        path = self._path(digest)
        if not path.exists():
            self._write(path, body)
        return digest

    def get(self, digest: str) -> bytes:
        """The content. Raises ``OSError`` if it is gone or no longer what its address says."""
        body = self._path(digest).read_bytes()
        if sha256(body).hexdigest() != digest:
            raise OSError(f"the content of {digest} is damaged")
        return body

    def _path(self, digest: str) -> Path:
        if len(digest) != 64 or not digest.isalnum():
            raise ValueError("a digest is 64 hexadecimal digits")
        return self.folder / digest[:2] / digest[2:4] / digest

    @staticmethod
    def _write(path: Path, body: bytes) -> None:
        """Written beside and renamed, then the folder is synced: whole after a loss of power."""
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(body)
                out.flush()
                os.fsync(out.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
