"""Tables of the members service."""

from services.members.models.applications import ONE_DRAFT, Application, Call, Document, Review
from services.members.models.base import Base
from services.members.models.ceremonies import Ceremony, CeremonyEntry
from services.members.models.imports import MemberImport
from services.members.models.membership import Certificate, CertificateSeries, Member
from services.members.models.name_words import NameWord
from services.members.models.people import Contact, Grant

__all__ = [
    "ONE_DRAFT",
    "Application",
    "Base",
    "Call",
    "Ceremony",
    "CeremonyEntry",
    "Certificate",
    "CertificateSeries",
    "Contact",
    "Document",
    "Grant",
    "Member",
    "MemberImport",
    "NameWord",
    "Review",
]
