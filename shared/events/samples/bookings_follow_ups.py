"""Samples of what follows: a pause, a list of dates, a change, a lost place, a closure."""

from __future__ import annotations

from shared.events import bookings as events
from shared.events.base import Bilingual, Reference
from shared.events.samples.bookings import (
    ACTIVITY_TITLE,
    BOOKING_ID,
    ENDS_AT,
    MOVED_ENDS_AT,
    MOVED_STARTS_AT,
    MUSEUM,
    STAGE,
    STARTS_AT,
)
from shared.events.samples.making import coded, instant, sample, sample_id
from shared.events.samples.members import WORKSHOP

EVENING = Bilingual(vi="Đêm gốm và nhạc mẫu", en="Sample evening of pottery and music")
_HALL = Reference(id=sample_id("hall"), name="Phòng trưng bày Mẫu")
_HOST = sample_id("host")

_PAUSE = (
    sample(
        "2027-05-12T11:30Z",
        events.RequestsPausedV1,
        events.RequestsPausedV1(
            id=sample_id("conduct mark"),
            member=WORKSHOP,
            starts_at=instant("2027-05-12T11:30Z"),
            until=instant("2027-06-11T11:30Z"),
            marks=[
                events.CountedMark(
                    kind=coded("late_cancellation", "Hủy muộn", "Cancelled late"),
                    activity_title=EVENING,
                    space=STAGE,
                    starts_at=instant("2027-04-20T18:00+07:00"),
                    points=1,
                ),
                events.CountedMark(
                    kind=coded("no_show", "Không đến", "No-show"),
                    activity_title=ACTIVITY_TITLE,
                    space=STAGE,
                    starts_at=instant("2027-05-12T18:00+07:00"),
                    points=2,
                ),
            ],
            points_for_pause=3,
            window_days=90,
        ),
    ),
    sample(
        "2027-05-14T02:00Z",
        events.RequestsResumedV1,
        events.RequestsResumedV1(
            id=sample_id("conduct mark"),
            member=WORKSHOP,
            reason="Cổng vào bị chặn, đoàn không vào được (mẫu).",
        ),
    ),
)

_LISTED = events.StandingDate(
    id=sample_id("booking date"),
    activity_title=ACTIVITY_TITLE,
    space=STAGE,
    venue=MUSEUM,
    host_id=_HOST,
    starts_at=STARTS_AT,
    ends_at=ENDS_AT,
    granted=True,
    outcome=coded("undecided", "Chưa quyết định", "Undecided"),
)
_ASKED = _LISTED.model_copy(
    update={
        "id": sample_id("asked date"),
        "activity_title": EVENING,
        "starts_at": instant("2027-03-27T18:00+07:00"),
        "ends_at": instant("2027-03-27T21:00+07:00"),
        "granted": False,
    }
)
_CASE = events.StandingNotice(
    id=sample_id("standing case"),
    member=WORKSHOP,
    standing=coded("suspended", "Tạm đình chỉ", "Suspended"),
    decide_by=instant("2027-03-08T09:00+07:00"),
    keeps_begun=True,
    dates=[_LISTED, _ASKED],
    version=2,
)
_STANDING = (
    sample("2027-03-01T02:00Z", events.StandingCaseOpenedV1, _CASE),
    sample(
        "2027-03-03T02:00Z",
        events.StandingCaseDecidedV1,
        _CASE,
        dates=[
            _LISTED.model_copy(update={"outcome": coded("kept", "Giữ lại", "Kept")}),
            _ASKED.model_copy(update={"outcome": coded("cancelled", "Đã hủy", "Cancelled")}),
        ],
        undecided=0,
        reinstated=False,
        decided_by="officer",
        reason="Ngày hội đã được thông báo rộng rãi nên vẫn tổ chức (mẫu).",
        version=3,
    ),
)

