"""Tables of the members service."""

from services.members.models.applications import ONE_DRAFT, Application, Call, Document, Review
from services.members.models.base import Base
from services.members.models.ceremonies import Ceremony, CeremonyEntry
from services.members.models.decisions import (
    ONE_COMPLAINT,
    ONE_DECISION,
    Complaint,
    ComplaintSeries,
    Decision,
    DecisionEntry,
)
from services.members.models.membership import Certificate, CertificateSeries, Member
from services.members.models.official_documents import (
    DocumentNumber,
    DocumentSeries,
    OfficialDocument,
)
from services.members.models.people import Contact, Grant

__all__ = [
    "ONE_COMPLAINT",
    "ONE_DECISION",
    "ONE_DRAFT",
    "Application",
    "Base",
    "Call",
    "Ceremony",
    "CeremonyEntry",
    "Certificate",
    "CertificateSeries",
    "Complaint",
    "ComplaintSeries",
    "Contact",
    "Decision",
    "DecisionEntry",
    "Document",
    "DocumentNumber",
    "DocumentSeries",
    "Grant",
    "Member",
    "OfficialDocument",
    "Review",
]
