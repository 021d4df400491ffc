"""`/v1/contacts`: persons who speak for applicants and members. Reading one is recorded."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from services.members import queries
from services.members.api.answers.contacts import ContactOut, show_contact, show_contact_in_list
from services.members.api.fields import ContactIn
from services.members.models import Contact
from services.members.usecases import keep_contacts as usecases
from shared.http.act import Act, allow
from shared.http.fields import Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["contacts"])


class EraseContact(RequestBody):
    reason: Prose | None = None


@router.get("/v1/contacts", response_model=Listed[ContactOut])
async def list_contacts(
    page: AskedPage, member_id: UUID | None = None, act: Act = allow()
) -> Response:
    """Contacts that the caller may read, without names and addresses."""
    query = queries.select_contacts(member_id)
    return await act.list(Contact, query, show_contact_in_list, page, created_at=Contact.created_at)


@router.get("/v1/contacts/{contact_id}", response_model=ContactOut)
async def get_contact(contact_id: UUID, act: Act = allow()) -> Response:
    """One contact; the read stands in the audit trail."""
    return await act.write(usecases.get_contact, show_contact, contact_id)


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
