"""Erasure: what may go goes everywhere, what the law keeps stays without the person.

Names and addresses go; files, decisions and numbers stay with a stand-in for the sign-in that leads
to nobody. The other services erase their copies by `contact.erased`, bookings what the person did
there by `person.erasure_ordered`. The report says what went and what stays and why; a search of
every table proves it, notifications and bookings confirm their parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from services.members.domain import personal_data as rules
from services.members.domain.complaints import OPEN as OPEN_COMPLAINTS
from services.members.domain.conflicts import IN_REVIEW
from services.members.events_out.persons import publish_person_erasure_ordered
from services.members.models import (
    Application,
    CeremonyEntry,
    Complaint,
    Contact,
    DeadlineExtension,
    Document,
    Grant,
    Member,
    PersonalDataRequest,
    SupplementRequest,
)
from services.members.settings import Settings
from services.members.usecases import find_personal_data as places
from services.members.usecases.find_persons import (
    BY_OFFICERS,
    Person,
    files_of,
    find_files,
    find_own_members,
)
from services.members.usecases.give_grants import publish_and_remember
from services.members.usecases.keep_consents import end_consents
from services.members.usecases.keep_contacts import erase_contact
from services.members.usecases.keep_holds import find_holds
from services.members.usecases.prove_erasures import PROVE_ERASURE
from services.members.usecases.unname_persons import (
    replace_in_decisions,
    replace_in_papers,
    replace_signatures,
    unname_awards,
    unname_places,
)
from shared.database.backbone import Change, IdempotentAnswer
from shared.database.search import search_tables
from shared.database.work import Work
from shared.errors import Failure
from shared.files.orphans import forget_file

STAND_IN = "erased"
"""Issuer of the stand-ins; no token has it."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """Takes a person's place where a record must say that there was someone."""

    issuer: str
    subject: str

    @property
    def key(self) -> str:
        return f"{self.issuer}|{self.subject}"


async def what_bars_erasure(work: Work, person: Person) -> list[Failure]:
    """Holds on anything of the person, files that still need the data, a restriction."""
    session = work.session
    files = await find_files(session, person)
    complaints = (
        await session.scalars(select(Complaint).where(places.complaints_of(person)))
    ).all()
    members = {id for one in files for id in (one.member_id, one.renews_member_id) if id}
    things = [
        *((Application.KIND, one.id) for one in files),
        *((Complaint.KIND, one.id) for one in complaints),
        *((Contact.KIND, id) for id in person.contact_ids),
        *((Member.KIND, id) for id in members),
    ]
    holds = await find_holds(session, things)
    restricted = await session.scalar(
        select(func.count()).where(
            Contact.id.in_(person.contact_ids), Contact.restricted_at.is_not(None)
        )
    )
    in_work = [one.receipt_number or one.name for one in files if one.status in IN_REVIEW]
    in_work += [one.number for one in complaints if one.status in OPEN_COMPLAINTS]
    return rules.may_erase(
        [f"{one.held_kind} {one.held_id}" for one in holds], in_work, bool(restricted)
    )


async def erase_person(work: Work, request: PersonalDataRequest, person: Person) -> dict[str, Any]:
    """Erase what may go and return the report. `what_bars_erasure` was asked before."""
    stand_in = StandIn(STAND_IN, str(work.new_id()))
    traces = await _traces(work, person)
    kept = await _count_kept(work, person)
    members = await find_own_members(work.session, person)
    erased = {
        "drafts": await _empty_drafts(work, person),
        "awards": await unname_awards(work, person, stand_in.key),
        "places": await unname_places(work, person, traces, members, stand_in.subject),
        "contacts": await _erase_contacts(work, person),
        "hand_overs": await _blank_hand_overs(work, person),
        "grants": await _end_grants(work, person, stand_in),
        "consents_ended": await end_consents(work, person, None, "erasure"),
        "requests": await _blank_requests(work, person),
        "answers": await _forget_answers(work, person),
        "sign_in_replaced": await _replace_sign_in(work, person, stand_in),
    }
    await work.flush()
    found = await search_tables(work.session, traces)
    publish_person_erasure_ordered(work, request, person.key, stand_in.key, traces)
    proof_at = work.now + timedelta(minutes=Settings.of(work).erasure_proof_minutes)
    await work.schedule(PROVE_ERASURE, str(request.id), proof_at)
    return {
        "erased": erased,
        "kept": kept,
        "contact_ids": [str(id) for id in person.contact_ids],
        "searched_for": len(traces),
        "still_found": found,
        "confirmed": {},
        "services": {},
        "proved_at": None,
    }


async def _traces(work: Work, person: Person) -> list[str]:
    """What would betray the person anywhere: addresses, phones also as people write them at home,
    and names that are no one-word nickname.
    """
    rows = await work.session.scalars(select(Contact).where(Contact.id.in_(person.contact_ids)))
    found = {
        value
        for row in rows
        for value in (
            row.email,
            row.phone,
            re.sub(r"^\+84", "0", row.phone or ""),
            row.name if " " in (row.name or "") else None,
        )
        if value
    }
    return sorted(found)


