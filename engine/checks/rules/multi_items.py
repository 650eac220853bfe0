"""What one round of a multi-instance activity takes and gives needs the collection it is of.

Refuses ``<inputDataItem id="x"/>`` without ``loopDataInputRef``: the item would stay empty.
Source: BPMN 2.0.2, 10.3 Loop Characteristics (inputDataItem, outputDataItem).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.registry import rule
from engine.errors import Problem


@rule
def multi_item_without_collection(model: Model) -> Iterator[Problem]:
    """``multi-item-without-collection``."""
    for node in model.executed("multiInstanceLoopCharacteristics"):
        for item, collection in (
            ("inputDataItem", "loopDataInputRef"),
            ("outputDataItem", "loopDataOutputRef"),
        ):
            if node.kid(item) is not None and node.kid(collection) is None:
                yield node.problem(
                    "multi-item-without-collection",
                    f"has {item} and no {collection}; name the collection it is of",
                )
