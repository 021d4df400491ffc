"""What went wrong outside of us, as a sentence: files, settings, databases, NATS.

A defect of ours is none of these and keeps its traceback.
"""

from __future__ import annotations

from deploy.cli.options import Refused
from deploy.installation import InstallationUnknown, NotReachable


def sentence_for(error: Exception) -> str | None:
    """The sentence to show instead of a traceback; None for a defect."""
    if isinstance(error, Refused | NotReachable | InstallationUnknown):
        return str(error)
    # The libraries are imported only now: most commands succeed, and need few of them.
    return (
        _of_settings(error) or _of_database(error) or _of_network(error) or _of_the_machine(error)
    )


def _of_settings(error: Exception) -> str | None:
    from pydantic import ValidationError
    from pydantic_settings import SettingsError as Unreadable

    from shared.settings import SettingsError

    if isinstance(error, SettingsError | Unreadable):
        return _one_line(error)
    if isinstance(error, ValidationError) and error.title.endswith("Settings"):
        found = error.errors(include_url=False, include_input=False)
        said = [(_variable(one["loc"]), one["msg"].removeprefix("Value error, ")) for one in found]
        return " ".join(f"{name}: {text}." for name, text in said)
    return None


def _variable(place: tuple[int | str, ...]) -> str:
    return f"HCN_{'_'.join(str(part) for part in place)}".upper()


def _of_database(error: Exception) -> str | None:
    import asyncpg
    from alembic.util import CommandError
    from sqlalchemy.exc import ArgumentError, DBAPIError

    from shared.errors import Refusal
    from shared.http.problems import Sentences

    if isinstance(error, Refusal):
        say = Sentences({}).say
        return " ".join(f"{say(one, 'vi')} · {say(one, 'en')}" for one in error.failures)
    if isinstance(error, DBAPIError):
        return f"PostgreSQL: {_one_line(error.orig or error)}. See `hcn doctor`."
    if isinstance(error, asyncpg.PostgresError | asyncpg.InterfaceError | CommandError):
        return f"PostgreSQL: {_one_line(error)}. See `hcn doctor`."
    if isinstance(error, ArgumentError):
        return "The address of a database cannot be read. Check HCN_<SERVICE>_DATABASE_URL."
    return None


def _of_network(error: Exception) -> str | None:
    import httpx
    import nats.errors

    from deploy.nats.admin import NatsRefusal

    if isinstance(error, nats.errors.Error | NatsRefusal):
        return f"NATS: {_one_line(error)}. See `hcn doctor`."
    if isinstance(error, httpx.HTTPError):
        return f"HTTP: {_one_line(error)}. See `hcn status`."
    return None


def _of_the_machine(error: Exception) -> str | None:
    if isinstance(error, OverflowError):
        return f"Một con số quá lớn · A number is too large: {_one_line(error)}."
    if isinstance(error, UnicodeError):
        return "Một giá trị không phải UTF-8 · A value is not UTF-8 text. Write it again."
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename is not None else ""
        return f"Không thực hiện được · Not possible: {where}{error.strerror or _one_line(error)}."
    return None


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
