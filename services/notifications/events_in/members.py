"""Letters of membership: ceremony, certificate, standing, renewal, reports, evaluation."""

from __future__ import annotations

from services.notifications.events_in.listening import subscriptions
from services.notifications.usecases.find_recipients import (
    to_contact,
    to_contacts,
    to_member,
    told_before,
)
from services.notifications.usecases.queue_letters import queue_letters
from shared.database.work import Work
from shared.events.members import (
    CeremonyInvitedV1,
    CertificateIssuedV1,
    EvaluationCompletedV1,
    MemberReinstatedV1,
    MemberRemovalExplainedV1,
    MemberRenewalDueV1,
    MemberSuspensionExplainedV1,
    ReportDueV1,
)


@subscriptions.on(CeremonyInvitedV1)
async def on_ceremony_invited(work: Work, event: CeremonyInvitedV1) -> None:
    """One event may move a ceremony and add someone to its list: each gets the letter that fits."""
    matter, until, to = f"ceremony:{event.id}:", event.held_at, to_contacts(event.contact_ids)
    letters = {
        "ceremony_changed": told_before(to, matter),
        "ceremony_invitation": told_before(to, matter, told=False),
    }
    if event.status.code == "cancelled":
        letters = {"ceremony_cancelled": to}
    for code, readers in letters.items():
        key = f"{matter}{event.version}"
        await queue_letters(work, code, event, key=key, to=readers, until=until)


@subscriptions.on(CertificateIssuedV1)
async def on_certificate_issued(work: Work, event: CertificateIssuedV1) -> None:
    key, to = f"certificate:{event.id}", to_member(event.member.id)
    await queue_letters(work, "certificate_issued", event, key=key, to=to)


@subscriptions.on(MemberSuspensionExplainedV1)
async def on_member_suspension_explained(work: Work, event: MemberSuspensionExplainedV1) -> None:
    key, to = f"suspension:{event.id}:{event.version}", to_contact(event.contact_id)
    await queue_letters(work, "member_suspended", event, key=key, to=to)


@subscriptions.on(MemberRemovalExplainedV1)
async def on_member_removal_explained(work: Work, event: MemberRemovalExplainedV1) -> None:
    key, to = f"removal:{event.id}:{event.version}", to_contact(event.contact_id)
    await queue_letters(work, "member_removed", event, key=key, to=to)


@subscriptions.on(MemberRenewalDueV1)
async def on_member_renewal_due(work: Work, event: MemberRenewalDueV1) -> None:
    key, to = f"renewal:{event.round.id}:{event.id}", to_member(event.id)
    await queue_letters(work, "member_renewal_due", event, key=key, to=to)


@subscriptions.on(ReportDueV1)
async def on_report_due(work: Work, event: ReportDueV1) -> None:
    key, to = f"report:{event.id}:{event.version}", to_member(event.member.id)
    await queue_letters(work, "report_due", event, key=key, to=to)


@subscriptions.on(EvaluationCompletedV1)
async def on_evaluation_completed(work: Work, event: EvaluationCompletedV1) -> None:
    key, to = f"evaluation:{event.id}:{event.version}", to_member(event.member.id)
    await queue_letters(work, "evaluation_completed", event, key=key, to=to)


@subscriptions.on(MemberReinstatedV1)
async def on_member_reinstated(work: Work, event: MemberReinstatedV1) -> None:
    # The public state has no version; the event itself is the fact.
    key, to = f"reinstatement:{event.id}:{work.origin.causation_id}", to_member(event.id)
    await queue_letters(work, "member_reinstated", event, key=key, to=to)
