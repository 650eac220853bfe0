"""The texts of the papers, as data in ``bpmn/notices/``: one YAML file per kind.

Titles and the words of numbers belong to the regime (``workflows.items.regimes``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "notices"

#: What may stand in ``blocks``; each block has exactly one of these and ``when`` / ``unless``
BLOCKS = frozenset(
    {"addressee", "paragraph", "facts", "materials", "documents", "remedy", "signature", "receipt"}
)
#: Facts that a block may depend on
CONDITIONS = frozenset({"permit", "deemed", "inspection"})


class TemplateBroken(ValueError):
    """A file in the folder of notices cannot be used; the message names file and place."""


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of paper."""

    kind: str
    version: str
    #: It bears the application's number instead of one of its own
    bears_application_number: bool
    blocks: tuple[Mapping[str, Any], ...]

    @property
    def name(self) -> str:
        """How an issued paper names the text it was made from."""
        return f"{self.kind}@{self.version}"


@cache
def template(kind: str) -> Template:
    """The text of a kind of paper. Raises ``KeyError`` for an unknown kind."""
    path = FOLDER / f"{kind}.yaml"
    if not kind.isidentifier() or not path.exists():
        raise KeyError(kind)
    import yaml

    return read_template(path.name, yaml.safe_load(path.read_text(encoding="utf-8")))


def kinds() -> list[str]:
    """All kinds of paper that have a text."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def read_template(file: str, stored: Mapping[str, Any]) -> Template:
    """A template from its parsed file. Raises ``TemplateBroken``."""
    for index, block in enumerate(stored["blocks"], start=1):
        names = block.keys() - {"when", "unless"}
        if len(names) != 1 or not names <= BLOCKS:
            raise TemplateBroken(f"{file}: block {index} is no block: {sorted(block)}")
        asked = {block[name] for name in ("when", "unless") if name in block}
        if not asked <= CONDITIONS:
            raise TemplateBroken(f"{file}: block {index} asks for {sorted(asked - CONDITIONS)}")
    return Template(
        stored["kind"],
        str(stored["version"]),
        stored.get("number") == "application",
        tuple(stored["blocks"]),
    )