_CHANGE = events.ChangeNotice(
    id=sample_id("booking change"),
    booking_id=BOOKING_ID,
    member=WORKSHOP,
    space=STAGE,
    venue=MUSEUM,
    host_id=_HOST,
    activity_title=ACTIVITY_TITLE,
    starts_at=STARTS_AT,
    ends_at=ENDS_AT,
    fields=[coded("time", "Thời gian", "Time")],
    wanted_starts_at=MOVED_STARTS_AT,
    wanted_ends_at=MOVED_ENDS_AT,
    status=coded("waiting", "Chờ chấp thuận", "Waiting for approval"),
    version=1,
)
_CHANGES = (
    sample("2027-02-08T03:00Z", events.ChangeAskedV1, _CHANGE),
    sample(
        "2027-02-09T03:00Z",
        events.ChangeDecidedV1,
        _CHANGE,
        status=coded("refused", "Không chấp thuận", "Refused"),
        reason="Ngày hôm sau sân khấu đã có lịch (mẫu).",
        version=2,
    ),
)

_FALLBACK = (
    sample(
        "2027-03-02T03:00Z",
        events.FallbackLostV1,
        events.FallbackLostV1(
            id=sample_id("fallback"),
            booking_id=BOOKING_ID,
            member=WORKSHOP,
            host_id=_HOST,
            activity_title=ACTIVITY_TITLE,
            starts_at=MOVED_STARTS_AT,
            ends_at=MOVED_ENDS_AT,
            space=STAGE,
            fallback=_HALL,
            version=3,
        ),
    ),
)

_UPSET = events.UpsetNotice(
    id=sample_id("closure"),
    member=WORKSHOP,
    host_id=_HOST,
    cause=coded("closed", "Địa điểm tạm đóng", "The place is closed for a time"),
    decided_by="host",
    starts_at=instant("2027-03-06T00:00+07:00"),
    ends_at=instant("2027-03-28T00:00+07:00"),
    reason=Bilingual(vi="Sửa mái sân khấu (mẫu)", en="The roof is mended (sample)"),
    reason_code=coded("maintenance", "Bảo dưỡng", "Maintenance"),
    dates=[
        events.UpsetDate(
            id=sample_id("booking date"),
            booking_id=BOOKING_ID,
            activity_title=ACTIVITY_TITLE,
            outcome=coded("moved", "Chuyển chỗ", "Moved"),
            space=_HALL,
            venue=MUSEUM,
            starts_at=STARTS_AT,
            ends_at=ENDS_AT,
            former_space=STAGE,
            former_starts_at=STARTS_AT,
            former_ends_at=ENDS_AT,
        ),
        events.UpsetDate(
            id=sample_id("asked date"),
            booking_id=sample_id("evening booking"),
            activity_title=EVENING,
            outcome=coded("called_off", "Chưa có chỗ", "No place now"),
            space=STAGE,
            venue=MUSEUM,
            starts_at=instant("2027-03-27T18:00+07:00"),
            ends_at=instant("2027-03-27T21:00+07:00"),
        ),
    ],
    version=1,
)
_UPSETS = (
    sample("2027-02-20T02:00Z", events.ClosureToldV1, _UPSET),
    sample(
        "2027-03-05T02:00Z",
        events.WeatherCallToldV1,
        _UPSET,
        id=sample_id("weather call"),
        cause=coded("bad_weather", "Thời tiết xấu", "Bad weather"),
        starts_at=instant("2027-03-06T06:00+07:00"),
        ends_at=instant("2027-03-06T20:00+07:00"),
        reason=Bilingual(vi="Mưa to (mẫu)", en="Heavy rain (sample)"),
        reason_code=coded("weather", "Thời tiết", "Weather"),
        dates=_UPSET.dates[:1],
    ),
)

_ERASURE = (
    sample(
        "2027-11-02T03:00:02Z",
        events.ErasureCarriedOutV1,
        events.ErasureCarriedOutV1(
            id=sample_id("request to be forgotten"),
            erased=[
                events.ErasedPlace(
                    place=coded(
                        "answers",
                        "Câu trả lời cho câu hỏi của địa điểm",
                        "Answers to the place's questions",
                    ),
                    count=2,
                )
            ],
            kept=[
                events.KeptPlace(
                    place=coded(
                        "bookings",
                        "Đặt chỗ: hoạt động, thời gian, quyết định",
                        "Bookings: activity, times, decisions",
                    ),
                    count=2,
                    why=coded("administrative_record", "Hồ sơ hành chính", "Administrative record"),
                )
            ],
            still_found=[],
        ),
    ),
)

SAMPLES = (*_PAUSE, *_STANDING, *_CHANGES, *_FALLBACK, *_UPSETS, *_ERASURE)
