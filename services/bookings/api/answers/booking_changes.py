"""What a change of a granted booking looks like."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from services.bookings.api.answers.bookings import BookingOut, show_booking
from services.bookings.api.answers.parts import say
from services.bookings.domain.changing import may_decide
from services.bookings.domain.states import lacks_hosting
from services.bookings.models.asking import BookingChange
from services.bookings.usecases.change_bookings import Edited
from shared.auth.caller import lacks_entry
from shared.errors import Failure, Lack
from shared.http.act import View
from shared.http.fields import Actions, Answer


class FieldOut(Answer):
    code: str
    label: str | None


class ChangeOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    booking_id: UUID
    member_id: UUID
    host_id: UUID
    approves: list[FieldOut]
    """Which fields ask for the host's approval."""
    edit: dict[str, Any] | None
    """What changes of activity and answers; a null answer is taken back."""
    move: dict[str, Any] | None
    """The new time: `{date_id, scope, starts_at, ends_at}`."""
    note: str | None
    reason: str | None
    decided_at: datetime | None
    actions: Actions


class EditedOut(BookingOut):
    waiting_change: ChangeOut | None
    """What waits for the host; null when the edit is done."""


def show_change(change: BookingChange, view: View) -> ChangeOut:
    plain = (
        "id status version created_at updated_at booking_id member_id host_id edit move note "
        "reason decided_at"
    )
    return ChangeOut(
        **{field: getattr(change, field) for field in plain.split()},
        status_label=say("booking_change_status", change.status, view),
        approves=[
            FieldOut(code=code, label=say("booking_field", code, view)) for code in change.approves
        ],
        actions=_actions(change, view),
    )


def show_edited(edited: Edited, view: View) -> EditedOut:
    shown = show_booking(edited.booking, view)
    waiting = show_change(edited.change, view) if edited.change else None
    return EditedOut(**shown.model_dump(), waiting_change=waiting)


def _actions(change: BookingChange, view: View) -> Actions:
    caller = view.caller
    door = lacks_entry(caller, "host", "officer")
    hosting = door or [*lacks_hosting(caller, change.host_id), *may_decide(change)]
    mine = change.member_id in caller.member_ids or change.asked_by == caller.key
    asker: list[Failure] = [] if mine else [Lack("not_the_asker")]
    return {
        "approve": view.action(hosting),
        "refuse": view.action(hosting),
        "withdraw": view.action([*asker, *may_decide(change)]),
    }
