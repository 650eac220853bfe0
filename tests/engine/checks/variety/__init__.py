"""Legal variety: what the standard allows on elements that the engine runs, as models to deploy.

``elements``: every optional attribute and part; ``files``: what a file may hold and how it may be
written; ``flow``: shapes of flow and expressions; ``data``: data, calls, repetition and undoing.
"""

from __future__ import annotations

from tests.engine.checks.variety import data, elements, files, flow

#: {clause and what is varied: a file, or files of one deployment by name}
MODELS: dict[str, bytes | dict[str, bytes]] = {
    **dict(elements.models()),
    **dict(files.models()),
    **dict(flow.models()),
    **dict(data.models()),
}
