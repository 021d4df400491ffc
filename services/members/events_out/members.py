"""What the members service says of member spaces."""

from __future__ import annotations

from services.members.domain.members import appeal_by
from services.members.event_bodies import (
    member_state,
)
from services.members.models import (
    Member,
    MemberFact,
    Renewal,
    RenewalRound,
)
from services.members.settings import Settings
from services.members.texts.vocabulary import VOCABULARY
from shared.database.work import Work
from shared.events import members as events
from shared.events.base import Reference
from shared.vocabulary import coded


def publish_member_admitted(work: Work, row: Member) -> None:
    work.publish(row, events.MemberAdmittedV1(**member_state(row)))


def publish_member_profile_changed(work: Work, row: Member) -> None:
    work.publish(row, events.MemberProfileChangedV1(**member_state(row)))


def publish_member_suspended(work: Work, row: Member) -> None:
    work.publish(row, events.MemberSuspendedV1(**member_state(row)))


def publish_member_reinstated(work: Work, row: Member) -> None:
    work.publish(row, events.MemberReinstatedV1(**member_state(row)))


def publish_member_left(work: Work, row: Member) -> None:
    work.publish(row, events.MemberLeftV1(**member_state(row)))


def publish_member_removed(work: Work, row: Member) -> None:
    work.publish(row, events.MemberRemovedV1(**member_state(row)))


def publish_member_merged(work: Work, row: Member) -> None:
    work.publish(row, events.MemberMergedV1(**member_state(row)))


def publish_member_standing(work: Work, row: Member) -> None:
    """The event of the state that a member came to."""
    by_status = {
        "active": publish_member_reinstated,
        "suspended": publish_member_suspended,
        "removed": publish_member_removed,
    }
    gone = publish_member_merged if row.successor_id else publish_member_left
    by_status.get(row.status, gone)(work, row)


def publish_member_removal_explained(work: Work, row: Member, fact: MemberFact) -> None:
    """Only to whoever writes the letter, and only when there is someone to write to."""
    if row.contact_id is None or fact.reason is None:
        return
    event = events.MemberRemovalExplainedV1(
        id=row.id,
        name=row.name,
        reason=fact.reason,
        reason_code=coded(VOCABULARY, "suspension_reason", fact.reason_code or "other"),
        removed_on=fact.effective_on,
        appeal_by=appeal_by(fact.effective_on, Settings.of(work).appeal_days),
        contact_id=row.contact_id,
        version=row.version + 1,
    )
    work.publish(row, event)


def publish_member_renewal_due(
    work: Work, row: Member, asked: Renewal, round: RenewalRound
) -> None:
    event = events.MemberRenewalDueV1(
        id=row.id,
        name=row.name,
        round=Reference(id=round.id, name=round.title_vi),
        term_until=asked.term_until,
        answer_by=round.answer_by,
        renew_until=round.renew_until,
    )
    work.publish(row, event)


def publish_member_suspension_explained(work: Work, row: Member) -> None:
    """Only to whoever writes the letter, and only when there is someone to write to."""
    if row.contact_id is None or row.suspension_reason is None:
        return
    event = events.MemberSuspensionExplainedV1(
        id=row.id,
        name=row.name,
        reason=row.suspension_reason,
        reason_code=coded(VOCABULARY, "suspension_reason", row.suspension_reason_code or "other"),
        until=row.suspended_until,
        contact_id=row.contact_id,
        version=row.version + 1,
    )
    work.publish(row, event)


def publish_member_contact_linked(work: Work, row: Member) -> None:
    event = events.MemberContactLinkedV1(
        id=row.id,
        name=row.name,
        contact_ids=[row.contact_id] if row.contact_id else [],
        application_id=row.application_id,
    )
    work.publish(row, event)


def announce_member(work: Work, row: Member) -> None:
    publish = publish_member_admitted if row.status == "active" else publish_member_standing
    publish(work, row)
    publish_member_contact_linked(work, row)
