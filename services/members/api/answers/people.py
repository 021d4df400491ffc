"""Who acts for a member, as the member itself and staff see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.api.answers.grants import status_of_grant
from services.members.models import Grant
from shared.http.act import View
from shared.http.fields import Answer, Listed


class PersonOut(Answer):
    id: UUID
    """Of the grant."""
    member_id: UUID | None
    status: str
    """`to_come`, `in_force`, `run_out` or `ended`, by the clock."""
    capacity: CodeOut | None
    """`representative`, `contact` or `delegate`; null where nobody said."""
    issuer: str
    subject: str
    email: str | None
    valid_from: datetime
    valid_until: datetime | None
    ended_at: datetime | None
    on_behalf_of: str | None
    """Whose place a delegate takes: issuer and subject."""
    delegated_from: UUID | None
    reason: str | None
    version: int
    created_at: datetime
    updated_at: datetime


def show_person(row: Grant, view: View) -> PersonOut:
    return PersonOut(
        id=row.id,
        member_id=row.member_id,
        status=status_of_grant(row, view.now),
        capacity=show_code("member_capacity", row.capacity, view) if row.capacity else None,
        issuer=row.issuer,
        subject=row.subject,
        email=row.email,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        ended_at=row.ended_at,
        on_behalf_of=row.on_behalf_of,
        delegated_from=row.delegated_from,
        reason=row.reason,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def show_people(rows: Sequence[Grant], view: View) -> Listed[PersonOut]:
    return Listed(items=[show_person(row, view) for row in rows], next_cursor=None)
