"""Kinds of field that the year has: codes of `data/year.json`, hours, visits, years."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from services.members.api.fields import listed

ContributionKind = Annotated[str, listed("contribution_kind")]
VoidReason = Annotated[str, listed("contribution_void_reason")]
UnescoField = Annotated[str, listed("unesco_field")]
Commitment = Annotated[str, listed("unesco_commitment")]
GradeCode = Annotated[str, listed("grade")]
AwardForm = Annotated[str, listed("award_form")]
AwardRevocation = Annotated[str, listed("award_revocation")]
Hours = Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)]
Audience = Annotated[int, Field(ge=0, le=10_000_000)]
"""Visits."""
Year = Annotated[int, Field(ge=2000, le=2199)]
