"""Tables of the members service."""

from services.members.models.activities import Activity, Participation
from services.members.models.applications import ONE_DRAFT, Application, Document, Review
from services.members.models.awards import Award, AwardAchievement, Nomination
from services.members.models.base import Base
from services.members.models.calls import Call, CallForm, DeadlineExtension
from services.members.models.ceremonies import Ceremony, CeremonyEntry
from services.members.models.certificate_numbers import CertificateNumber
from services.members.models.closed_files import CLOSED_ONCE, ClosedFile, Destruction
from services.members.models.decisions import (
    ONE_COMPLAINT,
    ONE_DECISION,
    Complaint,
    ComplaintSeries,
    Decision,
    DecisionEntry,
)
from services.members.models.evaluations import Evaluation, EvaluationRound, EvaluationScore
from services.members.models.facts import MemberFact
from services.members.models.filing import ReceiptSeries, SupplementRequest, TakeOverCode
from services.members.models.imports import MemberImport
from services.members.models.membership import Certificate, CertificateSeries, Member
from services.members.models.name_words import NameWord
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
from services.members.models.renewals import Renewal, RenewalRound
from services.members.models.review import (
    Recommendation,
    ReviewAssignment,
    ReviewBoard,
    ReviewConflict,
    Reviewer,
    ReviewMeeting,
)
from services.members.models.rights import Benefit, Introduction
from services.members.models.year import BookingCopy, Contribution, ReportRound, YearlyReport

__all__ = [
    "CLOSED_ONCE",
    "ONE_COMPLAINT",
    "ONE_CONSENT",
    "ONE_DECISION",
    "ONE_DRAFT",
    "ONE_HOLD",
    "Activity",
    "Application",
    "Award",
    "AwardAchievement",
    "Base",
    "Benefit",
    "BookingCopy",
    "Call",
    "CallForm",
    "Ceremony",
    "CeremonyEntry",
    "Certificate",
    "CertificateNumber",
    "CertificateSeries",
    "ClosedFile",
    "Complaint",
    "ComplaintSeries",
    "Consent",
    "Contact",
    "Contribution",
    "DeadlineExtension",
    "Decision",
    "DecisionEntry",
    "Destruction",
    "Document",
    "DocumentNumber",
    "DocumentSeries",
    "Evaluation",
    "EvaluationRound",
    "EvaluationScore",
    "Grant",
    "Introduction",
    "LegalHold",
    "Member",
    "MemberFact",
    "MemberImport",
    "NameWord",
    "Nomination",
    "OfficialDocument",
    "Participation",
    "PersonalDataRequest",
    "PersonalDataSeries",
    "ReceiptSeries",
    "Recommendation",
    "Renewal",
    "RenewalRound",
    "ReportRound",
    "Review",
    "ReviewAssignment",
    "ReviewBoard",
    "ReviewConflict",
    "ReviewMeeting",
    "Reviewer",
    "SupplementRequest",
    "TakeOverCode",
    "YearlyReport",
]
