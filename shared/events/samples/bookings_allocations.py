"""Samples of allocation rounds: what the workshop was given, and a round that was called off."""

from __future__ import annotations

from shared.events import bookings as events
from shared.events.base import Bilingual
from shared.events.samples.bookings import ACTIVITY_TITLE, MUSEUM, STAGE
from shared.events.samples.bookings_follow_ups import EVENING
from shared.events.samples.making import coded, instant, sample, sample_id
from shared.events.samples.members import WORKSHOP

_ROUND = events.AllocationNotice(
    id=sample_id("allocation round"),
    member=WORKSHOP,
    name=Bilingual(vi="Phân bổ mùa hè 2027 (mẫu)", en="Summer 2027 allocation (sample)"),
    season=Bilingual(vi="Mùa hè 2027 (mẫu)", en="Summer 2027 (sample)"),
)
SAMPLES = (
    sample(
        "2027-04-15T02:00Z",
        events.AllocationOutcomeV1,
        _ROUND,
        wishes=[
            events.WishOutcome(
                id=sample_id("wish for the stage"),
                activity_title=EVENING,
                wanted=2,
                outcome=coded("partly_placed", "Được xếp một phần", "Partly placed"),
                times=[
                    events.GivenTime(
                        booking_id=sample_id("booking from the round"),
                        starts_at=instant("2027-06-05T18:00+07:00"),
                        ends_at=instant("2027-06-05T21:00+07:00"),
                        space=STAGE,
                        venue=MUSEUM,
                    )
                ],
                why_not=[
                    Bilingual(
                        vi="12/06/2027 18:00 – 12/06/2027 21:00, Sân khấu kính Mẫu: đã có lịch từ "
                        "trước (Đặt chỗ).",
                        en="12/06/2027 18:00 – 12/06/2027 21:00, Sample glass stage: taken before "
                        "the round (Booking).",
                    )
                ],
            ),
            events.WishOutcome(
                id=sample_id("wish for the hall"),
                activity_title=ACTIVITY_TITLE,
                wanted=1,
                outcome=coded("not_placed", "Không xếp được", "Not placed"),
                times=[],
                why_not=[
                    Bilingual(
                        vi="20/06/2027 09:00 – 20/06/2027 17:00, Phòng trưng bày Mẫu: người phụ "
                        "trách đã xếp cho nguyện vọng khác.",
                        en="20/06/2027 09:00 – 20/06/2027 17:00, Sample gallery: given to another "
                        "wish by hand.",
                    )
                ],
            ),
        ],
    ),
    sample(
        "2027-10-10T02:00Z",
        events.AllocationCalledOffV1,
        _ROUND,
        id=sample_id("second allocation round"),
        reason="Sân khấu được tu sửa trong cả mùa (mẫu).",
    ),
)
