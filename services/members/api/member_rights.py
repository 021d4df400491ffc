"""`/v1/members/{id}/rights`: what a member may and must, in one call."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from services.members.api.answers.member_rights import MemberRightsOut, show_member_rights
from services.members.api.benefits import INSIDERS
from services.members.usecases.see_rights import get_member_rights as usecase
from shared.http.act import Act, allow

router = APIRouter(tags=["rights"])


@router.get("/v1/members/{member_id}/rights", response_model=MemberRightsOut)
async def get_member_rights(member_id: UUID, act: Act = allow(*INSIDERS)) -> Response:
    """All rights with their state and failing rules, all duties with their dates."""
    return await act.write(usecase, show_member_rights, member_id)
