"""What a contact looks like; a list shows only that there is one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.members.models import Contact
from shared.auth.caller import Caller, lacks_entry
from shared.errors import Failure
from shared.http.act import View
from shared.http.fields import Actions, Answer


class ContactOut(Answer):
    id: UUID
    status: str
    """`known`, `restricted` or `erased`."""
    name: str | None
    email: str | None
    phone: str | None
    """E.164."""
    locale: str
    member_id: UUID | None
    application_id: UUID | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_contact(row: Contact, view: View) -> ContactOut:
    erased = [Failure("contact_erased")] if row.erased_at else []
    officer = lacks_entry(view.caller, "officer")
    shown = row if may_see(row, view.caller) else None
    return ContactOut(
        id=row.id,
        status=_status(row),
        name=shown.name if shown else None,
        email=shown.email if shown else None,
        phone=shown.phone if shown else None,
        locale=row.locale,
        member_id=row.member_id,
        application_id=row.application_id,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={"change": view.action(erased), "erase": view.action(officer or erased)},
    )


def may_see(row: Contact, caller: Caller) -> bool:
    """What the person had restricted is kept and not used: only they see it, no officer does.

    An officer who entered someone's contact has it under the own sign-in, too.
    """
    owner = f"{row.owner_issuer}|{row.owner_subject}" == caller.key
    return row.restricted_at is None or (owner and not caller.has_role("officer"))


def _status(row: Contact) -> str:
    if row.erased_at is not None:
        return "erased"
    return "restricted" if row.restricted_at else "known"


def show_contact_in_list(row: Contact, view: View) -> ContactOut:
    """Only that there is one: name and addresses are read one by one, and recorded."""
    shown = show_contact(row, view)
    return shown.model_copy(update={"name": None, "email": None, "phone": None})
