"""The members as a list that an import reads back. It names persons, so taking one is recorded."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from services.members.domain.imports import COLUMNS, TO_READ_ONLY
from services.members.models import Contact, Member
from shared.database.work import Subject, Work

EXPORT_COLUMNS = (*COLUMNS, *TO_READ_ONLY)


async def export_members(work: Work, status: str | None) -> list[list[Any]]:
    """The cells of `EXPORT_COLUMNS` for each member, in the order of their names."""
    query = (
        select(Member, Contact)
        .outerjoin(Contact, Contact.id == Member.contact_id)
        .order_by(Member.sort_key, Member.id)
    )
    if status is not None:
        query = query.where(Member.status == status)
    rows = (await work.session.execute(query)).all()
    work.subject = Subject("member_list", status or "all")
    return [[_cell(name, member, contact) for name in EXPORT_COLUMNS] for member, contact in rows]


def _cell(name: str, member: Member, contact: Contact | None) -> Any:
    if name == "member_id":
        return str(member.id)
    if name.startswith("contact_"):
        return getattr(contact, name.removeprefix("contact_"), None)
    return getattr(member, name)
