"""The Ed25519 key that signs roots: made once, in a file that only its owner can read."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FILE = "audit.key"


class SigningKey:
    """Signs, and knows its own public half (32 bytes)."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes_raw()

    @staticmethod
    def of(folder: Path) -> SigningKey:
        """The key of a data folder; made where there is none."""
        file = folder / FILE
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as out:
                out.write(Ed25519PrivateKey.generate().private_bytes_raw().hex() + "\n")
        return SigningKey(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text())))

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of ``public`` signed ``message``."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
