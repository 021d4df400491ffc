"""What a weather call looks like: whom it touches, and where each date goes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.bookings.api.answers.bookings import MemberOut
from services.bookings.api.answers.closures import TouchedOut
from services.bookings.api.answers.parts import NamedOut, named, say
from services.bookings.domain import states, weather
from services.bookings.models import WeatherCall, WeatherEffect
from services.bookings.texts import SENTENCES
from shared.auth.caller import lacks_entry
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class WeatherEffectOut(Answer):
    booking_id: UUID
    date_id: UUID
    starts_at: datetime
    ends_at: datetime
    title: Bilingual
    member: MemberOut
    outcome: str
    outcome_label: str | None
    from_space: NamedOut
    to_space: NamedOut | None
    undone: bool
    """It has its own place again."""


class WeatherCallOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    host_id: UUID
    venue_id: UUID | None
    space_ids: list[UUID]
    starts_at: datetime
    ends_at: datetime
    remedy: str
    remedy_label: str | None
    reason: Bilingual | None
    touches: TouchedOut
    effects: list[WeatherEffectOut]
    actions: Actions


def show_weather_call(call: WeatherCall, view: View) -> WeatherCallOut:
    plain = (
        "id status version created_at updated_at host_id venue_id space_ids starts_at ends_at "
        "remedy"
    )
    door = lacks_entry(view.caller, "host", "officer")
    rights = states.lacks_hosting(view.caller, call.host_id)
    refused = door or [*rights, *weather.may_undo(call.status)]
    return WeatherCallOut(
        **{field: getattr(call, field) for field in plain.split()},
        status_label=say("weather_call_status", call.status, view),
        remedy_label=say("weather_remedy", call.remedy, view),
        reason=Bilingual.model_validate(call.reason) if call.reason else None,
        touches=_touched(call, view),
        effects=[_show_effect(one, view) for one in call.effects],
        actions={"undo": view.action(refused)},
    )


def _touched(call: WeatherCall, view: View) -> TouchedOut:
    moved = sum(one.outcome == weather.MOVED for one in call.effects)
    counts = {
        "bookings": len({one.booking_id for one in call.effects}),
        "dates": len(call.effects),
        "members": len({one.booking.member_id for one in call.effects}),
    }
    sentence = SENTENCES["weather_call_touches"].say(
        view.locale, **counts, moved=moved, called_off=len(call.effects) - moved
    )
    return TouchedOut(**counts, sentence=sentence)


def _show_effect(effect: WeatherEffect, view: View) -> WeatherEffectOut:
    booking = effect.booking
    return WeatherEffectOut(
        booking_id=effect.booking_id,
        date_id=effect.date_id,
        starts_at=effect.date.starts_at,
        ends_at=effect.date.ends_at,
        title=Bilingual.model_validate(booking.title),
        member=MemberOut(id=booking.member_id, name=booking.member.name),
        outcome=effect.outcome,
        outcome_label=say("weather_outcome", effect.outcome, view),
        from_space=named(effect.from_space),
        to_space=named(effect.to_space) if effect.to_space else None,
        undone=effect.undone,
    )
