"""Rules that the city keeps as data: read once at start, refused with a sentence for the operator.

Who edits such a file is told its name and each place in it that does not hold together.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from shared.settings import SettingsError

M = TypeVar("M", bound=BaseModel)


def read_data(kind: type[M], file: Path) -> M:
    """The file's content. Raises SettingsError with a line for each place that is wrong."""
    try:
        return kind.model_validate_json(file.read_bytes())
    except ValidationError as error:
        places = (".".join(str(part) for part in one["loc"]) or "-" for one in error.errors())
        lines = (
            f"{file.name}: {place}: {one['msg'].removeprefix('Value error, ')}."
            for place, one in zip(places, error.errors(), strict=True)
        )
        raise SettingsError("\n".join(lines)) from None
