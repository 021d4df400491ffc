"""Filters of a list that were left out ask for nothing."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Select

S = TypeVar("S", bound=Select[Any])


def narrow(query: S, *wanted: tuple[Any, object]) -> S:
    """The rows whose columns have the values given; a column whose value is None is left alone."""
    for column, value in wanted:
        if value is not None:
            query = query.where(column == value)
    return query
