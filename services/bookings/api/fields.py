"""Kinds of field that only bookings has: minutes, times, changed names."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    Field,
    ValidationInfo,
    field_validator,
)

from services.bookings.domain.intervals import Interval
from shared.http.fields import Instant, Line, RequestBody
from shared.http.problems import FieldProblem

Minutes = Annotated[int, Field(ge=0, le=2880)]


class NamePatch(RequestBody):
    """A changed name; what is left out stays."""

    vi: Line = ""
    en: Line | None = None


class Times(RequestBody):
    """A half-open time, without set-up and clear-up."""

    starts_at: Instant
    ends_at: Instant

    @field_validator("ends_at")
    @classmethod
    def _after_start(cls, ends_at: Instant, info: ValidationInfo) -> Instant:
        starts_at = info.data.get("starts_at")
        if starts_at is not None and ends_at <= starts_at:
            raise FieldProblem("ends_before_start")
        return ends_at

    @property
    def interval(self) -> Interval:
        return Interval(self.starts_at, self.ends_at)
