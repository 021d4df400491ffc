"""Stored files that no row names any more go from the store."""

from __future__ import annotations

from typing import Any

from services.bookings.models import ReportPhoto
from services.bookings.models.asking import Attachment
from services.bookings.models.photos import Photo
from shared.files.orphans import orphan_kind

NAMED_BY: list[Any] = [
    Attachment.sha256,
    Photo.sha256,
    ReportPhoto.sha256,
]
"""Every column that names a stored file; one more line for a further one."""

REMOVE_ORPHANS = orphan_kind(NAMED_BY)
