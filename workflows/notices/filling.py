"""From a text and values to the blocks of a page. Only ``{name}`` is replaced, nothing is run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from workflows.notices.templates import Template

_PLACE = re.compile(r"\{([a-z_]+)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with its places filled. Raises ``KeyError`` naming a place without a value."""
    return _PLACE.sub(lambda match: values[match.group(1)], text)


def blocks_of(
    template: Template,
    values: Mapping[str, str],
    conditions: frozenset[str],
    tables: Mapping[str, Mapping[str, Any]],
    remedy: str | None,
) -> list[dict[str, Any]]:
    """The page's blocks: dicts with ``type`` and plain text.

    ``tables``: {name: {"head": [...], "rows": [[...]]}} for the blocks materials and documents.
    Lines of facts whose value is empty are left out.
    """
    made: list[dict[str, Any]] = []
    for block in template.blocks:
        if _holds(block, conditions):
            name = next(name for name in block if name not in {"when", "unless"})
            made.extend(_block(name, block[name], values, tables, remedy))
    return made


def _holds(block: Mapping[str, Any], conditions: frozenset[str]) -> bool:
    wanted, unwanted = block.get("when"), block.get("unless")
    return (wanted is None or wanted in conditions) and unwanted not in conditions


def _block(
    name: str,
    said: Any,
    values: Mapping[str, str],
    tables: Mapping[str, Mapping[str, Any]],
    remedy: str | None,
) -> Sequence[dict[str, Any]]:
    if name in {"addressee", "paragraph"}:
        return [{"type": name, "text": fill(said, values)}]
    if name == "facts":
        rows = [[label, fill(text, values)] for label, text in said]
        return [{"type": "facts", "rows": [row for row in rows if row[1]]}]
    if name in {"materials", "documents"}:
        return [{"type": "table", **tables[said]}]
    if name == "remedy":
        text = remedy and remedy.replace("本决定书", f"本{said}")
        return [{"type": "remedy", "text": text}] if text else []
    if name == "signature":
        seal = values["seal"] if said == "seal" else f"{values['issuer']}{said}"
        signed = {"issuer": values["issuer"], "seal": seal, "date": values["issued_on"]}
        if values["signer"]:
            signed["signer"] = values["signer"]
        return [{"type": "signature", **signed}]
    return [{"type": "receipt", "text": said}]
