"""Reads of decisions and complaints: which rows a list shows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from services.members.domain.complaints import OPEN
from services.members.models import Complaint, Decision, DecisionEntry


def select_decisions(
    call_id: UUID | None, application_id: UUID | None, kind: str | None, status: str | None
) -> Select[Any]:
    query = select(Decision)
    if call_id is not None:
        query = query.where(Decision.call_id == call_id)
    if application_id is not None:
        listed = select(DecisionEntry.decision_id).where(
            DecisionEntry.application_id == application_id
        )
        query = query.where(Decision.id.in_(listed))
    if kind is not None:
        query = query.where(Decision.kind == kind)
    return query.where(Decision.status == status) if status else query


def select_complaints(status: str | None, decision_id: UUID | None, open_only: bool) -> Select[Any]:
    query = select(Complaint)
    if status is not None:
        query = query.where(Complaint.status == status)
    if decision_id is not None:
        query = query.where(Complaint.decision_id == decision_id)
    return query.where(Complaint.status.in_(OPEN)) if open_only else query
