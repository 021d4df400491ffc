"""What a contact looks like; a list shows only that there is one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.members.models import Contact
from shared.auth.caller import lacks_entry
from shared.errors import Failure
from shared.http.act import View
from shared.http.fields import Actions, Answer


class ContactOut(Answer):
    id: UUID
    status: str
    """`known` or `erased`."""
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
    return ContactOut(
        id=row.id,
        status="erased" if row.erased_at else "known",
        name=row.name,
        email=row.email,
        phone=row.phone,
        locale=row.locale,
        member_id=row.member_id,
        application_id=row.application_id,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={"change": view.action(erased), "erase": view.action(officer or erased)},
    )


def show_contact_in_list(row: Contact, view: View) -> ContactOut:
    """Only that there is one: name and addresses are read one by one, and recorded."""
    shown = show_contact(row, view)
    return shown.model_copy(update={"name": None, "email": None, "phone": None})
