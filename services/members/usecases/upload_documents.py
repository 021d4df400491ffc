"""Documents of an application: one file of each kind, stored before it is written down."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from services.members.domain import applications as rules
from services.members.models import Application, Document
from services.members.usecases.hand_in_applications import is_applicant
from services.members.usecases.scan_documents import SCAN_DOCUMENT
from shared.database.work import Work
from shared.errors import refuse_if
from shared.files.orphans import forget_file
from shared.files.taking import StoredFile


async def upload_document(
    work: Work, application_id: UUID, kind: str, file: StoredFile
) -> Application:
    """Add a document or replace the one of its kind, while the file may be edited."""
    application = await work.lock(Application, application_id)
    refuse_if(rules.may_edit(application.status, is_applicant(application, work.caller)))
    document = next((one for one in application.documents if one.kind == kind), None)
    if document is None:
        document = Document(id=work.new_id(), application_id=application.id, kind=kind)
        application.documents.append(document)
    elif document.sha256 != file.sha256:
        await forget_file(work, document.sha256)
    document.sha256 = file.sha256
    document.media_type = file.media_type
    document.size = file.size
    document.file_name = file.file_name
    document.uploaded_at = work.now
    document.pages = file.pages
    document.scan_status = file.scan_status
    document.scanned_at = work.now if file.scan_status == "clean" else None
    if file.scan_status == "quarantined":
        await work.schedule(SCAN_DOCUMENT, str(document.id), work.now)
    # A replaced file is a change of the application, also within the same instant.
    flag_modified(application, "updated_at")
    return application
