"""Erasure: what a person wrote and sent in goes; what the city must keep stays without them.

Members orders it, once, and hears what went, what stays and why. A booking, its times and what was
decided about it are the member's and stay; so do numbers, and what host and officers wrote as such.
Locks: bookings, then what hangs on them, each in id order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, text, update
from sqlalchemy.orm.attributes import flag_modified

from services.bookings.events_out.erasures import publish_erasure_carried_out
from services.bookings.models import Booking, Erasure
from services.bookings.queries.persons import Person, bookings_of, count_kept, lock_rows
from services.bookings.usecases.erase_papers import (
    erase_attachments,
    erase_permit_papers,
    erase_photo_credits,
)
from services.bookings.usecases.erase_writings import (
    empty_drafts,
    end_feeds,
    erase_changes,
    erase_reports,
    erase_watches,
    unname_wishes,
)
from shared.database.backbone import AuditRow, Change
from shared.database.search import search_tables
from shared.database.work import Subject, Work
from shared.events.members import PersonErasureOrderedV1

FORGET_ANSWERS = text(
    "DELETE FROM idempotent_answers WHERE caller = :key"
    " OR EXISTS (SELECT FROM unnest(CAST(:ids AS text[])) AS id WHERE strpos(route, id) > 0)"
    " OR EXISTS (SELECT FROM unnest(CAST(:traces AS text[])) AS trace"
    "            WHERE position(convert_to(trace, 'UTF8') IN body) > 0)"
)


async def erase_person(work: Work, order: PersonErasureOrderedV1) -> Erasure | None:
    """Carry an order out; None when that was done before."""
    if await work.session.get(Erasure, order.id) is not None:
        return None
    person = Person(order.sign_in, order.stand_in, order.traces)
    bookings = await lock_rows(work, Booking, bookings_of(person))
    kept = await count_kept(work.session, person)
    erased = {
        **_erase_bookings(person, bookings),
        "attachments": await erase_attachments(work, person),
        **await erase_permit_papers(work, person),
        "drafts": await empty_drafts(work, person),
        "changes": await erase_changes(work, person),
        **await erase_reports(work, person),
        "photo_credits": await erase_photo_credits(work, person),
        "watches": await erase_watches(work, person),
        "feeds": await end_feeds(work, person),
        "stored_answers": await _forget_answers(work, person, bookings),
    }
    await unname_wishes(work, person)
    await work.flush()
    await _unname_readers(work, person)
    await _blank_reasons(work, person)
    found = await search_tables(work.session, [*person.traces])
    erasure = work.add(
        Erasure(
            id=order.id,
            erased={place: count for place, count in erased.items() if count},
            kept=kept,
            still_found=found,
        )
    )
    publish_erasure_carried_out(work, erasure)
    work.subject = Subject(Erasure.KIND, str(erasure.id))
    await work.record("erase_person")
    return erasure


def _erase_bookings(person: Person, bookings: Sequence[Booking]) -> dict[str, int]:
    """Answers to the place's questions, and the words in which a date was given up."""
    answers = reasons = 0
    for booking in bookings:
        own = booking.requested_by == person.key
        if own:
            booking.requested_by = person.stand_in
            answers += bool(booking.answers)
            booking.answers = None
        for date in booking.dates:
            if (own and date.cancelled_by == "member") or person.is_named_by(date.reason):
                reasons += date.reason is not None
                date.reason = None
        flag_modified(booking, "status")  # so that its version rises also when only a file goes
    return {"answers": answers, "reasons": reasons}


async def _forget_answers(work: Work, person: Person, bookings: Sequence[Booking]) -> int:
    """Answers kept for an Idempotency-Key may show what was written, also to others."""
    values = {
        "key": person.key,
        "ids": [str(one.id) for one in bookings],
        "traces": list(person.traces),
    }
    done: Any = await work.session.execute(FORGET_ANSWERS, values)
    return int(done.rowcount)


async def _blank_reasons(work: Work, person: Person) -> None:
    """The trail keeps who did what and when; a person's own words, or words about them, go."""
    await work.session.execute(
        update(AuditRow)
        .where(
            AuditRow.reason.is_not(None),
            or_(person.wrote(AuditRow.actor), person.named_in(AuditRow.reason)),
        )
        .values(reason=None)
    )


async def _unname_readers(work: Work, person: Person) -> None:
    """Who might read a change is kept by sign-in for drafts."""
    tag, stand_in = f"subject:{person.key}", f"subject:{person.stand_in}"
    await work.session.execute(
        update(Change)
        .where(Change.readers.contains([tag]))
        .values(readers=func.array_replace(Change.readers, tag, stand_in))
    )
