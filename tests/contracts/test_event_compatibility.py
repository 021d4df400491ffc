"""What may change under a released name, and that everything else is caught with a sentence."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from shared.events.compatibility import breaking_changes

TYPE = "hcn.public.trials.thing.happened.v1"
SCHEMA: dict[str, Any] = {
    "$id": f"urn:hcn:schema:{TYPE}",
    "type": "object",
    "$defs": {
        "Part": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "size": {"type": "integer"}},
            "required": ["name"],
        }
    },
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "language": {"type": "string", "enum": ["vi", "en"]},
        "part": {"$ref": "#/$defs/Part", "description": "A part."},
        "parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}},
        "remark": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
    },
    "required": ["id", "language", "part", "parts"],
}


def changed(*path: str, to: Any) -> dict[str, Any]:
    """The schema with one place set, or taken out when `to` is `...`."""
    schema = copy.deepcopy(SCHEMA)
    place = schema
    for step in path[:-1]:
        place = place[step]
    if to is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return schema


def found(new: dict[str, Any]) -> list[str]:
    return breaking_changes({TYPE: SCHEMA}, {TYPE: new})


def test_no_change_is_no_break() -> None:
    assert found(copy.deepcopy(SCHEMA)) == []


@pytest.mark.parametrize(
    "new",
    [
        changed("properties", "added", to={"type": "string"}),
        changed("$defs", "Part", "properties", "added", to={"type": "string"}),
        changed("properties", "part", "description", to="Said better."),
        changed("properties", "language", "enum", to=["en", "vi"]),
        changed("title", to="Renamed"),
    ],
    ids=["optional field", "optional field of a part", "description", "order of codes", "title"],
)
def test_an_addition_or_a_better_text_is_allowed(new: dict[str, Any]) -> None:
    assert found(new) == []


def test_a_new_type_is_allowed() -> None:
    other = TYPE.replace("happened", "ended")
    assert breaking_changes({TYPE: SCHEMA}, {TYPE: SCHEMA, other: SCHEMA}) == []


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (changed("properties", "remark", to=...), "field remark was removed"),
        (
            changed("required", to=["id", "language", "part", "parts", "remark"]),
            "field remark was optional and is required now",
        ),
        (
            changed("required", to=["id", "language", "part"]),
            "field parts was always there and is optional now",
        ),
        (
            changed("$defs", "Part", "required", to=["name", "size"]),
            "field part.size was optional and is required now",
        ),
        (
            changed("$defs", "Part", "properties", "size", "type", to="string"),
            "parts[].size was integer and is string now",
        ),
        (changed("properties", "id", "type", to="integer"), "id was string and is integer now"),
        (changed("properties", "id", "format", to=...), "`format` of id changed from 'uuid'"),
        (changed("properties", "language", "enum", to=["vi"]), "`enum` of language changed"),
        (
            changed("properties", "language", "enum", to=["vi", "en", "fr"]),
            "`enum` of language changed",
        ),
        (
            changed("properties", "remark", to={"type": "string"}),
            "remark was string or null and is string now",
        ),
        (
            changed("properties", "id", to={"anyOf": [{"type": "string"}, {"type": "null"}]}),
            "id was string and is string or null now",
        ),
        (changed("properties", "id", "maxLength", to=10), "`maxLength` of id changed"),
    ],
)
def test_a_break_inside_a_body_is_caught(new: dict[str, Any], sentence: str) -> None:
    problems = found(new)
    assert any(sentence in problem for problem in problems), problems
    assert all(problem.startswith(f"{TYPE}: ") for problem in problems)


def test_a_new_field_that_is_required_is_caught() -> None:
    new = changed("properties", "added", to={"type": "string"})
    new["required"] = [*new["required"], "added"]
    [problem] = found(new)
    assert "new field added is required, older events lack it" in problem


def test_a_removed_type_is_caught() -> None:
    [problem] = breaking_changes({TYPE: SCHEMA}, {})
    assert problem.startswith(f"{TYPE} was removed")


def test_a_new_version_does_not_excuse_the_removal_of_the_old() -> None:
    [problem] = breaking_changes({TYPE: SCHEMA}, {TYPE.replace("v1", "v2"): SCHEMA})
    assert problem.startswith(f"{TYPE} was removed")


def test_a_changed_audience_is_caught() -> None:
    [problem] = breaking_changes({TYPE: SCHEMA}, {TYPE.replace("public", "internal"): SCHEMA})
    assert "changed its audience from public to internal" in problem
