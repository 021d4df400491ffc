"""`/v1/members/{id}/consequences`: what would follow, before anyone decides."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.members.api.answers.facts import ConsequenceOut, show_consequence
from services.members.usecases import preview_facts as usecases
from shared.errors import Failure, Invalid
from shared.http.act import Act, View, allow
from shared.http.fields import Answer

router = APIRouter(tags=["member facts"])

Previewed = Literal[
    "suspended", "left", "closed", "removed", "removal_annulled", "merged", "found_double", "lapsed"
]


class PreviewOut(Answer):
    consequences: list[ConsequenceOut]
    possible: dict[str, Any]
    """`{allowed, failing}`: whether it could be entered today, and what stands in the way."""


def show_preview(found: usecases.Preview, view: View) -> PreviewOut:
    shown = [show_consequence(one.noted(), view) for one in found.planned]
    return PreviewOut(consequences=shown, possible=view.action(found.failures))


@router.get("/v1/members/{member_id}/consequences", response_model=PreviewOut)
async def preview_fact(
    member_id: UUID,
    kind: Previewed,
    into: Annotated[
        UUID | None, Query(description="The member that would carry on, for a merger or double")
    ] = None,
    act: Act = allow("member", "officer", "decider", "auditor"),
) -> Response:
    """Certificates, access, contacts and records that the fact would touch if entered today."""
    if (kind in ("merged", "found_double")) != (into is not None) or into == member_id:
        raise Invalid(Failure("other_member_to_name", field="into"))
    return await act.write(usecases.preview_fact, show_preview, member_id, kind, into)
