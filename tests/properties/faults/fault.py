"""What a planted fault is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

#: Puts a wrong way to do one thing into the engine
Plant = Callable[[pytest.MonkeyPatch], None]
#: A fault, and the kinds of blocks whose diagrams must notice it
Fault = tuple[Plant, Sequence[str]]
