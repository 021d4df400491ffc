"""What an official document looks like: in lists without its page, alone with it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import official_documents as rules
from services.members.models import DocumentNumber, OfficialDocument
from services.members.queries.official_documents import Series
from services.members.settings import Settings
from services.members.usecases.sign_documents import why_not_sealed
from shared.auth.caller import lacks_entry
from shared.clock import hanoi_date
from shared.errors import Failure
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class AboutOut(Answer):
    kind: str
    """`application`, `member` …"""
    id: UUID


class SignerOut(Answer):
    name: str
    title: str
    capacity: CodeOut


class SignatureOut(Answer):
    way: CodeOut
    check: CodeOut
    signer: str | None
    """As the certificate names it."""
    signed_at: datetime | None
    """As the signature says."""
    matches_draft: bool
    """The signed file begins with the very bytes that were given to be signed."""


class SuccessionOut(Answer):
    document_id: UUID
    means: CodeOut
    reason: str | None


class OfficialDocumentOut(Answer):
    id: UUID
    kind: str
    kind_label: str
    authority: CodeOut
    status: str
    status_label: str
    title: Bilingual
    number: str | None
    dated_on: date | None
    about: list[AboutOut]
    succeeds: SuccessionOut | None
    """What it corrects, replaces, annuls or withdraws once it is out."""
    ended_by_id: UUID | None
    """The last document that did so to this one."""
    successor_id: UUID | None
    """The one in work that is to do so."""
    issued_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


class OfficialDocumentWhole(OfficialDocumentOut):
    page: dict[str, Any]
    signer: SignerOut | None
    signature: SignatureOut | None
    file_sha256: str | None
    sent_at: datetime | None
    signed_at: datetime | None
    discard_reason: str | None
    url: str
    """Its file."""
    actions: Actions


class DocumentNumberOut(Answer):
    serial: int
    number: str
    status: str
    status_label: str
    document_id: UUID | None
    reason: str | None
    """Why it is void."""
    changed_at: datetime


class SeriesOut(Answer):
    authority: str
    kind: str
    year: int
    last: int
    """The last number given; 0 when there is none."""
    counts: dict[str, int]
    """By status; together they make `last`, since no number is lost."""
    items: list[DocumentNumberOut]
    next_after: int | None
    """`after` of the next page; null on the last one."""


def show_in_list(row: OfficialDocument, view: View) -> OfficialDocumentOut:
    return OfficialDocumentOut.model_validate(_line(row, view))


def _line(row: OfficialDocument, view: View) -> dict[str, Any]:
    pairs = (one.partition(":") for one in row.about)
    succession = None
    if row.succeeds_id is not None and row.succeeds_as is not None:
        succession = SuccessionOut(
            document_id=row.succeeds_id,
            means=show_code("document_succession", row.succeeds_as, view),
            reason=row.succession_reason,
        )
    return {
        "id": row.id,
        "kind": row.kind,
        "kind_label": show_code("official_document_kind", row.kind, view).label,
        "authority": show_code("document_authority", row.authority, view),
        "status": row.status,
        "status_label": show_code("official_document_status", row.status, view).label,
        "title": row.title,
        "number": row.number,
        "dated_on": row.dated_on,
        "about": [AboutOut(kind=kind, id=UUID(id)) for kind, _, id in pairs],
        "succeeds": succession,
        "ended_by_id": row.ended_by_id,
        "successor_id": row.successor_id,
        "issued_at": row.issued_at,
        "version": row.version,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def show_official_document(row: OfficialDocument, view: View) -> OfficialDocumentWhole:
    return OfficialDocumentWhole.model_validate(
        {
            **_line(row, view),
            "page": row.page,
            "signer": _signer(row, view),
            "signature": _signature(row, view),
            "file_sha256": row.file_sha256,
            "sent_at": row.sent_at,
            "signed_at": row.signed_at,
            "discard_reason": row.discard_reason,
            "url": f"/v1/documents/{row.id}.pdf",
            "actions": _actions(row, view),
        }
    )


def _signer(row: OfficialDocument, view: View) -> SignerOut | None:
    if row.signer_name is None or row.signer_title is None or row.signing_capacity is None:
        return None
    capacity = show_code("signing_capacity", row.signing_capacity, view)
    return SignerOut(name=row.signer_name, title=row.signer_title, capacity=capacity)


def _signature(row: OfficialDocument, view: View) -> SignatureOut | None:
    if row.signature is None:
        return None
    return SignatureOut.model_validate(
        {
            **row.signature,
            "way": show_code("signature_way", row.signature["way"], view),
            "check": show_code("signature_check", row.signature["check"], view),
        }
    )


def _actions(row: OfficialDocument, view: View) -> Actions:
    officer = lacks_entry(view.caller, "officer")
    decider = lacks_entry(view.caller, "decider")
    number, today = row.number, hanoi_date(view.now)
    failures: dict[str, list[Failure]] = {
        "change": officer + rules.may_change(row.status),
        "send_for_signature": officer + rules.may("send_for_signature", row.status),
        "take_back": officer + rules.may("take_back", row.status),
        "sign": decider + why_not_sealed(row, Settings.of(view)),
        "upload_signed_file": officer + rules.may("sign", row.status),
        "issue": officer + rules.may_issue(row.status, number, row.dated_on, today),
        "discard": officer + rules.may("discard", row.status),
    }
    for means in rules.MEANS:
        failures[means] = officer + rules.may_succeed(means, row.status, row.successor_id)
    return {name: view.action(found) for name, found in failures.items()}


def show_series(authority: str, kind: str, year: int, found: Series, view: View) -> SeriesOut:
    return SeriesOut(
        authority=authority,
        kind=kind,
        year=year,
        last=found.last,
        counts={status: found.counts.get(status, 0) for status in rules.NUMBER_STATUS},
        items=[_number(row, view) for row in found.numbers],
        next_after=found.numbers[-1].serial if found.more else None,
    )


def _number(row: DocumentNumber, view: View) -> DocumentNumberOut:
    return DocumentNumberOut(
        serial=row.serial,
        number=row.number,
        status=row.status,
        status_label=show_code("document_number_status", row.status, view).label,
        document_id=row.document_id,
        reason=row.reason,
        changed_at=row.changed_at,
    )
