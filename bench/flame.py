"""``python -m bench.flame STACKS > picture.svg``: where the time of a completion goes.

``STACKS``: one stack per line with its number of samples, as sampling profilers write them
(``py-spy record -f raw``). The picture is plain: no script, nothing to click.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

#: The outermost function that is drawn
ROOT = "Engine.execute"
WIDTH, HEIGHT, LEAST = 1200, 17, 4
_COLORS = {"engine/store": "#9ec5fe", "engine": "#ffe69c", "SpiffWorkflow": "#f1aeb5"}


@dataclass
class Node:
    """A function, below all that called it."""

    name: str
    samples: int = 0
    below: dict[str, Node] = field(default_factory=dict)

    def child(self, name: str) -> Node:
        return self.below.setdefault(name, Node(name))

    def depth(self) -> int:
        return 1 + max((node.depth() for node in self.below.values()), default=0)


def read(stacks: Path) -> Node:
    """All stacks that pass through ``ROOT``, from there on."""
    root = Node(ROOT)
    for line in stacks.read_text().splitlines():
        frames, _, number = line.rpartition(" ")
        names = [re.sub(r":\d+\)$", ")", frame) for frame in frames.split(";")]
        start = next((i for i, name in enumerate(names) if name.startswith(ROOT)), None)
        if start is None:
            continue
        node = root
        node.samples += int(number)
        for name in names[start + 1 :]:
            node = node.child(name)
            node.samples += int(number)
    return root


def draw(root: Node, title: str) -> str:
    """The picture: callers above, callees below, as wide as their share."""
    boxes: list[str] = []
    _boxes(root, 0.0, 1, WIDTH / root.samples, boxes)
    height = (root.depth() + 2) * HEIGHT
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        f' font-family="sans-serif" font-size="11"><text x="4" y="12">{escape(title)}</text>'
    )
    return "\n".join([head, *boxes, "</svg>", ""])


def _boxes(node: Node, left: float, row: int, scale: float, boxes: list[str]) -> None:
    width = node.samples * scale
    color = next((found for part, found in _COLORS.items() if part in node.name), "#e9ecef")
    name = node.name.partition(" (")[0]
    words = name[: int(width / 6.2)] if width > 18 else ""
    boxes.append(
        f'<rect x="{left:.1f}" y="{row * HEIGHT}" width="{width:.1f}" height="{HEIGHT - 1}"'
        f' fill="{color}"><title>{escape(node.name)} {width / WIDTH:.1%}</title></rect>'
        f'<text x="{left + 2:.1f}" y="{row * HEIGHT + 12}">{escape(words)}</text>'
    )
    for child in sorted(node.below.values(), key=lambda one: -one.samples):
        if child.samples * scale >= LEAST:
            _boxes(child, left, row + 1, scale, boxes)
            left += child.samples * scale


if __name__ == "__main__":
    print(draw(read(Path(sys.argv[1])), " ".join(sys.argv[2:])), end="")
