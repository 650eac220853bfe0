"""Input at the edge of the web: schemas that check shape and type, and build what it is for.

A group's schemas stand in its ``schemas.py`` and load with it. All that is missing or cannot be
read is named at once, in the sentences below; what is not asked for is left out. Rules of the
field (codes, credit codes, days) stay with the commands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, pre_load

from web.i18n import _
from workflows.errors import Finding, InputInvalid


class Text(fields.String):
    """What was written, cut to ``most`` characters."""

    def __init__(self, *, most: int | None = None, **more: Any) -> None:
        super().__init__(**more)
        self.most = most

    def _deserialize(self, *given: Any, **more: Any) -> str:
        text: str = super()._deserialize(*given, **more)
        return text[: self.most]


class Known(Text):
    """One of some words; any other counts as nothing said."""

    def __init__(self, words: Mapping[str, object], **more: Any) -> None:
        super().__init__(**{"load_default": "", **more})
        self.words = words

    def _deserialize(self, *given: Any, **more: Any) -> str:
        text = super()._deserialize(*given, **more)
        return text if text in self.words else str(self.load_default)


class Flag(fields.Field[bool]):
    """Said with ``1``, and with nothing else."""

    def _deserialize(self, value: Any, *_given: Any, **_more: Any) -> bool:
        return bool(value == "1")


class Ref(fields.UUID):
    """An id; what is none counts as nothing said."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"load_default": None, **more})

    def _deserialize(self, *given: Any, **more: Any) -> Any:
        try:
            return super()._deserialize(*given, **more)
        except ValidationError:
            return None


class Several(fields.List):
    """All that was chosen of a list."""

    def _deserialize(self, *given: Any, **more: Any) -> tuple[Any, ...]:  # type: ignore[override]
        return tuple(super()._deserialize(*given, **more))


class Input(Schema):
    """What a form or an address says. ``load`` gives what ``makes`` makes of it.

    ``known``: what stands before it in the command, such as the id in the address. A field's
    metadata hold its ``label``; ``choose`` where it is chosen; ``sentence`` where one sentence
    says all that can be wrong; ``raw`` where blanks count.
    """

    class Meta:
        unknown = EXCLUDE

    makes: Callable[..., Any] = dict

    def __init__(self, *known: Any, makes: Callable[..., Any] | None = None) -> None:
        super().__init__()
        self._known, self._makes = known, makes or type(self).makes

    def on_bind_field(self, field_name: str, field_obj: Any) -> None:
        """Say in words what marshmallow says in English. Fields are copies, their messages not."""
        field_obj.error_messages = _sentences(field_name, field_obj)
        if isinstance(field_obj, Several):
            field_obj.inner.metadata = field_obj.metadata
            field_obj.inner.error_messages = _sentences(field_name, field_obj.inner)

    @pre_load
    def _sent(self, data: Any, **_more: Any) -> dict[str, Any]:
        """A field that was left blank counts as not sent."""
        return {
            key: value
            for name, field in self.load_fields.items()
            if (value := _value(data, key := field.data_key or name, field))
        }

    @post_load
    def _make(self, data: dict[str, Any], **_more: Any) -> Any:
        return self._makes(*self._known, **data)


class _Search(Input):
    q = Text(most=60, load_default="")


def searched(arguments: Mapping[str, str]) -> str:
    """The words of a search field."""
    return str(_SEARCH.load(arguments)["q"])


def read(schema: Input, sent: Mapping[str, Any]) -> Any:
    """What ``schema`` makes of what was sent. Raises ``InputInvalid`` with all findings."""
    try:
        return schema.load(sent)
    except ValidationError as error:
        told = error.messages_dict.items()
        found = [Finding(next(_flat(said)), "shape", name) for name, said in told]
        raise InputInvalid(found) from error


def _value(data: Any, name: str, field: Any) -> Any:
    if isinstance(field, Several):
        return [one for one in data.getlist(name) if one]
    value = data.get(name)
    return value.strip() if isinstance(value, str) and not field.metadata.get("raw") else value


def _sentences(name: str, field: Any) -> dict[str, Any]:
    one = field.metadata.get("sentence")
    if one:
        return dict.fromkeys(field.error_messages, _(one))
    label = _(field.metadata.get("label", name))
    choose = field.metadata.get("choose") or not isinstance(field, Text)
    missing = _("请选择{label}。", label=label) if choose else _("请填写{label}。", label=label)
    wrong = _("{label}填得不对，请改正。", label=label)
    if isinstance(field, fields.Date):
        wrong = _("{label}请填 2025-09-26 这样的日期。", label=label)
    elif isinstance(field, fields.UUID):
        wrong = _("请从列表中选择{label}。", label=label)
    missed = {"required": missing, "null": missing}
    return {**dict.fromkeys(field.error_messages, wrong), **missed}


def _flat(said: Any) -> Iterator[str]:
    """The sentences about one field, also about one of several."""
    if isinstance(said, Mapping):
        for one in said.values():
            yield from _flat(one)
    else:
        yield from said


_SEARCH = _Search()
