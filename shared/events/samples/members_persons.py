"""Samples of the events about requests of persons; persons and numbers are invented."""

from __future__ import annotations

from datetime import date

from shared.events import members as events
from shared.events.samples.making import coded, sample, sample_id

_REQUEST = events.PersonalDataNotice(
    id=sample_id("request about personal data"),
    number="DL-2026-0001",
    kind=coded("copy", "Cung cấp bản sao dữ liệu", "Get a copy of the data"),
    status=coded("received", "Đã nhận", "Received"),
    contact_id=sample_id("contact of the café"),
    version=1,
)

SAMPLES = (
    sample(
        "2026-12-21T02:00Z",
        events.PersonalDataRequestReceivedV1,
        _REQUEST,
        received_on=date(2026, 12, 21),
        acknowledge_by=date(2026, 12, 23),
        answer_by=date(2026, 12, 31),
    ),
    sample(
        "2026-12-28T01:00Z",
        events.PersonalDataRequestDueV1,
        _REQUEST,
        status=coded("acknowledged", "Đã xác nhận tiếp nhận", "Acknowledged"),
        due_on=date(2026, 12, 31),
        overdue=False,
    ),
    sample(
        "2026-12-30T03:00Z",
        events.PersonalDataRequestAnsweredV1,
        _REQUEST,
        version=4,
        status=coded("fulfilled", "Đã thực hiện", "Fulfilled"),
        answer_by=date(2026, 12, 31),
    ),
    sample(
        "2027-11-02T03:00:00Z",
        events.PersonErasureOrderedV1,
        events.PersonErasureOrderedV1(
            id=sample_id("request to be forgotten"),
            sign_in="https://login.example|nguoi-mau",
            stand_in="erased|0197c000-0000-7000-8000-000000000001",
            traces=["Nguyễn Thị Mẫu", "mau@xuong-gom.example"],
        ),
    ),
    sample(
        "2027-11-02T03:00:05Z",
        events.PersonErasedV1,
        events.PersonErasedV1(id=sample_id("request to be forgotten")),
    ),
)
