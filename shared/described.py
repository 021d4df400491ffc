"""What is written under a field is its description in schemas, read when a schema is asked for.

pydantic's own way (`use_attribute_docstrings`) reads the source of each class when it is made: with
five hundred of them that is a sixth of the time in which a service starts.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic_core import CoreSchema


class Described(BaseModel):
    """A model whose fields are described by the texts under them."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for name, text in _texts_of(cls).items():
            shown = properties.get(cls.model_fields[name].alias or name)
            if shown is not None and text is not None:
                shown.setdefault("description", text)
        return schema


def _texts_of(kind: type[BaseModel]) -> dict[str, str | None]:
    """Field → what is written under it, in the class that has it last."""
    found: dict[str, str | None] = {}
    for one in reversed(kind.__mro__):
        if not issubclass(one, Described):
            continue
        texts = _texts_in(one.__module__).get(one.__qualname__, {})
        found |= {name: texts.get(name) for name in inspect.get_annotations(one)}
    return {name: text for name, text in found.items() if name in kind.model_fields}


@cache
def _texts_in(module: str) -> Mapping[str, Mapping[str, str]]:
    """Class → field → text, of a module's source."""
    return dict(_read(ast.parse(inspect.getsource(sys.modules[module])), ""))


def _read(scope: ast.Module | ast.ClassDef, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    for node in scope.body:
        if isinstance(node, ast.ClassDef):
            inner = f"{name}.{node.name}".lstrip(".")
            yield inner, dict(_fields(node))
            yield from _read(node, inner)


def _fields(kind: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """
    version: int
    \"\"\"Rises with every change.\"\"\"     the text of `version`
    """
    for field, after in zip(kind.body, kind.body[1:], strict=False):
        match field, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(ast.Constant(str(text))):
                yield name, inspect.cleandoc(text)