async def _count_kept(work: Work, person: Person) -> list[dict[str, Any]]:
    """What stays, counted before the person cannot be found any more."""
    kept = []
    for place in places.PLACES:
        if place.kept_for is None:
            continue
        rows = await place.look(work.session, person)
        if place.code == "applications":
            rows = [one for one in rows if one["submitted_at"] is not None]
        if place.code == "grants":
            rows = [one for one in rows if one["role"] != "member"]
        if rows:
            kept.append({"place": place.code, "count": len(rows), "why": place.kept_for})
    return kept


async def _erase_contacts(work: Work, person: Person) -> int:
    count = 0
    for id in person.contact_ids:
        contact = await work.find_locked(Contact, id)
        if contact is not None and contact.erased_at is None:
            await erase_contact(work, id)
            count += 1
    return count


async def _empty_drafts(work: Work, person: Person) -> int:
    """What was never handed in is no record of the administration: nothing of it stays."""
    never = Application.submitted_at.is_(None)
    drafts = (
        await work.session.scalars(
            select(Application).where(files_of(person), never).with_for_update()
        )
    ).all()
    for draft in drafts:
        await work.session.execute(
            delete(SupplementRequest).where(SupplementRequest.application_id == draft.id)
        )
        for document in draft.documents:
            await forget_file(work, document.sha256)
        draft.documents.clear()
        await work.session.execute(delete(Document).where(Document.application_id == draft.id))
        await work.session.refresh(draft, ["documents", "supplement_requests"])
        draft.status, draft.name, draft.search, draft.answers = "withdrawn", "—", "", {}
        draft.address_line = draft.ward = draft.online_url = draft.tax_code = None
        draft.supplement = None
    return len(drafts)


async def _blank_hand_overs(work: Work, person: Person) -> int:
    done: Any = await work.session.execute(
        update(CeremonyEntry).where(places.hand_overs_of(person)).values(handed_over_to=None)
    )
    return int(done.rowcount)


async def _end_grants(work: Work, person: Person, stand_in: StandIn) -> int:
    """A member's grants end, here and elsewhere; what staff may do is their office's matter."""
    if person.key is None:
        return 0
    query = select(Grant).where(places.grants_of(person), Grant.role == "member")
    grants = (await work.session.scalars(query.order_by(Grant.id).with_for_update())).all()
    for grant in grants:
        grant.ended_at = grant.ended_at or work.now
        grant.issuer, grant.subject = stand_in.issuer, stand_in.subject
        grant.email = grant.reason = None
        await publish_and_remember(work, grant)
    return len(grants)


async def _blank_requests(work: Work, person: Person) -> int:
    """Requests stay as proof that they were answered, without what was written in them."""
    query = select(PersonalDataRequest).where(places.requests_of(person))
    rows = (await work.session.scalars(query.order_by(PersonalDataRequest.id))).all()
    for row in rows:
        row.requester = row.details = row.correction = None
    return len(rows)


async def _forget_answers(work: Work, person: Person) -> int:
    if person.key is None:
        return 0
    done: Any = await work.session.execute(
        delete(IdempotentAnswer).where(IdempotentAnswer.caller == person.key)
    )
    return int(done.rowcount)


async def _replace_sign_in(work: Work, person: Person, stand_in: StandIn) -> int:
    """In everything that stays as a record; returns in how many rows."""
    if person.key is None:
        return 0
    session, key = work.session, person.key
    files = (
        await session.scalars(
            select(Application).where(files_of(person), ~BY_OFFICERS).with_for_update()
        )
    ).all()
    ids = [one.id for one in files]
    await replace_in_decisions(work, ids, key, stand_in.key)
    count = len(files)
    for file in files:
        file.applicant_issuer, file.applicant_subject = stand_in.issuer, stand_in.subject
    complaints = (
        await session.scalars(
            select(Complaint).where(Complaint.complainant_key == key, ~Complaint.on_paper)
        )
    ).all()
    for complaint in complaints:
        complaint.complainant_key = stand_in.key
    contacts = (
        await session.scalars(select(Contact).where(Contact.id.in_(person.contact_ids)))
    ).all()
    for contact in contacts:
        contact.owner_issuer, contact.owner_subject = stand_in.issuer, stand_in.subject
    await session.execute(
        update(DeadlineExtension)
        .where(places.extensions_of(person))
        .values(applicant_issuer=stand_in.issuer, applicant_subject=stand_in.subject)
    )
    count += await replace_signatures(work, key, stand_in.key)
    await replace_in_papers(work, key, stand_in.key)
    tag, new_tag = f"subject:{key}", f"subject:{stand_in.key}"
    await session.execute(
        update(Change)
        .where(Change.readers.contains([tag]))
        .values(readers=func.array_replace(Change.readers, tag, new_tag))
    )
    return count + len(complaints) + len(contacts)
