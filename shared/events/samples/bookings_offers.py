"""Samples of offers: an evening that became free is held for the workshop, which lets it pass."""

from __future__ import annotations

from shared.events import bookings as events
from shared.events.base import Bilingual
from shared.events.samples.bookings import MUSEUM, STAGE
from shared.events.samples.making import coded, instant, sample, sample_id
from shared.events.samples.members import WORKSHOP

_OFFER = events.OfferNotice(
    id=sample_id("offer"),
    booking_id=None,
    member=WORKSHOP,
    host_id=sample_id("host"),
    origin=coded("watch", "Có chỗ trống theo đăng ký chờ", "A watched time became free"),
    status=coded("open", "Chờ thành viên trả lời", "Waiting for the member"),
    times=[
        events.OfferedTime(
            starts_at=instant("2027-03-27T18:00+07:00"),
            ends_at=instant("2027-03-27T21:00+07:00"),
            space=STAGE,
            venue=MUSEUM,
        )
    ],
    starts_at=instant("2027-03-27T18:00+07:00"),
    held_until=instant("2027-03-23T09:00+07:00"),
    activity_title=Bilingual(vi="Đêm gốm và nhạc mẫu", en="Sample evening of pottery and music"),
    version=2,
)

SAMPLES = (
    sample("2027-03-22T02:00Z", events.BookingOfferedV1, _OFFER),
    sample(
        "2027-03-23T02:00Z",
        events.BookingOfferLapsedV1,
        _OFFER,
        status=coded("lapsed", "Hết hạn", "Lapsed"),
        version=3,
    ),
)
