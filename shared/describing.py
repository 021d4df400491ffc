"""What went wrong, for logs and operators, without the data that it went wrong with.

Messages of exceptions may quote what a person wrote; codes, places and constraints do not.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from shared.errors import Refusal

ROOT = Path(__file__).parents[1]


def describe_error(error: BaseException) -> str:
    """Kind, code and place of an error, in one line."""
    return f"{type(error).__name__}{_detail(error)} at {_place(error)}"


def _detail(error: BaseException) -> str:
    if isinstance(error, Refusal):
        return f"({', '.join(failure.code for failure in error.failures)})"
    if isinstance(error, DBAPIError):
        cause = getattr(error.orig, "__cause__", None)
        state = getattr(error.orig, "sqlstate", None) or type(cause).__name__
        constraint = getattr(cause, "constraint_name", None)
        return f"({state}{f', {constraint}' if constraint else ''})"
    if isinstance(error, ValidationError):
        found = error.errors(include_input=False, include_url=False, include_context=False)
        return "(" + "; ".join(f"{_path(one)}: {one['type']}" for one in found[:10]) + ")"
    if isinstance(error, KeyError):
        return f"({error})"
    return ""


def _path(problem: object) -> str:
    assert isinstance(problem, dict)
    return ".".join(str(part) for part in problem["loc"])


def _place(error: BaseException) -> str:
    frames = list_frames(error)
    return frames[-1] if frames else "?"


def list_frames(error: BaseException) -> list[str]:
    """`file:line function` of the project's own frames, the innermost last; of all when none is."""
    every = traceback.extract_tb(error.__traceback__)
    own = [
        one for one in every if one.filename.startswith(str(ROOT)) and ".venv" not in one.filename
    ]
    return [f"{_short(one.filename)}:{one.lineno} {one.name}" for one in own or every]


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
