"""Samples of the bookings service: a stage by the lake and the workshop's pottery day on it."""

from __future__ import annotations

from shared.events import bookings as events
from shared.events.base import Bilingual, Reference
from shared.events.samples.making import coded, instant, sample, sample_id
from shared.events.samples.members import WORKSHOP

MUSEUM = Reference(id=sample_id("venue"), name="Bảo tàng Mẫu bên hồ")
STAGE = Reference(id=sample_id("space"), name="Sân khấu kính Mẫu")
BOOKING_ID = sample_id("booking")
ACTIVITY_TITLE = Bilingual(vi="Ngày hội gốm mẫu", en="Sample pottery day")
STARTS_AT = instant("2027-03-06T09:00+07:00")
ENDS_AT = instant("2027-03-06T17:00+07:00")

_SPACE = events.SpaceState(
    id=STAGE.id,
    name=Bilingual(vi=STAGE.name, en="Sample glass stage"),
    venue=MUSEUM,
    kind=coded("stage", "Sân khấu", "Stage"),
    capacity=200,
    indoor=False,
    ward="Phường Từ Liêm",
    address="Đường Phạm Hùng (mẫu)",
    parent=Reference(id=sample_id("grounds"), name="Khuôn viên ngoài trời Mẫu"),
    status=coded("open", "Đang mở", "Open"),
)

MOVED_STARTS_AT = instant("2027-03-07T09:00+07:00")
MOVED_ENDS_AT = instant("2027-03-07T17:00+07:00")

_DATE = events.BookedDate(
    id=sample_id("booking date"),
    starts_at=STARTS_AT,
    ends_at=ENDS_AT,
    status=coded("confirmed", "Đã xác nhận", "Confirmed"),
    space=STAGE,
)
_MOVED_DATE = _DATE.model_copy(update={"starts_at": MOVED_STARTS_AT, "ends_at": MOVED_ENDS_AT})
_COMPLETED = coded("completed", "Đã diễn ra", "Completed")
_CANCELLED = coded("cancelled", "Đã hủy", "Cancelled")

_NOTICE_DATE = events.NoticeDate(id=_DATE.id, starts_at=STARTS_AT, ends_at=ENDS_AT, space=STAGE)

_BOOKING = events.BookingState(
    id=BOOKING_ID,
    status=coded("confirmed", "Đã xác nhận", "Confirmed"),
    space=STAGE,
    venue=MUSEUM,
    starts_at=STARTS_AT,
    ends_at=ENDS_AT,
    dates=[_DATE],
    activity=events.PublicActivity(
        title=ACTIVITY_TITLE,
        summary=Bilingual(
            vi="Khách tự tay nặn và vẽ gốm cùng thợ của xưởng (mẫu).",
            en="Visitors shape and paint pottery with the workshop's potters (sample).",
        ),
        kind=coded("workshop", "Trải nghiệm, thực hành", "Workshop"),
        expected_audience=120,
    ),
    member=WORKSHOP,
)

_NOTICE = events.BookingNotice(
    id=BOOKING_ID,
    member=WORKSHOP,
    space=STAGE,
    venue=MUSEUM,
    host_id=sample_id("host"),
    starts_at=STARTS_AT,
    ends_at=ENDS_AT,
    dates=[_NOTICE_DATE],
    activity_title=ACTIVITY_TITLE,
    public=True,
    version=1,
)

_PRIVATE_NOTICE = _NOTICE.model_copy(
    update={
        "id": sample_id("rehearsal"),
        "activity_title": Bilingual(vi="Buổi tập nội bộ (mẫu)", en="Closed rehearsal (sample)"),
        "public": False,
    }
)

