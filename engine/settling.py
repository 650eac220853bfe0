"""A process that has begun to serve: how often Python looks for garbage in it from now on.

A step makes a few thousand objects and few cycles, and by default Python looks through the
young ones at every step, and again and again through all that was loaded at the beginning: 5 % of
a completion (measured in ``docs/performance.md``).
"""

from __future__ import annotations

import gc

#: Of new objects between two looks; of looks until older ones are looked through as well
_YOUNG, _MIDDLE, _OLD = 10_000, 10, 10


def settle() -> None:
    """What is loaded now stays as long as the process: garbage is not looked for in it again.

    For programs that run an engine, once, when all is set up. An engine does not do it by itself:
    the setting is of the whole process.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
