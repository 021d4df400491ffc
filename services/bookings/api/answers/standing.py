"""What marks, a member's conduct and a worklist look like."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from services.bookings.api.answers.bookings import MemberOut
from services.bookings.api.answers.parts import NamedOut, named, say
from services.bookings.domain import conduct, states
from services.bookings.domain import standing_cases as rules
from services.bookings.domain.grace import silent_until
from services.bookings.models import ConductMark, StandingCase, StandingEntry
from services.bookings.queries.standing import Conduct
from services.bookings.regulations.after import STANDING
from shared.auth.caller import lacks_entry
from shared.errors import Failure, Lack
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class ConductMarkOut(Answer):
    id: UUID
    status: str
    """`counts` or `void`."""
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    kind: str
    kind_label: str | None
    points: int
    member_id: UUID
    member: MemberOut
    booking_id: UUID
    date_id: UUID
    noted_at: datetime
    void_reason: str | None
    voided_at: datetime | None
    actions: Actions


class ConductOut(Answer):
    """How a member stands, and the rules it stands by."""

    member_id: UUID
    points: int
    """Of the marks within the window that ends now."""
    points_for_pause: int
    window_days: int
    pause_days: int
    requests_paused_until: datetime | None
    """Until when no new request is taken; null when requests are taken."""
    source: str
    checked_on: date


class StandingEntryOut(Answer):
    date_id: UUID
    booking_id: UUID
    title: Bilingual
    space: NamedOut
    venue: NamedOut
    host_id: UUID
    starts_at: datetime
    ends_at: datetime
    date_status: str
    date_status_label: str | None
    was: str
    """`booking_status` of the date when it came on the list."""
    was_label: str | None
    outcome: str
    outcome_label: str | None
    silent_until: datetime | None
    """When silence is answered; null once it is decided."""
    reason: str | None
    reason_code: str | None
    """Of what was lost: why."""
    decided_at: datetime | None
    actions: Actions


class StandingCaseOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    member_id: UUID
    member: MemberOut
    standing: str
    """Status code of the member that opened the list."""
    standing_label: str | None
    decide_by: datetime
    keeps_begun: bool
    """Whether dates that start before `decide_by` take place though nobody decided."""
    ended_at: datetime | None
    undecided: int
    """Of the dates that the caller sees."""
    entries: list[StandingEntryOut]
    """A host sees those at its own venues."""
    actions: Actions


def show_conduct_mark(mark: ConductMark, view: View) -> ConductMarkOut:
    plain = (
        "id version created_at updated_at kind points member_id booking_id date_id noted_at "
        "void_reason voided_at"
    )
    hosting = states.lacks_hosting(view.caller, mark.host_id)
    door = lacks_entry(view.caller, "host", "officer")
    void = door or [*hosting, *conduct.may_void(mark.void_reason)]
    status = "void" if mark.voided_at is not None else "counts"
    return ConductMarkOut(
        **{field: getattr(mark, field) for field in plain.split()},
        status=status,
        status_label=say("conduct_mark_status", status, view),
        kind_label=say("conduct_mark", mark.kind, view),
        member=MemberOut(id=mark.member_id, name=mark.member.name),
        actions={"void": view.action(void)},
    )


def show_conduct(found: Conduct, _view: View) -> ConductOut:
    by = STANDING.conduct
    return ConductOut(
        member_id=found.member_id,
        points=found.points,
        points_for_pause=by.points_for_pause,
        window_days=by.window_days,
        pause_days=by.pause_days,
        requests_paused_until=found.paused_until,
        source=by.source,
        checked_on=STANDING.checked_on,
    )


def show_standing_case(case: StandingCase, view: View) -> StandingCaseOut:
    plain = (
        "id status version created_at updated_at member_id standing decide_by keeps_begun ended_at"
    )
    seen = [one for one in case.entries if _sees(case, one, view)]
    deciding: list[Failure] = lacks_entry(view.caller, "host", "officer")
    if not deciding and not any(states.hosts(view.caller, one.host_id) for one in seen):
        deciding = [Lack("not_host_of_venue")]
    return StandingCaseOut(
        **{field: getattr(case, field) for field in plain.split()},
        status_label=say("standing_case_status", case.status, view),
        standing_label=say("member_status", case.standing, view),
        member=MemberOut(id=case.member_id, name=case.member.name),
        undecided=sum(one.outcome == rules.UNDECIDED for one in seen),
        entries=[_show_entry(case, one, view) for one in seen],
        actions={"decide": view.action([*deciding, *rules.may_decide(case.status)])},
    )


def _sees(case: StandingCase, entry: StandingEntry, view: View) -> bool:
    caller = view.caller
    if case.member_id in caller.member_ids or entry.host_id in caller.host_ids:
        return True
    return caller.has_role("officer", "operator", "auditor")


def _show_entry(case: StandingCase, entry: StandingEntry, view: View) -> StandingEntryOut:
    plain = "date_id booking_id host_id was outcome reason reason_code decided_at"
    booked = entry.date
    door = lacks_entry(view.caller, "host", "officer")
    hosting = door or states.lacks_hosting(view.caller, entry.host_id)
    undecided = entry.outcome == rules.UNDECIDED
    return StandingEntryOut(
        **{field: getattr(entry, field) for field in plain.split()},
        title=Bilingual.model_validate(entry.booking.title),
        space=named(booked.space),
        venue=named(booked.space.venue),
        starts_at=booked.starts_at,
        ends_at=booked.ends_at,
        date_status=booked.status,
        date_status_label=say("booking_status", booked.status, view),
        was_label=say("booking_status", entry.was, view),
        outcome_label=say("standing_outcome", entry.outcome, view),
        silent_until=silent_until(booked.starts_at, case.decide_by) if undecided else None,
        actions={
            name: view.action(
                [*hosting, *(rules.may_decide(case.status) or rules.may_pass(entry.outcome, to))]
            )
            for name, to in rules.DECISIONS.items()
        },
    )
