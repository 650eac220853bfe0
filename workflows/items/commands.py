"""What can be asked about the catalogue."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportCatalogue:
    """Publish the items of a YAML file (bpmn/catalogue/items/*.yaml), all or none.

    An item that is unchanged keeps its version; one that changed gets the next one. Gives the
    codes that were published.
    """

    yaml: bytes
    #: Name of the file, for findings
    name: str = ""
