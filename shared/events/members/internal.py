"""What the other three services must know of applications and members.

No address, phone or person's name: whom to write to is a contact id, which notifications alone
can resolve. Free text for the letter (`reason`) may stand here, never in a public event.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from shared.events.base import Bilingual, Coded, Event, Reference
from shared.events.values import Instant


class ApplicationNotice(Event):
    """What a letter about an application needs."""

    applicant_name: str
    """Name of the applying space, not of a person."""
    call: Reference
    """The call it answers, with its Vietnamese title."""
    contact_id: UUID
    """Whom to write to; the address is in the personal event of that contact."""
    version: int
    """Version of the application after the change: part of the letter's business key."""


class ApplicationSubmittedV1(
    ApplicationNotice, event="hcn.internal.members.application.submitted.v1"
):
    """A space handed its application in for the first time."""

    receipt_number: str | None = None
    """Number of the receipt; null in events from before receipts had one."""
    promised_on: date | None = None
    """Last day for the result as the Centre promised it, supplements not counted."""


class RequestedField(Coded):
    """One field or document that the applicant is to complete."""

    note: str | None = None
    """What is wrong with it or missing, in the officer's words; null when the reason says all."""
    due_on: date | None = None
    """Its own last day; null when that of the whole request holds."""


class ApplicationSupplementRequestedV1(
    ApplicationNotice, event="hcn.internal.members.application.supplement_requested.v1"
):
    """The Centre asks the applicant to complete the file."""

    requested_fields: list[RequestedField]
    """Which fields or documents are missing, with labels the letter can print."""
    reason: str | None = None
    """What the officer explains to the applicant, in the officer's words."""
    due_on: date | None = None
    """Last day to answer everything; null when no deadline was set."""


class ApplicationResubmittedV1(
    ApplicationNotice, event="hcn.internal.members.application.resubmitted.v1"
):
    """The applicant completed the file and handed it in again."""

    promised_on: date | None = None
    """Last day for the result now that the Centre's clock goes on; null when none was promised."""


class ApplicationWithdrawnV1(
    ApplicationNotice, event="hcn.internal.members.application.withdrawn.v1"
):
    """The applicant took the application back."""


class ApplicationApprovedV1(
    ApplicationNotice, event="hcn.internal.members.application.approved.v1"
):
    """The space will be admitted; it is a member only from the ceremony on."""


class ApplicationRejectedV1(
    ApplicationNotice, event="hcn.internal.members.application.rejected.v1"
):
    """The space will not be admitted in this call."""

    reason: str
    """The reason in writing that the applicant is owed."""
    reason_code: Coded | None = None
    """The kind of reason, for statistics; null when none was chosen."""


class ApplicationDecisionAnnulledV1(
    ApplicationNotice, event="hcn.internal.members.application.decision_annulled.v1"
):
    """A decision about the file was annulled or withdrawn by a new one."""

    how: Coded
    """`annulment`: it never held; `withdrawal`: it holds no more from now on."""
    application_status: Coded
    """`submitted`: a new decision will be taken; `revoked`: the membership it led to has ended."""
    reason: str
    """The reason in writing that the applicant is owed."""


class ApplicationDecisionCorrectedV1(
    ApplicationNotice, event="hcn.internal.members.application.decision_corrected.v1"
):
    """Words or a date of a decision were corrected; what was decided stands."""

    reason: str
    """What was corrected and why, in the decider's words."""


class ComplaintNotice(Event):
    """What a letter about a complaint needs."""

    number: str
    """Its number, as on the receipt."""
    about: Coded
    """What is complained about, such as a decision about an application."""
    subject_name: str
    """Name of the applying space or the member, not of a person."""
    contact_id: UUID | None
    """Whom to write to; null when the complaint came on paper from someone without an address."""
    version: int
    """Version of the complaint after the change: part of the letter's business key."""


class ComplaintLodgedV1(ComplaintNotice, event="hcn.internal.members.complaint.lodged.v1"):
    """A complaint was received: its receipt goes out, and staff are told."""

    received_on: date
    """The day from which its clocks run."""
    admit_by: date
    """The day by which is said whether it is admitted."""


class ComplaintAnsweredV1(ComplaintNotice, event="hcn.internal.members.complaint.answered.v1"):
    """What became of a complaint: admitted or not, extended, resolved, withdrawn."""

    status: Coded
    """Its status after the change."""
    resolve_by: date | None = None
    """The day by which it is resolved; null before it is admitted."""
    extended: bool = False
    """It takes longer than first said; `reason` says why."""
    reason: str | None = None
    """The reasons in writing that are owed with the answer."""
    remedy: Coded | None = None
    """What follows from its resolution; null while there is none."""


