"""Tables of the members service."""

from services.members.models.applications import ONE_DRAFT, Application, Document, Review
from services.members.models.base import Base
from services.members.models.calls import Call, CallForm, DeadlineExtension
from services.members.models.ceremonies import Ceremony, CeremonyEntry
from services.members.models.certificate_numbers import CertificateNumber
from services.members.models.decisions import (
    ONE_COMPLAINT,
    ONE_DECISION,
    Complaint,
    ComplaintSeries,
    Decision,
    DecisionEntry,
)
from services.members.models.filing import ReceiptSeries, SupplementRequest, TakeOverCode
from services.members.models.membership import Certificate, CertificateSeries, Member
from services.members.models.official_documents import (
    DocumentNumber,
    DocumentSeries,
    OfficialDocument,
)
from services.members.models.people import Contact, Grant
from services.members.models.personal_data import (
    ONE_CONSENT,
    ONE_HOLD,
    Consent,
    LegalHold,
    PersonalDataRequest,
    PersonalDataSeries,
)
from services.members.models.review import (
    Recommendation,
    ReviewAssignment,
    ReviewBoard,
    ReviewConflict,
    Reviewer,
    ReviewMeeting,
)

__all__ = [
    "ONE_COMPLAINT",
    "ONE_CONSENT",
    "ONE_DECISION",
    "ONE_DRAFT",
    "ONE_HOLD",
    "Application",
    "Base",
    "Call",
    "CallForm",
    "Ceremony",
    "CeremonyEntry",
    "Certificate",
    "CertificateNumber",
    "CertificateSeries",
    "Complaint",
    "ComplaintSeries",
    "Consent",
    "Contact",
    "DeadlineExtension",
    "Decision",
    "DecisionEntry",
    "Document",
    "DocumentNumber",
    "DocumentSeries",
    "Grant",
    "LegalHold",
    "Member",
    "OfficialDocument",
    "PersonalDataRequest",
    "PersonalDataSeries",
    "ReceiptSeries",
    "Recommendation",
    "Review",
    "ReviewAssignment",
    "ReviewBoard",
    "ReviewConflict",
    "ReviewMeeting",
    "Reviewer",
    "SupplementRequest",
    "TakeOverCode",
]
