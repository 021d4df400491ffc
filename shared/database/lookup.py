"""One row by its id, for showing: the commonest question of all, in a third of the ORM's time.

The row is detached: it belongs to no session, follows no relationship and is never written back.
A model with relationships takes the way of the ORM, which loads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Dialect, Float, bindparam, inspect, select
from sqlalchemy.dialects.postgresql.asyncpg import dialect as AsyncpgDialect
from sqlalchemy.orm import make_transient_to_detached

from shared.database.aggregate import Aggregate

A = TypeVar("A", bound=Aggregate)

_DIALECT: Dialect = AsyncpgDialect()  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Lookup(Generic[A]):
    """The statement for one model, and what turns its answer into an instance."""

    model: type[A]
    statement: str
    reads: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    """Attribute and conversion, in the order of the columns."""

    def make(self, record: Iterable[Any]) -> A:
        row = self.model()
        # What the ORM does with a row it has loaded; its setters would note a change instead.
        row.__dict__.update(
            (name, convert(value) if convert else value)
            for (name, convert), value in zip(self.reads, record, strict=True)
        )
        make_transient_to_detached(row)
        return row


def lookup_of(model: type[A]) -> Lookup[A] | None:
    """None when the model has relationships."""
    found: Lookup[A] | None = _make_lookup(model)  # type: ignore[arg-type]  # classes can be hashed
    return found


@cache
def _make_lookup(model: Any) -> Any:
    mapper = inspect(model)
    if mapper.relationships:
        return None
    columns = [attribute.columns[0] for attribute in mapper.column_attrs]
    statement = select(*columns).where(model.id == bindparam("id"))
    return Lookup(
        model,
        str(statement.compile(dialect=_DIALECT)),
        tuple(
            (attribute.key, _conversion(column.type))
            for attribute, column in zip(mapper.column_attrs, columns, strict=True)
        ),
    )


def _conversion(kind: Any) -> Callable[[Any], Any] | None:
    if isinstance(kind, Float):
        return None  # it comes as a float; the dialect would ask for the column's type on the wire
    found: Callable[[Any], Any] | None = kind.dialect_impl(_DIALECT).result_processor(
        _DIALECT, None
    )
    return found
