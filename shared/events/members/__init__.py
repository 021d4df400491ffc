"""The published language of the members service, by audience.

Readers import from here: `from shared.events.members import MemberAdmittedV1`.
"""

from shared.events.members.internal import (
    ApplicationApprovedV1,
    ApplicationNotice,
    ApplicationRejectedV1,
    ApplicationResubmittedV1,
    ApplicationSubmittedV1,
    ApplicationSupplementRequestedV1,
    ApplicationWithdrawnV1,
    MemberContactLinkedV1,
    MemberSuspensionExplainedV1,
)
from shared.events.members.personal import ContactChangedV1, ContactErasedV1, GrantChangedV1
from shared.events.members.public import (
    Address,
    CallClosedV1,
    CallOpenedV1,
    CallState,
    CeremonyCancelledV1,
    CeremonyChangedV1,
    CeremonyScheduledV1,
    CeremonyState,
    CertificateIssuedV1,
    CertificateRevokedV1,
    CertificateState,
    MemberAdmittedV1,
    MemberLeftV1,
    MemberProfileChangedV1,
    MemberReinstatedV1,
    MemberState,
    MemberSuspendedV1,
)

__all__ = [
    "Address",
    "ApplicationApprovedV1",
    "ApplicationNotice",
    "ApplicationRejectedV1",
    "ApplicationResubmittedV1",
    "ApplicationSubmittedV1",
    "ApplicationSupplementRequestedV1",
    "ApplicationWithdrawnV1",
    "CallClosedV1",
    "CallOpenedV1",
    "CallState",
    "CeremonyCancelledV1",
    "CeremonyChangedV1",
    "CeremonyScheduledV1",
    "CeremonyState",
    "CertificateIssuedV1",
    "CertificateRevokedV1",
    "CertificateState",
    "ContactChangedV1",
    "ContactErasedV1",
    "GrantChangedV1",
    "MemberAdmittedV1",
    "MemberContactLinkedV1",
    "MemberLeftV1",
    "MemberProfileChangedV1",
    "MemberReinstatedV1",
    "MemberState",
    "MemberSuspendedV1",
    "MemberSuspensionExplainedV1",
]
