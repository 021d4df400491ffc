"""Stored files that no row names any more go from the store."""

from __future__ import annotations

from typing import Any

from services.members.models import CertificateNumber, ClosedFile, Document, OfficialDocument
from shared.files.orphans import orphan_kind

NAMED_BY: list[Any] = [
    Document.sha256,
    OfficialDocument.file_sha256,
    CertificateNumber.file,
    ClosedFile.dossier_sha256,
]
"""Every column that names a stored file; one more line for a further one."""

REMOVE_ORPHANS = orphan_kind(NAMED_BY)
