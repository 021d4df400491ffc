"""Reads: letters by filter, the inbox of those whom a caller speaks for, the caller's contact."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import Select

from services.notifications.models import Contact, Message
from shared.auth.caller import Caller
from shared.database.narrowing import narrow
from shared.errors import Failure, Forbidden, Lack, NotYetKnown, Refusal


def select_messages(
    *, since: datetime | None = None, before: datetime | None = None, **equal: Any
) -> Select[Any]:
    """Letters written in `[since, before)` whose columns are equal to every value given."""
    query = select(Message)
    query = narrow(query, *((getattr(Message, name), value) for name, value in equal.items()))
    if since is not None:
        query = query.where(Message.created_at >= since)
    return query.where(Message.created_at < before) if before is not None else query


def select_inbox(caller: Caller) -> Select[Any]:
    """Letters to the members and hosts that a caller speaks for, as long as there is a text."""
    return select(Message).where(
        Message.subject.is_not(None),
        or_(Message.member_id.in_(caller.member_ids), Message.host_id.in_(caller.host_ids)),
    )


async def find_callers_contact(
    session: AsyncSession, caller: Caller, contact_id: UUID | None = None
) -> Contact:
    """The contact that a caller is: the one named, the only one, or the one with the same address.

    Raises Forbidden for someone who speaks for no member, NotYetKnown while no contact has come,
    Refusal when several could be meant.
    """
    if not caller.member_ids:
        raise Forbidden(Lack("member_needed"))
    found = list(
        await session.scalars(
            select(Contact)
            .where(Contact.member_id.in_(caller.member_ids), ~Contact.erased)
            .order_by(Contact.id)
        )
    )
    if contact_id is not None:
        found = [one for one in found if one.id == contact_id]
    elif len(found) > 1 and caller.email:
        same = [one for one in found if _same_address(one.email, caller.email)]
        found = same or found
    if not found:
        raise NotYetKnown("contact", contact_id or caller.member_ids[0])
    if len(found) > 1:
        raise Refusal(Failure("contact_unclear", contact_ids=[str(one.id) for one in found]))
    return found[0]


def _same_address(first: str | None, second: str) -> bool:
    return first is not None and first.casefold() == second.casefold()
