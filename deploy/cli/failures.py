"""What went wrong outside of us, as a sentence: files, NATS, databases, settings.

A defect of ours is none of these and keeps its traceback.
"""

from __future__ import annotations


def sentence_for(error: Exception) -> str | None:
    """The sentence to show instead of a traceback; None for a defect."""
    return _plain(error) or _of_settings(error) or _of_database(error) or _of_network(error)


def _plain(error: Exception) -> str | None:
    from deploy.cli.options import Refused
    from deploy.installation import NotReachable

    if isinstance(error, Refused | NotReachable):
        return str(error)
    if isinstance(error, OverflowError):
        return f"Một con số quá lớn · A number is too large: {error}."
    if isinstance(error, UnicodeError):
        return "Một giá trị không phải UTF-8 · A value is not UTF-8 text. Write it again."
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename is not None else ""
        return f"Không thực hiện được · Not possible: {where}{error.strerror or _text_of(error)}."
    return None


def _of_settings(error: Exception) -> str | None:
    from pydantic_settings import BaseSettings
    from pydantic import ValidationError

    from shared.settings import SettingsError

    if isinstance(error, SettingsError):
        return str(error)
    return None


def _of_database(error: Exception) -> str | None:
    return None


def _of_network(error: Exception) -> str | None:
    return None


def _text_of(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
