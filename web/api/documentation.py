"""The documentation page: the OpenAPI document as people read it, without a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template
from flask_smorest import Api

from web.api.rights import rights

#: So deep an example of a body goes
_DEEP = 4


@dataclass(frozen=True)
class Address:
    """One method of one path, as the page shows it."""

    method: str
    path: str
    summary: str
    more: str
    scope: str
    roles: str
    parameters: list[Mapping[str, Any]]
    #: An example of the body, and of the answer
    body: Any
    answer: Any

    @property
    def anchor(self) -> str:
        return (
            f"{self.method}-{self.path}".strip("/")
            .replace("/", "-")
            .replace("{", "")
            .replace("}", "")
        )


def pages(api: Api) -> Blueprint:
    """The page over the document of ``api``."""
    blueprint = Blueprint("api_docs", __name__, template_folder="templates")

    @blueprint.get("/docs/api")
    def show_documentation() -> str:
        document = api.spec.to_dict()
        return render_template(
            "api/documentation.html",
            about=document["info"]["description"],
            parts=[(tag["description"], list(_addresses(document, tag["name"])))
                   for tag in document["tags"]],
        )  # fmt: skip

    return blueprint


def _addresses(document: Mapping[str, Any], tag: str) -> Iterator[Address]:
    from web.access import who

    known = rights()
    for path, methods in document["paths"].items():
        shared = methods.get("parameters", [])
        for method, one in methods.items():
            if method == "parameters" or tag not in one.get("tags", ()):
                continue
            right = known[f"{tag}.{one['operationId']}"]
            yield Address(
                method.upper(), path, one.get("summary", ""), one.get("description", ""),
                right.scope, who(right),
                [_resolved(document, found) for found in (*shared, *one.get("parameters", ()))],
                _example(document, _schema_of(one.get("requestBody"))),
                _example(document, _schema_of(one["responses"].get("200"))),
            )  # fmt: skip


def _schema_of(part: Mapping[str, Any] | None) -> Any:
    contents = (part or {}).get("content", {})
    return next((one.get("schema") for one in contents.values()), None)


def _resolved(document: Mapping[str, Any], one: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Any = one
    if "$ref" in one:
        found = document
        for step in str(one["$ref"]).removeprefix("#/").split("/"):
            found = found[step]
    return dict(found)


def _example(document: Mapping[str, Any], schema: Any, depth: int = 0) -> Any:
    """A value of the shape: types by name, one entry per list."""
    if schema is None or depth > _DEEP:
        return None
    one = _resolved(document, schema)
    if "properties" in one:
        return {
            name: _example(document, inner, depth + 1) for name, inner in one["properties"].items()
        }
    if "items" in one:
        return [_example(document, one["items"], depth + 1)]
    kind = one.get("format") or one.get("type")
    if isinstance(kind, list):
        kind = next(word for word in kind if word != "null")
    return one.get("enum", kind or "any")
