"""Decisions: an application is approved or rejected once enough reviews are in."""

from __future__ import annotations

from uuid import UUID

from services.members.domain import applications as rules
from services.members.events_out import (
    publish_application_approved,
    publish_application_rejected,
)
from services.members.models import Application
from services.members.usecases.recuse_reviewers import bars_against
from shared.database.work import Work
from shared.errors import Invalid, refuse_if


async def decide_application(
    work: Work, application_id: UUID, outcome: str, reason: str | None
) -> Application:
    """Approve or reject; a rejection is owed a reason, nobody decides on their own file."""
    application = await work.lock(Application, application_id)
    bars = await bars_against(work, [application])
    refuse_if(
        bars[application.id]
        + rules.may_decide(
            application.status, False, application.review_count, application.call.quorum
        )
    )
    if wrong := rules.check_reason(outcome, reason):
        raise Invalid(*wrong)
    application.status = "approved" if outcome == "approve" else "rejected"
    application.decided_by = work.caller.key
    application.decision = {
        "outcome": outcome,
        "reason": reason,
        "decided_at": work.now.isoformat().replace("+00:00", "Z"),
    }
    if application.status == "approved":
        publish_application_approved(work, application)
    else:
        publish_application_rejected(work, application)
    return application
