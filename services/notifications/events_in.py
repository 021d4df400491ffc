"""Every event that notifications reacts to: first the copies it keeps, then the letters it writes.

The business key of a letter names the fact, not the event: the same fact never writes twice.
"""

from __future__ import annotations

from services.notifications.usecases.find_recipients import (
    to_contact,
    to_contacts,
    to_host,
    to_member,
    to_officers,
    told_before,
)
from services.notifications.usecases.queue_letters import queue_letters
from services.notifications.usecases.remember_contacts import (
    erase_contact,
    link_member_contacts,
    remember_contact,
)
from services.notifications.usecases.remember_staff import remember_staff
from shared.database.work import Work
from shared.events.bookings import (
    BookingCalledOffV1,
    BookingDeclinedV1,
    BookingGrantedV1,
    BookingMovedV1,
    BookingOfferedV1,
    BookingOfferLapsedV1,
    BookingRequestedV1,
    PermitStepDueV1,
)
from shared.events.members import (
    ApplicationApprovedV1,
    ApplicationDecisionAnnulledV1,
    ApplicationDecisionCorrectedV1,
    ApplicationRejectedV1,
    ApplicationResubmittedV1,
    ApplicationSubmittedV1,
    ApplicationSupplementRequestedV1,
    ApplicationWithdrawnV1,
    BenefitConfirmedV1,
    BenefitDeclinedV1,
    BenefitRequestedV1,
    CeremonyInvitedV1,
    CertificateIssuedV1,
    ComplaintAnsweredV1,
    ComplaintDueV1,
    ComplaintLodgedV1,
    ContactChangedV1,
    ContactErasedV1,
    EvaluationCompletedV1,
    GrantChangedV1,
    MemberContactLinkedV1,
    MemberReinstatedV1,
    MemberRemovalExplainedV1,
    MemberRenewalDueV1,
    MemberSuspensionExplainedV1,
    ParticipationChangedV1,
    PersonalDataRequestAnsweredV1,
    PersonalDataRequestDueV1,
    PersonalDataRequestReceivedV1,
    ReportDueV1,
)
from shared.events.promotion import ItemChangesRequestedV1, ItemPublishedV1, ItemRetractedV1
from shared.messaging.subscriptions import Subscriptions

subscriptions = Subscriptions("notifications")


@subscriptions.on(ContactChangedV1)
async def on_contact_changed(work: Work, event: ContactChangedV1) -> None:
    await remember_contact(work, event)


@subscriptions.on(ContactErasedV1)
async def on_contact_erased(work: Work, event: ContactErasedV1) -> None:
    await erase_contact(work, event.id)


@subscriptions.on(GrantChangedV1)
async def on_grant_changed(work: Work, event: GrantChangedV1) -> None:
    await remember_staff(work, event)


@subscriptions.on(MemberContactLinkedV1)
async def on_member_contact_linked(work: Work, event: MemberContactLinkedV1) -> None:
    await link_member_contacts(work, event)


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


@subscriptions.on(PersonalDataRequestReceivedV1)
async def on_data_request_received(work: Work, event: PersonalDataRequestReceivedV1) -> None:
    key = f"data_request:{event.id}:{event.version}"
    await queue_letters(work, "data_request_task", event, key=key, to=to_officers())


@subscriptions.on(PersonalDataRequestAnsweredV1)
async def on_data_request_answered(work: Work, event: PersonalDataRequestAnsweredV1) -> None:
    if event.contact_id is not None:
        key, to = f"data_request:{event.id}:{event.version}", to_contact(event.contact_id)
        await queue_letters(work, "data_request_answered", event, key=key, to=to)


@subscriptions.on(PersonalDataRequestDueV1)
async def on_data_request_due(work: Work, event: PersonalDataRequestDueV1) -> None:
    key = f"data_request_due:{event.id}:{event.due_on}:{event.version}:{event.overdue}"
    await queue_letters(work, "data_request_due", event, key=key, to=to_officers())


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


@subscriptions.on(BenefitRequestedV1)
async def on_benefit_requested(work: Work, event: BenefitRequestedV1) -> None:
    key = f"benefit:{event.id}:{event.version}"
    await queue_letters(work, "benefit_task", event, key=key, to=to_officers())


@subscriptions.on(BenefitConfirmedV1)
async def on_benefit_confirmed(work: Work, event: BenefitConfirmedV1) -> None:
    key, to = f"benefit:{event.id}:{event.version}", to_member(event.member.id)
    await queue_letters(work, "benefit_confirmed", event, key=key, to=to)


@subscriptions.on(BenefitDeclinedV1)
async def on_benefit_declined(work: Work, event: BenefitDeclinedV1) -> None:
    key, to = f"benefit:{event.id}:{event.version}", to_member(event.member.id)
    await queue_letters(work, "benefit_declined", event, key=key, to=to)


