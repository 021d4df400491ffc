"""Rows as instances of their model without the ORM's way of loading, in a third of its time.

The instances are detached: they belong to no session, follow no relationship that was not given
to them, and are never written back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Dialect, Float, inspect
from sqlalchemy.dialects.postgresql.asyncpg import dialect as AsyncpgDialect
from sqlalchemy.orm import make_transient_to_detached

from shared.database.aggregate import Aggregate

A = TypeVar("A", bound=Aggregate)
M = TypeVar("M")

_DIALECT: Dialect = AsyncpgDialect()  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class RowReader(Generic[M]):
    """What turns a row of one model's table into an instance."""

    model: type[M]
    columns: tuple[str, ...]
    conversions: tuple[tuple[str, Callable[[Any], Any]], ...]
    """Attributes that the driver does not deliver as the model has them."""
    never_read: tuple[str, ...]
    """Attributes that only some queries compute."""

    def make(self, row: Mapping[str, Any], **related: Any) -> M:
        """An instance; `related` is what its relationships lead to."""
        made = self.model()
        # What the ORM does with a row it has loaded; its setters would note a change instead.
        known = made.__dict__
        known.update(row)
        for name, convert in self.conversions:
            known[name] = convert(known[name])
        known.update(dict.fromkeys(self.never_read))
        known.update(related)
        make_transient_to_detached(made)
        return made


@cache
def row_reader(model: Any) -> RowReader[Any]:
    """For a mapped class whose attributes are called as its columns."""
    properties = inspect(model).column_attrs
    read = {one.key: one.columns[0] for one in properties if isinstance(one.columns[0], Column)}
    assert all(key == column.name for key, column in read.items())
    conversions = [(key, _conversion(column.type)) for key, column in read.items()]
    return RowReader(
        model,
        tuple(read),
        tuple((key, convert) for key, convert in conversions if convert is not None),
        tuple(one.key for one in properties if one.key not in read),
    )


@dataclass(frozen=True, slots=True)
class Lookup(Generic[A]):
    """One row by its id, for showing: the commonest question of all."""

    statement: str
    reader: RowReader[A]


def lookup_of(model: type[A]) -> Lookup[A] | None:
    """None when the model has relationships, which the ORM loads."""
    found: Lookup[A] | None = _make_lookup(model)  # type: ignore[arg-type]  # classes can be hashed
    return found


@cache
def _make_lookup(model: Any) -> Any:
    if inspect(model).relationships:
        return None
    reader = row_reader(model)
    columns = ", ".join(reader.columns)
    return Lookup(f"SELECT {columns} FROM {model.__tablename__} WHERE id = $1", reader)


def _conversion(kind: Any) -> Callable[[Any], Any] | None:
    if isinstance(kind, Float):
        return None  # it comes as a float; the dialect would ask for the column's type on the wire
    found: Callable[[Any], Any] | None = kind.dialect_impl(_DIALECT).result_processor(
        _DIALECT, None
    )
    return found