_SPACES = (
    sample("2026-11-01T02:00Z", events.SpacePublishedV1, _SPACE),
    sample("2026-11-05T02:00Z", events.SpaceChangedV1, _SPACE, capacity=180),
    sample(
        "2027-04-01T02:00Z",
        events.SpaceClosedV1,
        _SPACE,
        status=coded("closed", "Tạm đóng", "Closed"),
    ),
    sample("2027-05-01T02:00Z", events.SpaceReopenedV1, _SPACE),
    sample(
        "2029-05-01T02:00Z",
        events.SpaceWithdrawnV1,
        _SPACE,
        status=coded("withdrawn", "Ngừng khai thác", "Withdrawn"),
    ),
)

_BOOKINGS = (
    sample("2027-02-01T03:00Z", events.BookingRequestedV1, _NOTICE),
    sample("2027-02-02T03:00:00Z", events.BookingConfirmedV1, _BOOKING),
    sample("2027-02-02T03:00:01Z", events.BookingGrantedV1, _NOTICE, version=2),
    sample(
        "2027-02-10T03:00:00Z",
        events.BookingRescheduledV1,
        _BOOKING,
        starts_at=MOVED_STARTS_AT,
        ends_at=MOVED_ENDS_AT,
        dates=[_MOVED_DATE],
    ),
    sample(
        "2027-02-10T03:00:01Z",
        events.BookingMovedV1,
        _NOTICE,
        version=3,
        starts_at=MOVED_STARTS_AT,
        ends_at=MOVED_ENDS_AT,
        dates=[
            events.NoticeDate(
                id=_DATE.id,
                starts_at=MOVED_STARTS_AT,
                ends_at=MOVED_ENDS_AT,
                space=STAGE,
                former_starts_at=STARTS_AT,
                former_ends_at=ENDS_AT,
            )
        ],
        former_starts_at=STARTS_AT,
        former_ends_at=ENDS_AT,
    ),
    sample(
        "2027-03-07T10:30Z",
        events.BookingCompletedV1,
        _BOOKING,
        status=_COMPLETED,
        starts_at=MOVED_STARTS_AT,
        ends_at=MOVED_ENDS_AT,
        dates=[_MOVED_DATE.model_copy(update={"status": _COMPLETED})],
    ),
    sample(
        "2027-03-08T03:00Z",
        events.BookingDeclinedV1,
        _PRIVATE_NOTICE,
        id=sample_id("declined booking"),
        reason="Sân khấu được bảo dưỡng trong ngày này (mẫu).",
        reason_code=coded("maintenance", "Bảo dưỡng", "Maintenance"),
        version=2,
    ),
    sample(
        "2027-03-09T03:00:00Z",
        events.BookingCancelledV1,
        _BOOKING,
        id=_PRIVATE_NOTICE.id,
        status=_CANCELLED,
        dates=[_DATE.model_copy(update={"status": _CANCELLED})],
        activity=None,
        member=None,
    ),
    sample(
        "2027-03-09T03:00:01Z",
        events.BookingCalledOffV1,
        _PRIVATE_NOTICE,
        reason_code=coded("changed_plans", "Thay đổi kế hoạch", "Changed plans"),
        cancelled_by="member",
        version=3,
    ),
    sample(
        "2027-03-20T11:00Z",
        events.BookingNoShowV1,
        _PRIVATE_NOTICE,
        id=sample_id("missed booking"),
        version=3,
    ),
)

_AFTER = (
    sample(
        "2027-03-09T02:00Z",
        events.ActivityReportedV1,
        _MOVED_DATE,
        id=sample_id("activity report"),
        booking_id=BOOKING_ID,
        date_id=_MOVED_DATE.id,
        member=WORKSHOP,
        activity_title=ACTIVITY_TITLE,
        audience=135,
        counted=True,
        version=3,
    ),
    sample(
        "2027-03-22T03:00Z",
        events.NoShowVoidedV1,
        _DATE,
        id=sample_id("conduct mark"),
        booking_id=sample_id("missed booking"),
        date_id=_DATE.id,
        member=WORKSHOP,
    ),
)

SAMPLES = (*_SPACES, *_BOOKINGS, *_AFTER)
