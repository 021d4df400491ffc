"""Which change of a published schema would break somebody.

Within a version only an optional field may be added. Everything else breaks either readers (they
relied on it) or the stream (events published earlier would be refused), so it needs `v<N+1>`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shared.events.base import EventType

Schema = Mapping[str, Any]
Schemas = Mapping[str, Schema]

_NOT_PART_OF_THE_PROMISE = frozenset(
    {"$schema", "$id", "$defs", "title", "description", "default", "examples"}
)
_COMPARED_APART = frozenset({"type", "properties", "required", "items", "anyOf"})


def breaking_changes(released: Schemas, current: Schemas) -> list[str]:
    """A sentence for every promise of the released set that the current one does not keep."""
    sentences: list[str] = []
    for event_type, old in sorted(released.items()):
        new = current.get(event_type)
        if new is None:
            sentences.append(_missing_type(event_type, current))
            continue
        sentences += [
            f"{event_type}: {what}; publish a new version beside it instead."
            for what in _differences("", _resolved(old), _resolved(new))
        ]
    return sentences


def _missing_type(event_type: str, current: Schemas) -> str:
    kind = EventType.parse(event_type)
    for other in sorted(current):
        moved = EventType.parse(other)
        if moved.audience != kind.audience and _without_audience(moved) == _without_audience(kind):
            return (
                f"{event_type} changed its audience from {kind.audience} to {moved.audience}; "
                "an event never does: keep it and add a second model for the other audience."
            )
    return f"{event_type} was removed; it must stay beside its successor until its sunset is over."


def _without_audience(kind: EventType) -> tuple[str, str, str, int]:
    return kind.service, kind.aggregate, kind.name, kind.version


def _resolved(schema: Schema) -> dict[str, Any]:
    """The schema with every `$ref` replaced by what it points to."""
    definitions = schema.get("$defs", {})

    def resolve(node: Any) -> Any:
        if isinstance(node, list):
            return [resolve(each) for each in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            target = definitions[node["$ref"].rsplit("/", 1)[1]]
            return resolve({**target, **{k: v for k, v in node.items() if k != "$ref"}})
        return {key: resolve(value) for key, value in node.items() if key != "$defs"}

    resolved: dict[str, Any] = resolve(dict(schema))
    return resolved


def _differences(path: str, old: Schema, new: Schema) -> Iterator[str]:
    if _kinds(old) != _kinds(new):
        yield f"{path or 'the body'} was {_kinds(old)} and is {_kinds(new)} now"
        return
    yield from _changed_keywords(path or "the body", old, new)
    yield from _changed_fields(path, old, new)
    if "items" in old and "items" in new:
        yield from _differences(f"{path}[]", old["items"], new["items"])
    for one, other in zip(old.get("anyOf", ()), new.get("anyOf", ()), strict=True):
        yield from _differences(path, one, other)


def _changed_keywords(where: str, old: Schema, new: Schema) -> Iterator[str]:
    compared = (set(old) | set(new)) - _NOT_PART_OF_THE_PROMISE - _COMPARED_APART
    for keyword in sorted(compared):
        before, now = old.get(keyword), new.get(keyword)
        if keyword == "enum" and before and now:
            before, now = sorted(before, key=str), sorted(now, key=str)
        if before != now:
            yield f"`{keyword}` of {where} changed from {before!r} to {now!r}"


def _changed_fields(path: str, old: Schema, new: Schema) -> Iterator[str]:
    before, now = old.get("properties", {}), new.get("properties", {})
    was_required, is_required = set(old.get("required", ())), set(new.get("required", ()))
    for field, schema in sorted(before.items()):
        inner = f"{path}.{field}".lstrip(".")
        if field not in now:
            yield f"field {inner} was removed"
            continue
        if field in was_required - is_required:
            yield f"field {inner} was always there and is optional now"
        if field in is_required - was_required:
            yield f"field {inner} was optional and is required now"
        yield from _differences(inner, schema, now[field])
    for field in sorted(set(now) - set(before)):
        if field in is_required:
            yield f"new field {f'{path}.{field}'.lstrip('.')} is required, older events lack it"


def _kinds(schema: Schema) -> str:
    alternatives = schema.get("anyOf", [schema])
    return " or ".join(str(each.get("type", "anything")) for each in alternatives)
