"""What a certificate looks like to whoever checks it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.members.api.answers.codes import show_code
from services.members.models import Certificate
from shared.clock import hanoi_date
from shared.events.base import Reference
from shared.http.act import View
from shared.http.fields import Answer


class CertificateOut(Answer):
    id: UUID
    number: str
    space: str
    """Name of the space as printed."""
    member: Reference
    status: Literal["valid", "suspended", "expired", "revoked"]
    """`suspended` while the member is; it counts only when `valid`."""
    status_label: str
    issued_on: date
    valid_until: date | None
    """Last day on which it counts; null when it has no end."""
    verify_url: str
    replaced_by: str | None
    """The number that was issued in its place, after a change of name or a loss."""
    version: int
    created_at: datetime
    updated_at: datetime


def show_certificate(row: Certificate, view: View) -> CertificateOut:
    status = row.status(hanoi_date(view.now))
    return CertificateOut.model_validate(
        {
            "id": row.id,
            "number": row.number,
            "space": row.member_name,
            "member": Reference(id=row.member_id, name=row.member.name),
            "status": status,
            "status_label": show_code("certificate_status", status, view).label,
            "issued_on": row.issued_on,
            "valid_until": row.valid_until,
            "verify_url": row.verify_url,
            "replaced_by": row.replaced_by,
            "version": row.version,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
        }
    )
