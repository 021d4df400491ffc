"""Certificates of participation: one official document for each who attended and has none yet.

With a signer they go for signature in the same act, numbered in the order of signing up.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from services.members.documents.participation import KIND, write_participation
from services.members.domain import activities as rules
from services.members.models import Activity, OfficialDocument, Participation
from services.members.usecases.official_documents import draft_document
from services.members.usecases.sign_documents import Signing, send_document_for_signature
from shared.database.work import Work
from shared.errors import Failure, Refusal, refuse_if

GONE = ("discarded", "annulled", "withdrawn")
"""A document in one of these states certifies nothing any more."""


async def certify_participations(
    work: Work,
    activity_id: UUID,
    participation_ids: Collection[UUID] | None,
    signing: Signing | None,
) -> tuple[Activity, list[Participation]]:
    """Draft what is missing, for all or for some; a second call makes nothing twice."""
    activity = await work.lock(Activity, activity_id)
    refuse_if(rules.may_certify(activity.status, activity.gives_certificate))
    rows = await _without_certificate(work, activity, participation_ids)
    if not rows:
        raise Refusal(Failure("nobody_to_certify"))
    for row in rows:
        title, page = write_participation(activity, row)
        document = await draft_document(
            work,
            KIND,
            title,
            [(Activity.KIND, activity.id), (Participation.KIND, row.id)],
            page,
            shared_with=[f"member:{row.member_id}"],
        )
        await work.session.flush()
        row.document_id = document.id
        if signing is not None:
            await send_document_for_signature(work, document.id, signing)
    return activity, rows


async def _without_certificate(
    work: Work, activity: Activity, only: Collection[UUID] | None
) -> list[Participation]:
    query = (
        select(Participation, OfficialDocument.status)
        .outerjoin(OfficialDocument, OfficialDocument.id == Participation.document_id)
        .where(Participation.activity_id == activity.id, Participation.status == "attended")
        .order_by(Participation.turn)
    )
    if only is not None:
        query = query.where(Participation.id.in_(only))
    found = await work.session.execute(query)
    return [row for row, status in found if status is None or status in GONE]


async def follow_certificate(
    work: Work, participation_id: UUID, document: OfficialDocument
) -> None:
    """A certificate that was replaced: the new one is the participant's."""
    row = await work.find_locked(Participation, participation_id)
    if row is not None and row.document_id == document.id and document.status == "replaced":
        row.document_id = document.ended_by_id
