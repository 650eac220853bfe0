"""Reading a YAML data file that somebody brings: plain data only, no tags, no aliases, bounded."""

from __future__ import annotations

from typing import Any

from workflows.errors import Finding, ImportRefused

_LARGEST = 2 * 1024 * 1024


def read_yaml(body: bytes) -> dict[str, Any]:
    """The mapping at the top of the file. Raises ``ImportRefused`` with line and reason."""
    import yaml

    if len(body) > _LARGEST:
        raise ImportRefused([Finding("文件超过2MB。", "too-large")])

    class Plain(yaml.SafeLoader):
        """Without aliases, which let a small file unfold into a large one."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise yaml.MarkedYAMLError(problem="不接受引用（*）", problem_mark=self.get_mark())
            return super().compose_node(parent, index)

    try:
        # S506: the loader is the safe one, narrowed
        value = yaml.load(body, Loader=Plain)
    except (ValueError, OverflowError, RecursionError) as wrong:
        # A date that does not exist, a number without end, lists in lists in lists
        raise ImportRefused([Finding(f"有不能读取的值：{wrong}", "yaml")]) from None
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        row = mark.line + 1 if mark is not None else 0
        sentence = getattr(wrong, "problem", None) or "不是有效的YAML"
        raise ImportRefused([Finding(str(sentence), "yaml", row=row)]) from None
    if not isinstance(value, dict):
        raise ImportRefused([Finding("文件顶层应为键值对。", "shape")])
    return value
