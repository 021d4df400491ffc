"""Whom the rows of a list speak of, and what they say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from services.members.domain.imports import OF_PROFILE, ImportRow
from services.members.models import Contact, Member
from shared.database.work import Work

EMPTY: dict[str, Any] = {
    **dict.fromkeys(OF_PROFILE),
    "fields": [],
    "address_public": False,
}
"""What a new member has where the row says nothing."""
CONTACT_DETAILS = ("name", "email", "phone", "locale")


@dataclass(slots=True)
class Target:
    """A row with the member and contact it speaks of, as far as they are there."""

    row: ImportRow
    member: Member | None
    contact: Contact | None
    erased: bool
    """Whether this member's contact was erased on request."""


async def find_targets(work: Work, rows: Sequence[ImportRow]) -> list[Target]:
    """Members and contacts that rows speak of, locked; in three statements for all rows."""
    keys = [row.values["external_key"] for row in rows if row.values.get("external_key")]
    ids = [row.values["member_id"] for row in rows if row.values.get("member_id")]
    wanted = or_(Member.external_key.in_(keys), Member.id.in_(ids))
    found = await work.session.scalars(
        select(Member).where(wanted).order_by(Member.id).with_for_update()
    )
    members = list(found)
    contacts = await _find_contacts(work, [one.contact_id for one in members if one.contact_id])
    erased = set(
        await work.session.scalars(
            select(Contact.member_id).where(
                Contact.member_id.in_([one.id for one in members]), Contact.erased_at.is_not(None)
            )
        )
    )
    by_id = {one.id: one for one in members}
    by_key = {one.external_key: one for one in members if one.external_key}

    def target_of(row: ImportRow) -> Target:
        id, key = row.values.get("member_id"), row.values.get("external_key")
        member = (by_id.get(id) if id else None) or (by_key.get(key) if key else None)
        contact = contacts.get(member.contact_id) if member and member.contact_id else None
        return Target(row, member, contact, member is not None and member.id in erased)

    return [target_of(row) for row in rows if not row.failures]


async def _find_contacts(work: Work, ids: list[UUID]) -> dict[UUID, Contact]:
    found = await work.session.scalars(
        select(Contact).where(Contact.id.in_(ids)).order_by(Contact.id).with_for_update()
    )
    return {one.id: one for one in found}


def profile_of(values: dict[str, Any]) -> dict[str, Any]:
    """What a row says of the member itself; an empty key leaves the known one."""
    said = {name: values[name] for name in OF_PROFILE if name in values}
    if said.get("external_key", "") is None:
        del said["external_key"]
    return said


def state_of(member: Member | None) -> dict[str, Any]:
    if member is None:
        return dict(EMPTY)
    return {name: getattr(member, name) for name in OF_PROFILE}


def contact_said(target: Target) -> dict[str, Any]:
    """What the row says of the person, without what it leaves empty: empty cells erase nobody."""
    said = {name: target.row.values.get(f"contact_{name}") for name in CONTACT_DETAILS}
    return {name: value for name, value in said.items() if value is not None}


def contact_known(contact: Contact | None) -> dict[str, Any]:
    return {name: getattr(contact, name, None) for name in CONTACT_DETAILS}
