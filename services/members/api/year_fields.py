"""Kinds of field that the year has: codes of `data/year.json`, hours, visits, years."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from services.members.texts.vocabulary import labels_of, read_code
from shared.http.problems import FieldProblem


def _listed(list_name: str) -> AfterValidator:
    """Reads a code of a list of data; one that is not on it is refused with what is."""

    def read(text: str) -> str:
        code = read_code(list_name, text)
        if code is None:
            raise FieldProblem("field_not_listed", allowed=labels_of(list_name))
        return code

    return AfterValidator(read)


ContributionKind = Annotated[str, _listed("contribution_kind")]
VoidReason = Annotated[str, _listed("contribution_void_reason")]
UnescoField = Annotated[str, _listed("unesco_field")]
Commitment = Annotated[str, _listed("unesco_commitment")]
GradeCode = Annotated[str, _listed("grade")]
AwardForm = Annotated[str, _listed("award_form")]
AwardRevocation = Annotated[str, _listed("award_revocation")]
Hours = Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)]
Audience = Annotated[int, Field(ge=0, le=10_000_000)]
"""Visits."""
Year = Annotated[int, Field(ge=2000, le=2199)]
