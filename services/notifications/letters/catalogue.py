"""The list of all letters: for each its event, its readers, its purpose and how long it is useful.

How long and why is data (`letters.json`), which the Centre may change without code.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from services.notifications.domain import Purpose
from shared.events import bookings, members, promotion
from shared.events.base import Event
from shared.texts import Text

_RULES = json.loads((Path(__file__).parent / "letters.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of letter. Its texts are `templates/<code>.vi.j2` and `.en.j2`."""

    code: str
    event: type[Event]
    """The event whose fields the texts may use; its sample fills the preview."""
    audience: Literal["contact", "staff"]
    version: int
    """Rises whenever a text changes its meaning; kept with every message."""
    purpose: Purpose
    useful_for: timedelta
    """How long after the event it may still go out."""
    why: Text
    """Why just so long."""


def _letter(
    code: str, event: type[Event], audience: Literal["contact", "staff"] = "contact"
) -> Letter:
    rule = _RULES[code]
    return Letter(
        code=code,
        event=event,
        audience=audience,
        version=rule["version"],
        purpose=rule["purpose"],
        useful_for=timedelta(hours=rule["useful_for_hours"]),
        why=Text(rule["why"]["vi"], rule["why"]["en"]),
    )


LETTERS: dict[str, Letter] = {
    letter.code: letter
    for letter in (
        _letter("application_submitted", members.ApplicationSubmittedV1),
        _letter("application_task", members.ApplicationSubmittedV1, "staff"),
        _letter("application_supplement_requested", members.ApplicationSupplementRequestedV1),
        _letter("application_resubmitted", members.ApplicationResubmittedV1),
        _letter("application_withdrawn", members.ApplicationWithdrawnV1),
        _letter("application_approved", members.ApplicationApprovedV1),
        _letter("application_rejected", members.ApplicationRejectedV1),
        _letter("application_decision_annulled", members.ApplicationDecisionAnnulledV1),
        _letter("application_decision_corrected", members.ApplicationDecisionCorrectedV1),
        _letter("complaint_lodged", members.ComplaintLodgedV1),
        _letter("complaint_answered", members.ComplaintAnsweredV1),
        _letter("complaint_task", members.ComplaintLodgedV1, "staff"),
        _letter("complaint_due", members.ComplaintDueV1, "staff"),
        _letter("data_request_answered", members.PersonalDataRequestAnsweredV1),
        _letter("data_request_task", members.PersonalDataRequestReceivedV1, "staff"),
        _letter("data_request_due", members.PersonalDataRequestDueV1, "staff"),
        _letter("ceremony_invitation", members.CeremonyInvitedV1),
        _letter("ceremony_changed", members.CeremonyInvitedV1),
        _letter("ceremony_cancelled", members.CeremonyInvitedV1),
        _letter("certificate_issued", members.CertificateIssuedV1),
        _letter("member_suspended", members.MemberSuspensionExplainedV1),
        _letter("member_removed", members.MemberRemovalExplainedV1),
        _letter("member_renewal_due", members.MemberRenewalDueV1),
        _letter("report_due", members.ReportDueV1),
        _letter("evaluation_completed", members.EvaluationCompletedV1),
        _letter("member_reinstated", members.MemberReinstatedV1),
        _letter("benefit_task", members.BenefitRequestedV1, "staff"),
        _letter("benefit_confirmed", members.BenefitConfirmedV1),
        _letter("benefit_declined", members.BenefitDeclinedV1),
        _letter("participation_moved_up", members.ParticipationChangedV1),
        _letter("participation_rescheduled", members.ParticipationChangedV1),
        _letter("participation_called_off", members.ParticipationChangedV1),
        _letter("booking_requested", bookings.BookingRequestedV1),
        _letter("booking_task", bookings.BookingRequestedV1, "staff"),
        _letter("booking_granted", bookings.BookingGrantedV1),
        _letter("booking_declined", bookings.BookingDeclinedV1),
        _letter("booking_called_off", bookings.BookingCalledOffV1),
        _letter("booking_called_off_task", bookings.BookingCalledOffV1, "staff"),
        _letter("booking_moved", bookings.BookingMovedV1),
        _letter("permit_step_due", bookings.PermitStepDueV1),
        _letter("booking_offered", bookings.BookingOfferedV1),
        _letter("booking_offer_lapsed", bookings.BookingOfferLapsedV1),
        _letter("booking_change_task", bookings.ChangeAskedV1, "staff"),
        _letter("booking_change_decided", bookings.ChangeDecidedV1),
        _letter("fallback_lost", bookings.FallbackLostV1),
        _letter("permit_completed", bookings.PermitCompletedV1),
        _letter("requests_paused", bookings.RequestsPausedV1),
        _letter("requests_resumed", bookings.RequestsResumedV1),
        _letter("standing_case_opened", bookings.StandingCaseOpenedV1),
        _letter("standing_case_task", bookings.StandingCaseOpenedV1, "staff"),
        _letter("standing_case_decided", bookings.StandingCaseDecidedV1),
        _letter("standing_case_decided_task", bookings.StandingCaseDecidedV1, "staff"),
        _letter("dates_upset", bookings.ClosureToldV1),
        _letter("dates_upset_task", bookings.ClosureToldV1, "staff"),
        _letter("allocation_outcome", bookings.AllocationOutcomeV1),
        _letter("allocation_called_off", bookings.AllocationCalledOffV1),
        _letter("item_published", promotion.ItemPublishedV1),
        _letter("item_retracted", promotion.ItemRetractedV1),
        _letter("item_changes_requested", promotion.ItemChangesRequestedV1),
    )
}
