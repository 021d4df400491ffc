"""Official documents on their way through signature: sent, taken back, sealed, uploaded signed.

Files are made and stored before these use cases run; a signature belongs to exactly the version
of the document that was rendered for it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from services.members.documents.seal import is_ready
from services.members.domain import official_documents as rules
from services.members.domain.official_documents import MOVES, SignatureFacts
from services.members.models import OfficialDocument
from services.members.settings import Settings
from services.members.usecases.number_documents import number_for_signature
from shared.database.work import Work
from shared.errors import Failure, Stale, refuse_if


@dataclass(frozen=True, slots=True)
class Signing:
    """Who is to sign, and number and date as far as they are known."""

    name: str
    title: str
    capacity: str
    number: str | None
    dated_on: date | None


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A signed file that lies in the store, and what was found of its signature."""

    sha256: str
    size: int
    version: int
    """Of the document that it was made from."""
    facts: SignatureFacts


async def send_document_for_signature(
    work: Work, document_id: UUID, signing: Signing
) -> OfficialDocument:
    """The draft gets its signer and, from our series, its number; its text is fixed now."""
    document = await work.lock(OfficialDocument, document_id)
    refuse_if(rules.may("send_for_signature", document.status))
    await number_for_signature(work, document, signing.number, signing.dated_on)
    document.signer_name, document.signer_title = signing.name, signing.title
    document.signing_capacity = signing.capacity
    document.status = MOVES["send_for_signature"][document.status]
    document.sent_at = work.now
    return document


async def take_document_back(work: Work, document_id: UUID) -> OfficialDocument:
    """Back to the draft, because something is to be changed; it keeps its number."""
    document = await work.lock(OfficialDocument, document_id)
    refuse_if(rules.may("take_back", document.status))
    document.status = MOVES["take_back"][document.status]
    document.sent_at = None
    return document


async def seal_document(
    work: Work, document_id: UUID, signed: SignedFile | None
) -> OfficialDocument:
    """The system's seal is on the file; None when none was made because the rules forbid it."""
    document = await work.lock(OfficialDocument, document_id)
    refuse_if(why_not_sealed(document, Settings.of(work)))
    if signed is None or signed.version != document.version:
        raise Stale(document)
    return _take(work, document, signed)


def why_not_sealed(document: OfficialDocument, settings: Settings) -> list[Failure]:
    """Everything that keeps the system from sealing a document itself."""
    return rules.may_sign_here(
        document.status,
        document.kind in (settings.document_system_seal_kinds or ()),
        is_ready(settings),
        document.number is not None,
    )


async def upload_signed_file(work: Work, document_id: UUID, signed: SignedFile) -> OfficialDocument:
    """The file came back signed; its signature was checked, paper is vouched for by the officer."""
    document = await work.lock(OfficialDocument, document_id)
    accepts = bool(Settings.of(work).document_accept_unknown_signers)
    refuse_if(rules.may_take_signed_file(document.status, signed.facts, accepts))
    return _take(work, document, signed)


def _take(work: Work, document: OfficialDocument, signed: SignedFile) -> OfficialDocument:
    document.status = MOVES["sign"][document.status]
    document.signature = asdict(signed.facts)
    document.file_sha256, document.file_size = signed.sha256, signed.size
    document.signed_at = work.now
    return document
