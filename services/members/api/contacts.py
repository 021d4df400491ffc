"""`/v1/contacts`: persons who speak for applicants and members. Reading one is recorded."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.members import queries
from services.members.api.applications import ContactIn
from services.members.api.fields import Actions, Answer, Body, Prose
from services.members.domain.rights import needs_role
from services.members.models import Contact
from services.members.usecases import contacts as usecases
from shared.errors import Failure
from shared.http.act import Act, View, allow
from shared.http.lists import Page

router = APIRouter(tags=["contacts"])


class EraseContact(Body):
    reason: Prose | None = None


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
    officer = needs_role(view.caller.has_role("officer"), "officer")
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
        actions={"change": view.action(erased), "erase": view.action(officer + erased)},
    )


def show_in_list(row: Contact, view: View) -> ContactOut:
    """Only that there is one: name and addresses are read one by one, and recorded."""
    shown = show_contact(row, view)
    return shown.model_copy(update={"name": None, "email": None, "phone": None})


@router.get("/v1/contacts")
async def list_contacts(
    page: Annotated[Page, Depends()], member_id: UUID | None = None, act: Act = allow()
) -> Response:
    """Contacts that the caller may read, without names and addresses."""
    query = queries.select_contacts(member_id)
    return await act.list(Contact, query, show_in_list, page, created_at=Contact.created_at)


@router.get("/v1/contacts/{contact_id}", response_model=ContactOut)
async def read_contact(contact_id: UUID, act: Act = allow()) -> Response:
    """One contact; the read stands in the audit trail."""
    return await act.write(usecases.read_contact, show_contact, contact_id)


@router.patch("/v1/contacts/{contact_id}", response_model=ContactOut)
async def change_contact(contact_id: UUID, body: ContactIn, act: Act = allow()) -> Response:
    """Correct how someone is reached; by the person, the member or an officer."""
    details = body.model_dump(exclude_unset=True)
    return await act.write(usecases.change_contact, show_contact, contact_id, details)


@router.post("/v1/contacts/{contact_id}/erase", response_model=ContactOut)
async def erase_contact(
    contact_id: UUID, body: EraseContact | None = None, act: Act = allow("officer")
) -> Response:
    """Forget a person: blank here, and every other service erases its copy."""
    reason = body.reason if body else None
    return await act.write(usecases.erase_contact, show_contact, contact_id, reason=reason)
