"""What a person wrote for a member goes: drafts, notes, reports, replies, judgements, waiting."""

from __future__ import annotations

from sqlalchemy import and_, or_

from services.bookings.domain import changing, drafts
from services.bookings.domain.waiting import LIVE_WATCHES
from services.bookings.models import (
    ActivityReport,
    AllocationWish,
    BookingChange,
    BookingDraft,
    CalendarFeed,
    Offer,
    Watch,
)
from services.bookings.queries.persons import Person, lock_rows, reports_of
from services.bookings.usecases.change_bookings import CHANGE_LAPSES
from services.bookings.usecases.report_activities import touch
from services.bookings.usecases.subscribe_calendars import REVOKED
from services.bookings.usecases.write_drafts import DRAFT_FORGOTTEN, empty_draft
from shared.database.work import Work
from shared.files.orphans import forget_file

NOTHING: dict[str, str | None] = {"vi": "—", "en": None}
"""In place of a title that must be one."""


async def empty_drafts(work: Work, person: Person) -> int:
    """What was never sent is nobody's record: nothing of it stays."""
    own = await lock_rows(work, BookingDraft, person.wrote(BookingDraft.started_by))
    written = [one for one in own if one.status == drafts.DRAFT]
    for draft in written:
        await empty_draft(work, draft)
        await work.unschedule(DRAFT_FORGOTTEN, str(draft.id))
    for draft in own:
        draft.started_by = person.stand_in
    return len(written)


async def erase_changes(work: Work, person: Person) -> int:
    """Why the member asked, and the answers in it; one that waits still is taken back."""
    own = person.wrote(BookingChange.asked_by)
    named = or_(person.named_in(BookingChange.note), person.named_in(BookingChange.reason))
    changes = await lock_rows(work, BookingChange, or_(own, named))
    for change in changes:
        if person.is_named_by(change.reason):
            change.reason = None
        if change.asked_by != person.key and not person.is_named_by(change.note):
            continue
        change.note = None
        if change.asked_by == person.key:
            await _take_back(work, person, change)
    return len(changes)


async def _take_back(work: Work, person: Person, change: BookingChange) -> None:
    change.asked_by = person.stand_in
    if change.edit is not None:
        change.edit = {**change.edit, "answers": {}}
    if change.status == changing.WAITING:
        change.status, change.decided_at = changing.WITHDRAWN, work.now
        await work.unschedule(CHANGE_LAPSES, str(change.id))


async def erase_reports(work: Work, person: Person) -> dict[str, int]:
    """Texts and photos; how many came, marks given, damage and its settlement stay."""
    reports = await lock_rows(work, ActivityReport, reports_of(person))
    counts = {"report_texts": 0, "report_photos": 0, "damage_replies": 0, "evaluations": 0}
    for report in reports:
        counts["report_texts"] += _erase_summary(person, report)
        counts["report_photos"] += await _erase_photos(work, person, report)
        counts["damage_replies"] += _erase_replies(person, report)
        counts["evaluations"] += _erase_comments(person, report)
        touch(report)
    return counts


def _erase_summary(person: Person, report: ActivityReport) -> int:
    own = report.submitted_by == person.key
    if own:
        report.submitted_by = person.stand_in
    if report.summary is None or not (own or person.is_named_by(report.summary)):
        return 0
    report.summary = None
    return 1


async def _erase_photos(work: Work, person: Person, report: ActivityReport) -> int:
    own = [one for one in report.photos if one.uploaded_by == person.key]
    for photo in own:
        report.photos.remove(photo)
        await forget_file(work, photo.sha256)
    for photo in report.photos:
        photo.caption = None if person.is_named_by(photo.caption) else photo.caption
    return len(own)


def _erase_replies(person: Person, report: ActivityReport) -> int:
    count = 0
    for damage in report.damages:
        own = damage.replied_by == person.key
        if damage.reply is not None and (own or person.is_named_by(damage.reply)):
            damage.reply = None
            count += 1
        damage.replied_by = person.stand_in if own else damage.replied_by
    return count


def _erase_comments(person: Person, report: ActivityReport) -> int:
    count = 0
    for one in report.evaluations:
        own = one.side == "member" and one.given_by == person.key
        if one.comment is not None and (own or person.is_named_by(one.comment)):
            one.comment = None
            count += 1
        one.given_by = person.stand_in if own else one.given_by
    return count


async def erase_watches(work: Work, person: Person) -> int:
    """What is over, with the offers that came of it; a place in a queue is the member's."""
    own = await lock_rows(work, Watch, person.wrote(Watch.requested_by))
    over = [one for one in own if one.status not in LIVE_WATCHES]
    for watch in over:
        watch.title, watch.summary = NOTHING, None
    for watch in own:
        watch.requested_by = person.stand_in
    for offer in await lock_rows(work, Offer, Offer.watch_id.in_([one.id for one in over])):
        offer.title = NOTHING
    return len(over)


async def end_feeds(work: Work, person: Person) -> int:
    """Addresses of a member's calendar that the person made answer nobody any more."""
    own = and_(person.wrote(CalendarFeed.made_by), CalendarFeed.member_id.is_not(None))
    feeds = await lock_rows(work, CalendarFeed, own)
    for feed in feeds:
        feed.status, feed.revoked_at = REVOKED, feed.revoked_at or work.now
        feed.note, feed.made_by = None, person.stand_in
    return len(feeds)


async def unname_wishes(work: Work, person: Person) -> None:
    """A wish and what became of it are the member's."""
    own = person.wrote(AllocationWish.requested_by)
    for wish in await lock_rows(work, AllocationWish, own):
        wish.requested_by = person.stand_in
