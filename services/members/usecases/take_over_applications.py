"""Paper applicants: a code on their receipt, with which they take the file over later, once.

A wrong try is kept although it is refused, so it is counted in a transaction of its own before the
file itself is touched.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from services.members.domain import paper as rules
from services.members.domain.standing import MEMBER
from services.members.models import Application, Member, TakeOverCode
from services.members.settings import Settings
from services.members.usecases.draft_applications import drafted_once
from services.members.usecases.give_grants import NewGrant, ensure_grant
from services.members.usecases.represent_members import find_representative
from shared.database.work import Subject, Work
from shared.errors import Invalid, refuse_if


class IssuedCode:
    """A code that is only now known: the row keeps its hash."""

    def __init__(self, application: Application, printed: str, expires_at: datetime) -> None:
        self.application = application
        self.printed = printed
        self.expires_at = expires_at


async def issue_take_over_code(work: Work, application_id: UUID) -> IssuedCode:
    """A new code for a paper file; one that was issued before is void."""
    application = await work.lock(Application, application_id)
    refuse_if(rules.may_issue_code(application.officers_act_for_it, application.status))
    code = rules.make_code(secrets.token_bytes(16))
    row = await work.session.get(TakeOverCode, application.id, with_for_update=True)
    if row is None:
        row = TakeOverCode(application_id=application.id)
        work.session.add(row)
    row.selector = code.selector
    row.secret_hash = _hash(application.id, code.secret)
    row.issued_at = work.now
    row.issued_by = work.caller.key
    row.expires_at = work.now + timedelta(days=Settings.of(work).take_over_days)
    row.wrong_tries = 0
    row.used_at = None
    return IssuedCode(application, code.printed, row.expires_at)


def _hash(application_id: UUID, secret: str) -> str:
    return hashlib.sha256(application_id.bytes + secret.encode()).hexdigest()


def is_right(row: TakeOverCode, code: rules.PaperCode) -> bool:
    return hmac.compare_digest(row.secret_hash, _hash(row.application_id, code.secret))


async def check_printed_code(work: Work, application_id: UUID, text: str) -> None:
    """Raises Invalid unless a text is the file's code and can still be used."""
    row = await work.session.get(TakeOverCode, application_id)
    code = rules.read_code(text)
    if row is None or code is None or row.selector != code.selector or not is_right(row, code):
        raise Invalid(*rules.may_take_over("dead", has_handled=False))
    if wrong := rules.may_take_over(_status(work, row), has_handled=False):
        raise Invalid(*wrong)


def _status(work: Work, row: TakeOverCode) -> str:
    limit = Settings.of(work).take_over_tries
    return rules.code_status(row.wrong_tries, limit, row.expires_at, row.used_at, work.now)


async def count_take_over_try(work: Work, text: str) -> None:
    """Count a wrong code against the one on the receipt. Kept whatever comes after."""
    code = rules.read_code(text)
    row = await _lock_code(work, await _find_file(work, code))
    if row is None or code is None or _status(work, row) != "open":
        return
    if not is_right(row, code):
        row.wrong_tries += 1


async def _find_file(work: Work, code: rules.PaperCode | None) -> UUID | None:
    if code is None:
        return None
    return await work.session.scalar(
        select(TakeOverCode.application_id).where(TakeOverCode.selector == code.selector)
    )


async def _lock_code(work: Work, application_id: UUID | None) -> TakeOverCode | None:
    if application_id is None:
        return None
    return await work.session.get(
        TakeOverCode, application_id, with_for_update=True, populate_existing=True
    )


async def take_over_application(work: Work, text: str) -> Application:
    """The caller becomes the applicant of the paper file whose code this is."""
    code = rules.read_code(text)
    file_id = await _find_file(work, code)
    application = await work.find_locked(Application, file_id) if file_id else None
    row = await _lock_code(work, file_id)
    if application is None or row is None or code is None or not is_right(row, code):
        raise Invalid(*rules.may_take_over("dead", has_handled=False))
    work.subject = Subject(Application.KIND, str(application.id))
    refuse_if(rules.may_take_over(_status(work, row), _handled_by(application, work.caller.key)))
    row.used_at = work.now
    await _hand_over(work, application)
    await _grant_membership(work, application)
    return application


def _handled_by(application: Application, key: str) -> bool:
    """Whether someone entered, reviewed or decided a file: nobody judges what becomes their own."""
    judges = {one.reviewer_key for one in application.reviews}
    return key in {application.entered_by, application.decided_by, *judges}


async def _hand_over(work: Work, application: Application) -> None:
    """Raises Refusal `already_drafted` when the caller has a draft of the same name."""
    caller = work.caller
    async with drafted_once(work, application, application.name, caller):
        application.applicant_issuer, application.applicant_subject = caller.issuer, caller.subject
        application.taken_over_at = work.now
    contact = application.contact
    if contact is not None and contact.erased_at is None:
        contact.owner_issuer, contact.owner_subject = caller.issuer, caller.subject


async def _grant_membership(work: Work, application: Application) -> None:
    """The file became a member before anyone could act for it: now someone can.

    Nobody acts for one that is a member no more; after a merger it is who took it in.
    """
    member = await _find_present(work, application.member_id)
    if member is None or member.status not in MEMBER:
        return
    represented = await find_representative(work, member.id) is not None
    way_in = NewGrant(
        issuer=work.caller.issuer,
        subject=work.caller.subject,
        role="member",
        member_id=member.id,
        reason="take_over",
        capacity="contact" if represented else "representative",
    )
    await ensure_grant(work, way_in)


async def _find_present(work: Work, member_id: UUID | None) -> Member | None:
    """The member of a file, or who carries on for it, locked."""
    member = await work.find_locked(Member, member_id) if member_id else None
    while member is not None and member.status == "merged" and member.successor_id is not None:
        member = await work.find_locked(Member, member.successor_id)
    return member
