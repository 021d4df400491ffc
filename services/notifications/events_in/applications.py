"""Letters about applications and complaints: to who applied or complained, and to officers."""

from __future__ import annotations

from services.notifications.events_in.listening import subscriptions
from services.notifications.usecases.find_recipients import to_contact, to_officers
from services.notifications.usecases.queue_letters import queue_letters
from shared.database.work import Work
from shared.events.members import (
    ApplicationApprovedV1,
    ApplicationDecisionAnnulledV1,
    ApplicationDecisionCorrectedV1,
    ApplicationRejectedV1,
    ApplicationResubmittedV1,
    ApplicationSubmittedV1,
    ApplicationSupplementRequestedV1,
    ApplicationWithdrawnV1,
    ComplaintAnsweredV1,
    ComplaintDueV1,
    ComplaintLodgedV1,
)


@subscriptions.on(ApplicationSubmittedV1)
async def on_application_submitted(work: Work, event: ApplicationSubmittedV1) -> None:
    key, to = f"submitted:{event.id}:{event.version}", to_contact(event.contact_id)
    await queue_letters(work, "application_submitted", event, key=key, to=to)
    await queue_letters(work, "application_task", event, key=key, to=to_officers())


@subscriptions.on(ApplicationSupplementRequestedV1)
async def on_application_supplement_requested(
    work: Work, event: ApplicationSupplementRequestedV1
) -> None:
    key, to = f"supplement:{event.id}:{event.version}", to_contact(event.contact_id)
    await queue_letters(work, "application_supplement_requested", event, key=key, to=to)


@subscriptions.on(ApplicationResubmittedV1)
async def on_application_resubmitted(work: Work, event: ApplicationResubmittedV1) -> None:
    key, to = f"submitted:{event.id}:{event.version}", to_contact(event.contact_id)
    await queue_letters(work, "application_resubmitted", event, key=key, to=to)
    await queue_letters(work, "application_task", event, key=key, to=to_officers())


@subscriptions.on(ApplicationWithdrawnV1)
async def on_application_withdrawn(work: Work, event: ApplicationWithdrawnV1) -> None:
    key, to = f"withdrawn:{event.id}:{event.version}", to_contact(event.contact_id)
    await queue_letters(work, "application_withdrawn", event, key=key, to=to)


@subscriptions.on(ApplicationApprovedV1)
async def on_application_approved(work: Work, event: ApplicationApprovedV1) -> None:
    key, to = f"decision:{event.id}:{event.version}", to_contact(event.contact_id)
    await queue_letters(work, "application_approved", event, key=key, to=to)


@subscriptions.on(ApplicationRejectedV1)
async def on_application_rejected(work: Work, event: ApplicationRejectedV1) -> None:
    key, to = f"decision:{event.id}:{event.version}", to_contact(event.contact_id)
    await queue_letters(work, "application_rejected", event, key=key, to=to)


@subscriptions.on(ApplicationDecisionAnnulledV1)
async def on_application_decision_annulled(
    work: Work, event: ApplicationDecisionAnnulledV1
) -> None:
    key, to = f"decision:{event.id}:{event.version}", to_contact(event.contact_id)
    await queue_letters(work, "application_decision_annulled", event, key=key, to=to)


@subscriptions.on(ApplicationDecisionCorrectedV1)
async def on_application_decision_corrected(
    work: Work, event: ApplicationDecisionCorrectedV1
) -> None:
    key, to = f"decision:{event.id}:{event.version}", to_contact(event.contact_id)
    await queue_letters(work, "application_decision_corrected", event, key=key, to=to)


@subscriptions.on(ComplaintLodgedV1)
async def on_complaint_lodged(work: Work, event: ComplaintLodgedV1) -> None:
    key = f"complaint:{event.id}:{event.version}"
    await queue_letters(work, "complaint_task", event, key=key, to=to_officers())
    if event.contact_id is not None:
        to = to_contact(event.contact_id)
        await queue_letters(work, "complaint_lodged", event, key=key, to=to)


@subscriptions.on(ComplaintAnsweredV1)
async def on_complaint_answered(work: Work, event: ComplaintAnsweredV1) -> None:
    if event.contact_id is not None:
        key, to = f"complaint:{event.id}:{event.version}", to_contact(event.contact_id)
        await queue_letters(work, "complaint_answered", event, key=key, to=to)


@subscriptions.on(ComplaintDueV1)
async def on_complaint_due(work: Work, event: ComplaintDueV1) -> None:
    key = f"complaint_due:{event.id}:{event.due_on}:{event.overdue}"
    await queue_letters(work, "complaint_due", event, key=key, to=to_officers())
