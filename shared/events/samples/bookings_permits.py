"""Samples of permits: the pottery day with a concert, and what it had to file."""

from __future__ import annotations

from datetime import date

from shared.events import bookings as events
from shared.events.base import Bilingual
from shared.events.samples.bookings import ACTIVITY_TITLE, BOOKING_ID
from shared.events.samples.making import coded, sample, sample_id
from shared.events.samples.members import WORKSHOP

_APPROVAL = coded(
    "performance_approval", "Chấp thuận tổ chức biểu diễn nghệ thuật", "Approval of a performance"
)
_PERMIT = events.PermitNotice(
    id=sample_id("permit"),
    booking_id=BOOKING_ID,
    member=WORKSHOP,
    host_id=sample_id("host"),
    activity_title=ACTIVITY_TITLE,
    activity_on=date(2027, 3, 6),
)

SAMPLES = (
    sample(
        "2027-02-19T01:00Z",
        events.PermitStepDueV1,
        _PERMIT,
        procedure=_APPROVAL,
        receiver=coded(
            "department",
            "Sở Văn hóa và Thể thao Hà Nội",
            "Hanoi Department of Culture and Sports",
        ),
        stage=coded("soon", "Sắp hết hạn nộp", "Soon to be filed"),
        due_on=date(2027, 2, 24),
        source=Bilingual(
            vi="Nghị định 144/2020 được sửa đổi bởi Nghị định 137/2025 (mẫu)",
            en="Decree 144/2020 as changed by Decree 137/2025 (sample)",
        ),
        checked_on=date(2026, 11, 23),
    ),
    sample(
        "2027-03-02T03:00Z",
        events.PermitCompletedV1,
        _PERMIT,
        outcomes=[
            events.PermitOutcome(
                procedure=_APPROVAL, outcome=coded("granted", "Được chấp nhận", "Granted")
            )
        ],
    ),
)
