"""Values that the bodies of several services share.

An instant is always aware and always UTC, so that two services never disagree about an hour.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime


def _in_utc(value: datetime) -> datetime:
    return value.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A point in time. A naive datetime is refused; any offset becomes UTC and is written with `Z`."""

Locale = Literal["vi", "en"]
"""The language in which someone wants to be written to."""
