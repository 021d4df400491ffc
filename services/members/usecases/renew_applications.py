"""A new file begins from an earlier one: a member's renewal, or another round of the same space.

What still fits is copied, so that nobody types it twice: the applicant's own details, documents
(the same bytes, stored once) and the answers to questions that the new form has as well.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from services.members.domain.supplements import ANSWER_PREFIX
from services.members.models import Application, Document, Member
from services.members.usecases.keep_contacts import new_contact
from services.members.usecases.scan_documents import SCAN_DOCUMENT
from shared.database.work import Work
from shared.errors import Failure, Invalid
from shared.forms.form import Form, check_answers

COPIED = ("name", "kind", "ownership", "address_line", "ward", "online_url", "tax_code")


async def find_source(
    work: Work, application_id: UUID | None, member_id: UUID | None, *, on_paper: bool
) -> Application | None:
    """The file to begin from; None when none is named. Raises Invalid when the caller has no such.

    For a member it is the last one that was handed in for it. On paper an officer, who has been
    asked for that role already, begins from anyone's.
    """
    if application_id is None and member_id is None:
        return None
    field = "from_application_id" if application_id else "from_member_id"
    query = select(Application)
    if application_id is not None:
        query = query.where(Application.id == application_id)
    else:
        of_member = or_(
            Application.member_id == member_id, Application.renews_member_id == member_id
        )
        handed_in = Application.submitted_at.is_not(None)
        query = query.where(of_member, handed_in).order_by(Application.submitted_at.desc()).limit(1)
    source = await work.session.scalar(query)
    if source is None or not (_is_theirs(work, source) or on_paper):
        id = str(application_id or member_id)
        raise Invalid(Failure("not_found", field=field, kind=Application.KIND, id=id))
    return source


def _is_theirs(work: Work, source: Application) -> bool:
    caller = work.caller
    member_id = source.member_id or source.renews_member_id
    acts_for_member = member_id is not None and member_id in caller.member_ids
    return source.applicant_key == caller.key or acts_for_member


async def copy_file(work: Work, source: Application, draft: Application) -> None:
    """Fill a draft from an earlier file."""
    draft.from_application_id = source.id
    draft.renews_member_id = await _find_renewed(work, source, draft)
    for name in COPIED:
        setattr(draft, name, getattr(source, name))
    draft.fields = list(source.fields)
    draft.answers = fitting_answers(draft.form, source.answers)
    _copy_contact(work, source, draft)
    for document in source.documents:
        if document.scan_status != "infected":
            await _copy_document(work, document, draft)


async def _find_renewed(work: Work, source: Application, draft: Application) -> UUID | None:
    """The member that goes on; who has left applies anew, and other calls renew nothing."""
    member_id = source.member_id or source.renews_member_id
    if member_id is None or draft.call.kind != "membership":
        return None
    member = await work.session.get(Member, member_id)
    goes_on = member is not None and member.status in ("active", "suspended")
    return member_id if goes_on else None


def fitting_answers(form: Form, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers that are also right answers to a form."""
    wrong = {one.field for one in check_answers(form, answers, complete=False)}
    return {code: value for code, value in answers.items() if ANSWER_PREFIX + code not in wrong}


def _copy_contact(work: Work, source: Application, draft: Application) -> None:
    contact = source.contact
    if contact is None or contact.erased_at is not None:
        return
    details = {name: getattr(contact, name) for name in ("name", "email", "phone", "locale")}
    by_post = draft.officers_act_for_it
    draft.contact = new_contact(work, draft.id, details, by_post=by_post)


async def _copy_document(work: Work, document: Document, draft: Application) -> None:
    copied = ("kind", "sha256", "media_type", "size", "file_name", "pages", "scan_status")
    values = {name: getattr(document, name) for name in copied}
    copy = Document(
        id=work.new_id(),
        application_id=draft.id,
        uploaded_at=work.now,
        scanned_at=document.scanned_at,
        **values,
    )
    draft.documents.append(copy)
    if copy.scan_status == "quarantined":
        await work.schedule(SCAN_DOCUMENT, str(copy.id), work.now)