class ComplaintDueV1(ComplaintNotice, event="hcn.internal.members.complaint.due.v1"):
    """The time to answer a complaint runs out, or has run out."""

    status: Coded
    """What it is now: `lodged` waits for admission, `admitted` for its resolution."""
    due_on: date
    """Last day of the time."""
    overdue: bool
    """That day is over."""


class PersonalDataNotice(Event):
    """What a letter about a request of a person about their data needs; nothing of the data."""

    number: str
    """Its number, as on the receipt."""
    kind: Coded
    """What is asked, such as a copy or the erasure of the data."""
    status: Coded
    """Its status after the change."""
    contact_id: UUID | None
    """Whom to write to; null when nobody can be written to."""
    version: int
    """Version of the request after the change: part of the letter's business key."""


class PersonalDataRequestReceivedV1(
    PersonalDataNotice, event="hcn.internal.members.personal_data_request.received.v1"
):
    """Someone asks about their data: staff are told, both clocks run."""

    received_on: date
    """The day from which they run."""
    acknowledge_by: date
    """The day by which the person is told that the request has come."""
    answer_by: date
    """The day by which it is carried out or refused."""


class PersonalDataRequestAnsweredV1(
    PersonalDataNotice, event="hcn.internal.members.personal_data_request.answered.v1"
):
    """A request was acknowledged, extended, carried out or refused."""

    answer_by: date
    """The day by which it is carried out or refused."""
    extended: bool = False
    """It takes longer than first said; `reason` says why."""
    reason: str | None = None
    """The reasons in writing that are owed with a refusal or an extension."""


class PersonalDataRequestDueV1(
    PersonalDataNotice, event="hcn.internal.members.personal_data_request.due.v1"
):
    """The time to acknowledge or to answer a request runs out, or has run out."""

    due_on: date
    """Last day of the time."""
    overdue: bool
    """That day is over."""


class MemberSuspensionExplainedV1(
    Event, event="hcn.internal.members.member.suspension_explained.v1"
):
    """Why a member is suspended, for its letter: the internal twin of MemberSuspendedV1."""

    name: str
    """Name of the member space."""
    reason: str
    """The reason in writing that the member is owed."""
    reason_code: Coded
    """The kind of reason."""
    until: date | None = None
    """Last day of the suspension; null when it is open."""
    contact_id: UUID
    """Whom to write to."""
    version: int
    """Version of the member after the change: part of the letter's business key."""


class MemberRemovalExplainedV1(Event, event="hcn.internal.members.member.removal_explained.v1"):
    """Why a member is removed, for its letter: the internal twin of MemberRemovedV1."""

    name: str
    """Name of the space."""
    reason: str
    """The reason in writing that it is owed."""
    reason_code: Coded
    """The kind of reason."""
    removed_on: date
    """First day on which it is no longer a member."""
    appeal_by: date
    """Last day on which it may appeal."""
    contact_id: UUID
    """Whom to write to."""
    version: int
    """Version of the member after the change: part of the letter's business key."""


class MemberRenewalDueV1(Event, event="hcn.internal.members.member.renewal_due.v1"):
    """A member is asked whether it stays for a further term."""

    name: str
    """Name of the member space."""
    round: Reference
    """The round of renewals that asks, with its Vietnamese title."""
    term_until: date
    """Last day of the term that runs out."""
    answer_by: date
    """Last day to answer."""
    renew_until: date
    """Last day of the term that it would get."""


class MemberContactLinkedV1(Event, event="hcn.internal.members.member.contact_linked.v1"):
    """Whom to write to about a member; replaces what was linked before."""

    name: str
    """Name of the member space."""
    contact_ids: list[UUID]
    """All contacts of the member; empty when the last one was erased."""
    application_id: UUID | None = None
    """The application that became this member; null for one that was entered by hand."""


class CeremonyInvitedV1(Event, event="hcn.internal.members.ceremony.invited.v1"):
    """Whom to tell of a ceremony: internal twin of its Scheduled, Changed and CancelledV1.

    With a change it comes only when time or place is another, or someone new is on the list.
    """

    title: Bilingual
    """The heading of the ceremony."""
    held_at: Instant
    """When it begins, after the change."""
    place: str
    """Where it is held, after the change."""
    status: Coded
    """`scheduled` to invite, `cancelled` to call it off."""
    contact_ids: list[UUID]
    """Whom to write to: everyone on the list; only who is new when only the list changed."""
    version: int
    """Version of the ceremony after the change: part of the letter's business key."""
