"""What a certificate number looks like to staff: printed, used or void, and why."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import certificate_numbers as rules
from services.members.models import CertificateNumber
from shared.auth.caller import lacks_entry
from shared.http.act import View
from shared.http.fields import Actions, Answer


class CertificateNumberOut(Answer):
    id: UUID
    number: str
    year: int
    serial: int
    """Counted from 1 in each year, without a gap."""
    status: Literal["reserved", "used", "void"]
    status_label: str
    space: str
    """As printed under this number."""
    issued_on: date
    valid_until: date | None
    ceremony_id: UUID | None
    """Null for a certificate that was issued anew."""
    application_id: UUID | None
    printed: bool
    """Whether its print file is made."""
    void_reason: CodeOut | None
    void_explanation: str | None
    voided_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_certificate_number(row: CertificateNumber, view: View) -> CertificateNumberOut:
    code = row.void_reason_code
    officer = lacks_entry(view.caller, "officer")
    return CertificateNumberOut.model_validate(
        {
            "id": row.id,
            "number": row.number,
            "year": row.year,
            "serial": row.serial,
            "status": row.status,
            "status_label": show_code("certificate_number_status", row.status, view).label,
            "space": row.name,
            "issued_on": row.issued_on,
            "valid_until": row.valid_until,
            "ceremony_id": row.ceremony_id,
            "application_id": row.application_id,
            "printed": row.file is not None,
            "void_reason": show_code("void_reason", code, view) if code else None,
            "void_explanation": row.void_reason,
            "voided_at": row.voided_at,
            "version": row.version,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
            "actions": {"void": view.action(officer or rules.may_void(row.status))},
        }
    )


class NumberAccountOut(Answer):
    year: int
    last: int
    """The last number given; they are counted from 1."""
    used: int
    reserved: int
    void: int
    missing: int
    """Given and in no row of the ledger: always 0, or something is wrong."""


def show_account(found: tuple[int, int, dict[str, int]], _view: View) -> NumberAccountOut:
    year, last, by_status = found
    counts = {status: by_status.get(status, 0) for status in ("used", "reserved", "void")}
    return NumberAccountOut(year=year, last=last, missing=last - sum(counts.values()), **counts)
