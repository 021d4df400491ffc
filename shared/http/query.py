"""Query parameters that a route takes together, as one dataclass."""

from __future__ import annotations

import inspect
from typing import Any, TypeVar

from fastapi import Depends

T = TypeVar("T")


def from_query(kind: type[T]) -> Any:
    """The dependency that reads a dataclass: `Annotated[Kind, from_query(Kind)]`.

    A class that is itself the dependency would be called in another thread, as FastAPI calls
    whatever is not async: under load that takes longer than the rest of a short request.
    """

    async def read(**given: Any) -> T:
        return kind(**given)

    signature = inspect.signature(kind, eval_str=True)
    read.__signature__ = signature  # type: ignore[attr-defined]
    return Depends(read)
