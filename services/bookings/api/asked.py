"""What a request for a place says, over HTTP: as one that is sent, and in drafts and watches."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.bookings.api.fields import Answers, End, Times
from services.bookings.api.place_fields import Codes, Loudness
from services.bookings.domain.intervals import Interval
from services.bookings.usecases import request_bookings
from shared.errors import Failure, Invalid
from shared.http.fields import BilingualLine, BilingualProse, Code, Instant, RequestBody


class Activity(RequestBody):
    title: BilingualLine
    summary: BilingualProse | None = None
    """What it is, for whoever reads the calendar."""
    kind: Code
    """Of `activity_kind`."""
    expected_audience: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    """How many people come; a place holds so many by its set-up."""
    layout: Code | None = None
    """How the place is to be set up (`layout`); any way when left out."""
    contents: Codes = Field(default=[])
    """Its main contents (`content`), of which a place may refuse some."""
    loudness: Loudness | None = None
    """Of `loudness`; as loud as its kind usually is when left out."""
    public: bool = True
    """Public activities appear in the calendar and may be promoted; others show time and place."""


class EquipmentWish(RequestBody):
    equipment_id: UUID
    """Of what the venue of the space lends: `GET /v1/equipment?venue_id=`."""
    count: Annotated[int, Field(ge=1, le=1_000_000)]


class CreateBooking(RequestBody):
    space_id: UUID
    activity: Activity
    starts_at: Instant | None = None
    """Of the only date, or of the first one of `rrule`; else `dates`."""
    ends_at: End | None = None
    rrule: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    """Repeats `starts_at`-`ends_at`: an RFC 5545 rule with FREQ=DAILY, WEEKLY or MONTHLY and an
    end, walked in Hanoi time."""
    dates: Annotated[list[Times], Field(min_length=1, max_length=1000)] | None = None
    """Instead of one time and a rule: each date by itself. Answers number them in order of time."""
    equipment: list[EquipmentWish] = Field(default_factory=list, max_length=50)
    """What it wants of the venue's equipment on each date."""
    partly: bool = False
    """Dates that cannot be had are declined at once, with their failures, and the others are
    requested; without it the refusal lists each failing date."""
    member_id: UUID | None = None
    """For whom; needed from an officer and from someone who acts for several members."""
    answers: Answers = Field(default={})
    """To the form of the place, see its asking-rules."""

    @property
    def times(self) -> list[Interval]:
        """Raises Invalid unless it is one time, with or without a rule, or a list of dates."""
        one = self.starts_at is not None or self.ends_at is not None or self.rrule is not None
        if self.dates is not None and not one:
            return [date.interval for date in self.dates]
        if self.dates is not None or self.starts_at is None or self.ends_at is None:
            field = "ends_at" if self.starts_at is not None and self.dates is None else "starts_at"
            raise Invalid(Failure("times_unclear", field=field))
        return [Interval(self.starts_at, self.ends_at)]

    def read(self) -> request_bookings.Request:
        """What is asked for. Raises Invalid for times that are unclear."""
        activity = self.activity
        return request_bookings.Request(
            space_id=self.space_id,
            times=self.times,
            kind=activity.kind,
            audience=activity.expected_audience,
            layout=activity.layout,
            contents=activity.contents,
            loudness=activity.loudness,
            title=activity.title.model_dump(),
            summary=activity.summary.model_dump() if activity.summary else None,
            public=activity.public,
            member_id=self.member_id,
            rrule=self.rrule,
            equipment={one.equipment_id: one.count for one in self.equipment},
            partly=self.partly,
            answers=self.answers,
        )
