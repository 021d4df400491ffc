"""A person as this database knows one: by the sign-in on rows, and by what betrays them in texts.

Contacts are not kept here, so there is no other way from a person to what they wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Text, and_, cast, false, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.domain.waiting import LIVE_WATCHES
from services.bookings.models import (
    ActivityReport,
    AllocationWish,
    Attachment,
    Booking,
    BookingDate,
    Damage,
    Evaluation,
    Permit,
    PermitMessage,
    PermitReceipt,
    PermitStep,
    ReportPhoto,
    Watch,
)
from shared.database.aggregate import Aggregate
from shared.database.backbone import AuditRow
from shared.database.work import Work

A = TypeVar("A", bound=Aggregate)


@dataclass(frozen=True, slots=True)
class Person:
    """Everything by which someone is known here."""

    key: str | None
    """`issuer|subject`; None for someone who never signed in."""
    stand_in: str
    """What takes its place where a record must say that there was someone."""
    traces: Sequence[str]
    """Full name, e-mail, phone."""

    def is_named_by(self, written: str | None) -> bool:
        """Whether a text betrays the person."""
        return any(one.casefold() in (written or "").casefold() for one in self.traces)

    def wrote(self, column: Any) -> ColumnElement[bool]:
        """Rows whose author this is."""
        return false() if self.key is None else column == self.key

    def named_in(self, column: Any) -> ColumnElement[bool]:
        """Rows in which a text betrays the person."""
        written = func.lower(cast(column, Text))
        found = [func.strpos(written, func.lower(literal(one))) > 0 for one in self.traces]
        return or_(false(), *found)


async def lock_rows(work: Work, model: type[A], condition: ColumnElement[bool]) -> Sequence[A]:
    """Aggregates of a kind, locked in id order."""
    found = await work.session.scalars(
        select(model)
        .where(condition)
        .order_by(model.id)
        .with_for_update(of=model, key_share=model.LOCK_LETS_REFER)
        .execution_options(populate_existing=True)
    )
    return found.all()


def bookings_of(person: Person) -> ColumnElement[bool]:
    """Bookings that the person asked for, sent a file to, or is named in; and those of permits."""
    sent = select(Attachment.booking_id).where(person.wrote(Attachment.uploaded_by))
    named = select(BookingDate.booking_id).where(person.named_in(BookingDate.reason))
    of_permits = select(Permit.booking_id).where(permits_of(person))
    ids = Booking.id
    return or_(
        person.wrote(Booking.requested_by), ids.in_(sent), ids.in_(named), ids.in_(of_permits)
    )


def permits_of(person: Person) -> ColumnElement[bool]:
    """Permits with a paper or message of the person, or with a text that names them."""
    papers = (
        select(PermitStep.permit_id)
        .join(PermitReceipt, PermitReceipt.step_id == PermitStep.id)
        .where(person.wrote(PermitReceipt.uploaded_by))
    )
    notes = select(PermitStep.permit_id).where(person.named_in(PermitStep.note))
    thread = select(PermitMessage.permit_id).where(messages_of(person))
    return or_(Permit.id.in_(papers), Permit.id.in_(notes), Permit.id.in_(thread))


def messages_of(person: Person) -> ColumnElement[bool]:
    return or_(person.wrote(PermitMessage.author), person.named_in(PermitMessage.body))


def reports_of(person: Person) -> ColumnElement[bool]:
    """Reports in which the person wrote anything or is named."""
    photos = select(ReportPhoto.report_id).where(
        or_(person.wrote(ReportPhoto.uploaded_by), person.named_in(ReportPhoto.caption))
    )
    damages = select(Damage.report_id).where(
        or_(person.wrote(Damage.replied_by), person.named_in(Damage.reply))
    )
    spoken = select(Evaluation.report_id).where(
        or_(evaluated(person), person.named_in(Evaluation.comment))
    )
    own = or_(person.wrote(ActivityReport.submitted_by), person.named_in(ActivityReport.summary))
    ids = ActivityReport.id
    return or_(own, ids.in_(photos), ids.in_(damages), ids.in_(spoken))


def evaluated(person: Person) -> ColumnElement[bool]:
    """For a member; what staff said for their venue is the venue's."""
    return and_(Evaluation.side == "member", person.wrote(Evaluation.given_by))


async def count_kept(session: AsyncSession, person: Person) -> list[dict[str, Any]]:
    """What stays without the person, counted while they can still be found."""
    own = select(Booking.id).where(person.wrote(Booking.requested_by))
    filed = (
        select(PermitStep.id)
        .join(Permit, Permit.id == PermitStep.permit_id)
        .where(Permit.booking_id.in_(own), PermitStep.filed_on.is_not(None))
    )
    damages = (
        select(Damage.id)
        .join(ActivityReport, ActivityReport.id == Damage.report_id)
        .where(ActivityReport.booking_id.in_(own))
    )
    live = person.wrote(Watch.requested_by) & Watch.status.in_(LIVE_WATCHES)
    places = [
        ("bookings", own, "administrative_record"),
        (
            "wishes",
            select(AllocationWish.id).where(person.wrote(AllocationWish.requested_by)),
            "administrative_record",
        ),
        ("permit_steps", filed, "administrative_record"),
        ("damages", damages, "accounts"),
        ("places_in_queues", select(Watch.id).where(live), "still_running"),
        ("acts", select(AuditRow.id).where(person.wrote(AuditRow.actor)), "audit_trail"),
    ]
    kept = []
    for place, query, why in places:
        count = await session.scalar(select(func.count()).select_from(query.subquery()))
        if count:
            kept.append({"place": place, "count": count, "why": why})
    return kept
