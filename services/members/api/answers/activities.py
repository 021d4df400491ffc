"""What activities of the network and places in them look like; names of persons only by right."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import activities as rules
from services.members.models import Activity, Participation
from shared.auth.caller import lacks_entry
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class ActivityOut(Answer):
    id: UUID
    kind: CodeOut
    status: str
    status_label: str
    title: Bilingual
    summary: Bilingual | None
    fields: list[CodeOut]
    place: str | None
    """Null when it is online."""
    starts_at: datetime
    ends_at: datetime
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime
    places: int | None
    """Null: as many as come."""
    seats_taken: int
    waiting: int
    places_for_each_member: int | None
    minutes: int | None
    gives_certificate: bool
    call_id: UUID | None
    online_url: str | None
    """For members and staff only."""
    cancel_reason: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


class ParticipationOut(Answer):
    id: UUID
    activity_id: UUID
    member_id: UUID
    member_name: str
    status: str
    status_label: str
    turn: int
    """The order of signing up; the waiting list follows it."""
    minutes: int | None
    reason: str | None
    document_id: UUID | None
    """The certificate of participation, once it is drafted."""
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


class ParticipationWhole(ParticipationOut):
    participant_name: str | None


class ParticipantsOut(Answer):
    activity_id: UUID
    items: list[ParticipationWhole]


def show_activity(row: Activity, view: View) -> ActivityOut:
    inside = bool(view.caller.member_ids) or view.caller.has_role("officer", "operator", "auditor")
    summary = Bilingual(vi=row.summary_vi, en=row.summary_en) if row.summary_vi else None
    return ActivityOut(
        id=row.id,
        kind=show_code("network_activity_kind", row.kind, view),
        status=row.status,
        status_label=show_code("activity_status", row.status, view).label,
        title=Bilingual(vi=row.title_vi, en=row.title_en),
        summary=summary,
        fields=[show_code("field", one, view) for one in row.fields],
        place=row.place,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        sign_up_opens_at=row.sign_up_opens_at,
        sign_up_closes_at=row.sign_up_closes_at,
        places=row.places,
        seats_taken=row.seats_taken,
        waiting=row.waiting,
        places_for_each_member=row.places_for_each_member,
        minutes=row.minutes,
        gives_certificate=row.gives_certificate,
        call_id=row.call_id,
        online_url=row.online_url if inside else None,
        cancel_reason=row.cancel_reason,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions=_activity_actions(row, view),
    )


def _activity_actions(row: Activity, view: View) -> Actions:
    staff, now = lacks_entry(view.caller, "officer"), view.now
    insider = lacks_entry(view.caller, "member", "officer")
    may = {
        "change": staff or rules.may_change(row.status, row.starts_at, now),
        "publish": staff or rules.may_publish(row.status, row.starts_at, now),
        "cancel": staff or rules.may_activity("cancel", row.status),
        "sign_up": insider or rules.may_sign_up(row.status, row.window, now),
        "note_attendance": staff or rules.may_note_attendance(row.status, row.starts_at, now),
        "hold": staff or rules.may_hold(row.status, row.ends_at, now, 0),
        "certify": staff or rules.may_certify(row.status, row.gives_certificate),
    }
    return {name: view.action(failures) for name, failures in may.items()}


def show_participation_in_list(row: Participation, view: View) -> ParticipationOut:
    return ParticipationOut.model_validate(_line(row, view))


def _line(row: Participation, view: View) -> dict[str, Any]:
    caller = view.caller
    own = row.member_id in caller.member_ids
    entry = lacks_entry(caller, "member", "officer")
    cancel = entry or rules.own_participation_only(caller.has_role("officer"), own)
    return {
        "id": row.id,
        "activity_id": row.activity_id,
        "member_id": row.member_id,
        "member_name": row.member_name,
        "status": row.status,
        "status_label": show_code("participation_status", row.status, view).label,
        "turn": row.turn,
        "minutes": row.minutes,
        "reason": row.reason,
        "document_id": row.document_id,
        "version": row.version,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "actions": {"cancel": view.action(cancel + rules.may_participation("cancel", row.status))},
    }


def show_participation(row: Participation, view: View) -> ParticipationWhole:
    return ParticipationWhole.model_validate(
        {**_line(row, view), "participant_name": row.participant_name}
    )


def show_participants(found: tuple[Activity, list[Participation]], view: View) -> ParticipantsOut:
    activity, rows = found
    return ParticipantsOut(
        activity_id=activity.id, items=[show_participation(row, view) for row in rows]
    )