@subscriptions.on(ParticipationChangedV1)
async def on_participation_changed(work: Work, event: ParticipationChangedV1) -> None:
    """A member with several places hears once that the activity moved or is called off."""
    to, until = to_member(event.member.id), event.starts_at
    letters = {
        "moved_up": ("participation_moved_up", f"place:{event.id}:{event.version}"),
        "rescheduled": (
            "participation_rescheduled",
            f"activity:{event.activity.id}:{event.member.id}:{event.version}",
        ),
        "called_off": (
            "participation_called_off",
            f"activity_off:{event.activity.id}:{event.member.id}",
        ),
    }
    if event.change.code in letters:
        code, key = letters[event.change.code]
        await queue_letters(work, code, event, key=key, to=to, until=until)


@subscriptions.on(BookingRequestedV1)
async def on_booking_requested(work: Work, event: BookingRequestedV1) -> None:
    key, until = f"booking:{event.id}:{event.version}", event.starts_at
    to, staff = to_member(event.member.id), to_host(event.host_id)
    await queue_letters(work, "booking_requested", event, key=key, to=to, until=until)
    await queue_letters(work, "booking_task", event, key=key, to=staff, until=until)


@subscriptions.on(BookingGrantedV1)
async def on_booking_granted(work: Work, event: BookingGrantedV1) -> None:
    key, until = f"booking:{event.id}:{event.version}", event.ends_at
    to = to_member(event.member.id)
    await queue_letters(work, "booking_granted", event, key=key, to=to, until=until)


# One act may grant some dates of a booking and decline others: the letters have keys of their own.
@subscriptions.on(BookingDeclinedV1)
async def on_booking_declined(work: Work, event: BookingDeclinedV1) -> None:
    key, until = f"booking:{event.id}:{event.version}:declined", event.ends_at
    to = to_member(event.member.id)
    await queue_letters(work, "booking_declined", event, key=key, to=to, until=until)


@subscriptions.on(BookingCalledOffV1)
async def on_booking_called_off(work: Work, event: BookingCalledOffV1) -> None:
    key, until = f"booking:{event.id}:{event.version}", event.ends_at
    to, staff = to_member(event.member.id), to_host(event.host_id)
    await queue_letters(work, "booking_called_off", event, key=key, to=to, until=until)
    if event.cancelled_by != "host":
        await queue_letters(work, "booking_called_off_task", event, key=key, to=staff, until=until)


@subscriptions.on(BookingMovedV1)
async def on_booking_moved(work: Work, event: BookingMovedV1) -> None:
    key, until = f"booking:{event.id}:{event.version}:moved", event.ends_at
    to = to_member(event.member.id)
    await queue_letters(work, "booking_moved", event, key=key, to=to, until=until)


@subscriptions.on(PermitStepDueV1)
async def on_permit_step_due(work: Work, event: PermitStepDueV1) -> None:
    key = f"permit:{event.id}:{event.procedure.code}:{event.stage.code}:{event.due_on}"
    await queue_letters(work, "permit_step_due", event, key=key, to=to_member(event.member.id))


@subscriptions.on(BookingOfferedV1)
async def on_booking_offered(work: Work, event: BookingOfferedV1) -> None:
    key, until = f"offer:{event.id}:{event.version}", event.held_until
    to = to_member(event.member.id)
    await queue_letters(work, "booking_offered", event, key=key, to=to, until=until)


@subscriptions.on(BookingOfferLapsedV1)
async def on_booking_offer_lapsed(work: Work, event: BookingOfferLapsedV1) -> None:
    key, until = f"offer:{event.id}:{event.version}", event.starts_at
    to = to_member(event.member.id)
    await queue_letters(work, "booking_offer_lapsed", event, key=key, to=to, until=until)


@subscriptions.on(ItemPublishedV1)
async def on_item_published(work: Work, event: ItemPublishedV1) -> None:
    if event.member is not None:
        key, to = f"published:{event.id}:{event.published_at}", to_member(event.member.id)
        await queue_letters(work, "item_published", event, key=key, to=to)


@subscriptions.on(ItemRetractedV1)
async def on_item_retracted(work: Work, event: ItemRetractedV1) -> None:
    if event.member is not None:
        key, to = f"retracted:{event.id}:{event.retracted_at}", to_member(event.member.id)
        await queue_letters(work, "item_retracted", event, key=key, to=to)


@subscriptions.on(ItemChangesRequestedV1)
async def on_item_changes_requested(work: Work, event: ItemChangesRequestedV1) -> None:
    if event.member is not None:
        key, to = f"changes:{event.id}:{event.version}", to_member(event.member.id)
        await queue_letters(work, "item_changes_requested", event, key=key, to=to)
