"""Samples of the promotion service: the piece that announces the workshop's pottery day."""

from __future__ import annotations

from datetime import datetime

from shared.events import promotion as events
from shared.events.base import Bilingual
from shared.events.samples.bookings import (
    ACTIVITY_TITLE,
    BOOKING_ID,
    ENDS_AT,
    MUSEUM,
    STAGE,
    STARTS_AT,
)
from shared.events.samples.making import coded, instant, sample, sample_id
from shared.events.samples.members import WORKSHOP

ITEM_ID = sample_id("item")


def _date(starts_at: datetime, ends_at: datetime) -> events.ItemDate:
    id = sample_id("booking date")
    return events.ItemDate(id=id, starts_at=starts_at, ends_at=ends_at, space=STAGE, stands=True)


_MOVED_TO = instant("2027-03-07T09:00+07:00"), instant("2027-03-07T17:00+07:00")

_ITEM = events.ItemState(
    id=ITEM_ID,
    slug="ngay-hoi-gom-mau",
    status=coded("published", "Đã đăng", "Published"),
    kind=coded("activity", "Hoạt động", "Activity"),
    title=ACTIVITY_TITLE,
    summary=Bilingual(
        vi="Xưởng Gốm Mẫu mời khách nặn gốm bên hồ (mẫu).",
        en="The sample pottery invites you to shape clay by the lake (sample).",
    ),
    body=Bilingual(
        vi="Vào cửa tự do. Trẻ em đi cùng người lớn. Đây là bài viết mẫu.",
        en="Free entry. Children come with an adult. This is a sample text.",
    ),
    languages=["vi", "en"],
    url="https://promotion.hcn.example/items/ngay-hoi-gom-mau",
    member=WORKSHOP,
    booking_id=BOOKING_ID,
    place=events.ItemPlace(space=STAGE, venue=MUSEUM),
    starts_at=STARTS_AT,
    ends_at=ENDS_AT,
    dates=[_date(STARTS_AT, ENDS_AT)],
    license=coded("cc-by-4.0", "Ghi công 4.0 Quốc tế", "Attribution 4.0 International"),
    published_at=instant("2027-02-08T08:00+07:00"),
    updated_at=instant("2027-02-08T08:00+07:00"),
    retracted_at=None,
    retraction_code=None,
)

_NOTICE = events.ItemNotice(
    id=ITEM_ID, title=ACTIVITY_TITLE, member=WORKSHOP, booking_id=BOOKING_ID, version=2
)

_POST = events.PostOutcome(id=sample_id("post"), item_id=ITEM_ID, channel="website")

SAMPLES = (
    sample("2027-02-03T03:00Z", events.ItemSubmittedV1, _NOTICE),
    sample(
        "2027-02-04T03:00Z",
        events.ItemChangesRequestedV1,
        _NOTICE,
        version=3,
        reason="Xin ghi rõ hoạt động có thu phí hay không (mẫu).",
    ),
    sample("2027-02-05T03:00Z", events.ItemApprovedV1, _NOTICE, version=5),
    sample(
        "2027-02-05T04:00Z",
        events.ItemScheduledV1,
        _NOTICE,
        version=6,
        publish_at=instant("2027-02-08T08:00+07:00"),
    ),
    sample("2027-02-08T01:00Z", events.ItemPublishedV1, _ITEM),
    sample(
        "2027-02-08T01:01Z",
        events.PostDeliveredV1,
        _POST,
        external_url="https://website.example/2027/ngay-hoi-gom-mau",
    ),
    sample(
        "2027-02-08T01:02Z",
        events.PostFailedV1,
        _POST,
        id=sample_id("post on the fediverse"),
        channel="mastodon",
        error_code="token_expired",
    ),
    sample(
        "2027-02-08T01:03Z",
        events.PostUnconfirmedV1,
        _POST,
        id=sample_id("post on facebook"),
        channel="facebook",
        error_code="timed_out",
    ),
    sample(
        "2027-02-10T04:00Z",
        events.ItemCorrectedV1,
        _ITEM,
        starts_at=_MOVED_TO[0],
        ends_at=_MOVED_TO[1],
        dates=[_date(*_MOVED_TO)],
        updated_at=instant("2027-02-10T11:00+07:00"),
    ),
    sample(
        "2027-03-08T01:00Z",
        events.ItemExpiredV1,
        _ITEM,
        status=coded("expired", "Đã qua", "Expired"),
        starts_at=_MOVED_TO[0],
        ends_at=_MOVED_TO[1],
        dates=[_date(*_MOVED_TO)],
        updated_at=instant("2027-03-08T08:00+07:00"),
    ),
    sample(
        "2027-03-09T04:00Z",
        events.ItemRetractedV1,
        _ITEM,
        id=sample_id("retracted item"),
        slug=None,
        url=f"https://promotion.hcn.example/v1/items/{sample_id('retracted item')}/page",
        status=coded("retracted", "Đã gỡ", "Retracted"),
        title=None,
        summary=None,
        body=None,
        languages=[],
        place=None,
        dates=[],
        booking_id=None,
        updated_at=instant("2027-03-09T11:00+07:00"),
        retracted_at=instant("2027-03-09T11:00+07:00"),
        retraction_code=coded("activity_cancelled", "Hoạt động bị hủy", "Activity cancelled"),
    ),
)
