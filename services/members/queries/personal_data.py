"""Reads about personal data: which rows a list shows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from services.members.domain.personal_data import OPEN
from services.members.models import Consent, LegalHold, PersonalDataRequest
from shared.database.narrowing import narrow


def select_consents(
    contact_id: UUID | None, purpose: str | None, status: str | None
) -> Select[Any]:
    return narrow(
        select(Consent),
        (Consent.contact_id, contact_id),
        (Consent.purpose, purpose),
        (Consent.status, status),
    )


def select_data_requests(
    kind: str | None, status: str | None, contact_id: UUID | None, open_only: bool
) -> Select[Any]:
    query = select(PersonalDataRequest)
    query = narrow(
        query,
        (PersonalDataRequest.kind, kind),
        (PersonalDataRequest.status, status),
        (PersonalDataRequest.contact_id, contact_id),
    )
    return query.where(PersonalDataRequest.status.in_(OPEN)) if open_only else query


def select_holds(kind: str | None, held_id: UUID | None, standing: bool | None) -> Select[Any]:
    query = select(LegalHold)
    if kind is not None:
        query = query.where(LegalHold.held_kind == kind)
    if held_id is not None:
        query = query.where(LegalHold.held_id == held_id)
    if standing is not None:
        lifted = LegalHold.lifted_at
        query = query.where(lifted.is_(None) if standing else lifted.is_not(None))
    return query
