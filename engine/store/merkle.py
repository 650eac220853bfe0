"""A Merkle tree over leaves in order, hashed as in RFC 6962 section 2.1, without recursion."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def leaf_hash(leaf: bytes) -> bytes:
    """A leaf cannot pass for a node: the first byte tells them apart."""
    return sha256(b"\x00" + leaf).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over these leaves; the hash of nothing where there are none.

    A node without a sibling goes up as it is, which gives the tree of the RFC.
    """
    level = [leaf_hash(leaf) for leaf in leaves]
    if not level:
        return sha256(b"").digest()
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        level = above + level[-1:] if len(level) % 2 else above
    return level[0]
