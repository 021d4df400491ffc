"""From a confirmed booking to three feeds, and back."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree as XML

import icalendar

from shared.events.bookings import (
    BookingCancelledV1,
    BookingCompletedV1,
    BookingRescheduledV1,
)
from shared.events.promotion import (
    ItemApprovedV1,
    ItemCorrectedV1,
    ItemExpiredV1,
    ItemPublishedV1,
    ItemRetractedV1,
    ItemSubmittedV1,
    PostDeliveredV1,
)
from tests.promotion.making import (
    ENDS_AT,
    LOBBY,
    MEMBER,
    STARTS_AT,
    act,
    booking,
    drafted,
    item_of,
    published,
)

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


async def read_atom(promotion, **params):
    answer = await promotion.http.get("/v1/feeds/atom.xml", params=params)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return XML.fromstring(answer.content)


async def read_json(promotion, **params):
    return (await promotion.http.get("/v1/feeds/feed.json", params=params)).json()


async def read_calendar(promotion, **params):
    answer = await promotion.http.get("/v1/feeds/calendar.ics", params=params)
    return icalendar.Calendar.from_ical(answer.content).walk("VEVENT")


async def test_a_confirmed_booking_is_drafted_once(promotion):
    event, item = await drafted(promotion)
    await promotion.deliver(event)
    await promotion.deliver(event, announced=True)
    again = await item_of(promotion, event.id)
    assert again["id"] == item["id"]
    assert (item["status"], item["authors"]) == ("draft", ["system"])
    assert item["title"] == {"vi": "Ngày hội gốm Đông Đô <3", "en": "Pottery day & more"}
    assert item["member"] == {"id": str(MEMBER), "name": "Xưởng Gốm Mẫu"}
    assert item["place"]["space"]["name"] == "Sân khấu kính"
    assert item["kind"] == "workshop"


async def test_a_booking_without_public_activity_gets_no_item(promotion):
    event = booking(activity=None, member=None)
    await promotion.deliver(event)
    answer = await promotion.as_("editor").get(f"/v1/items?booking_id={event.id}")
    assert answer.json()["items"] == []


async def test_an_activity_without_summary_gets_a_plain_sentence(promotion):
    _, item = await drafted(
        promotion, activity=booking().activity.model_copy(update={"summary": None})
    )
    assert item["summary"]["vi"] == "Xưởng Gốm Mẫu tổ chức tại Sân khấu kính, Bảo tàng Hà Nội."


async def test_an_editor_approves_and_publishes_a_draft_into_all_feeds(promotion):
    item = await published(promotion)
    assert item["status"] == "published"
    assert {post["channel"] for post in item["posts"]} == {"atom", "json_feed", "calendar"}
    assert item["slug"] == "ngay-hoi-gom-dong-do-3"
    [event] = await promotion.published(ItemPublishedV1, item["id"])
    assert event.url == f"http://127.0.0.1:8103/v1/items/{item['id']}/page"
    assert event.languages == ["vi", "en"]
    assert event.place is not None
    assert event.place.space.name == "Sân khấu kính"

    feed = await read_atom(promotion)
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{item['id']}"
    assert entry.findtext(f"{ATOM}title") == "Ngày hội gốm Đông Đô <3"
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "Xưởng Gốm Mẫu"
    assert entry.find(f"{ATOM}link[@rel='alternate']").get("href").startswith(event.url)

    [shown] = (await read_json(promotion, lang="en"))["items"]
    assert shown["title"] == "Pottery day & more"
    [date] = await read_calendar(promotion)
    assert date["STATUS"] == "CONFIRMED"
    assert date["DTSTART"].dt == STARTS_AT
    assert int(date["SEQUENCE"]) == 0

    await promotion.do_due()
    posts = await promotion.as_("editor").get(f"/v1/items/{item['id']}/posts")
    assert {post["status"] for post in posts.json()["items"]} == {"delivered"}
    assert len(await promotion.published(PostDeliveredV1)) == 3


async def test_submitting_first_works_with_the_same_editor(promotion):
    _, item = await drafted(promotion)
    for name in ("submit", "approve", "publish"):
        item = await act(promotion, item, name)
    assert item["status"] == "published"
    [submitted] = await promotion.published(ItemSubmittedV1)
    [approved] = await promotion.published(ItemApprovedV1)
    assert (submitted.version, approved.version) == (2, 3)
    assert item["version"] == 4


async def test_a_retraction_reaches_every_feed_and_the_page(promotion):
    item = await published(promotion)
    page = await promotion.http.get(f"/v1/items/{item['id']}/page")
    assert page.status_code == 200
    assert "Ngày hội gốm Đông Đô &lt;3" in page.text
    assert "03/12/2026 09:00 – 03/12/2026 12:00" in page.text
    await promotion.do_due()
    retracted = await act(
        promotion, item, "retract", reason_code="content_error", reason="Sai địa điểm"
    )
    assert retracted["status"] == "retracted"
    [event] = await promotion.published(ItemRetractedV1, item["id"])
    assert (event.title, event.summary, event.body, event.place) == (None, None, None, None)
    assert event.languages == []
    assert event.retraction_code.code == "content_error"
    assert "Sai địa điểm" not in event.model_dump_json()

    feed = await read_atom(promotion)
    assert feed.findall(f"{ATOM}entry") == []
    [tombstone] = feed.findall(TOMBSTONE)
    assert tombstone.get("ref") == f"urn:uuid:{item['id']}"
    shown = await read_json(promotion)
    assert shown["items"] == []
    assert shown["_hcn"]["retracted"][0]["id"] == f"urn:uuid:{item['id']}"
    [date] = await read_calendar(promotion)
    assert (date["STATUS"], int(date["SEQUENCE"])) == ("CANCELLED", 1)
    assert (date["SUMMARY"], date.get("LOCATION")) == ("Đã gỡ", None)
    gone = await promotion.http.get(f"/v1/items/{item['id']}/page?lang=en")
    assert gone.status_code == 410
    assert "taken back" in gone.text

    await promotion.do_due()
    posts = (await promotion.as_("editor").get(f"/v1/items/{item['id']}/posts")).json()["items"]
    assert {post["status"] for post in posts} == {"retracted"}


async def test_a_rescheduled_booking_moves_a_draft(promotion):
    event, item = await drafted(promotion)
    later = booking(BookingRescheduledV1, id=event.id, space=LOBBY, ends_at=ENDS_AT + timedelta(1))
    await promotion.deliver(later)
    moved = await item_of(promotion, event.id)
    assert moved["place"]["space"]["name"] == "Sảnh tầng 1"
    assert moved["version"] == item["version"] + 1
    assert await promotion.published(ItemCorrectedV1) == []


async def test_a_rescheduled_booking_corrects_a_published_item(promotion):
    item = await published(promotion)
    starts, ends = STARTS_AT + timedelta(1), ENDS_AT + timedelta(1)
    moved = booking(BookingRescheduledV1, id=item["booking_id"], starts_at=starts, ends_at=ends)
    await promotion.deliver(moved)
    await promotion.deliver(moved)
    [event] = await promotion.published(ItemCorrectedV1)
    assert event.starts_at == starts
    assert event.status.code == "published"
    [date] = await read_calendar(promotion)
    assert (date["DTSTART"].dt, int(date["SEQUENCE"])) == (starts, 1)


async def test_a_cancelled_booking_drops_its_draft_and_a_new_confirmation_revives_it(promotion):
    event, _ = await drafted(promotion)
    await promotion.deliver(booking(BookingCancelledV1, "cancelled", id=event.id))
    assert (await item_of(promotion, event.id))["status"] == "cancelled"
    await promotion.deliver(event)
    assert (await item_of(promotion, event.id))["status"] == "draft"


async def test_a_cancelled_booking_retracts_its_published_item(promotion):
    item = await published(promotion)
    await promotion.deliver(booking(BookingCancelledV1, "cancelled", id=item["booking_id"]))
    [event] = await promotion.published(ItemRetractedV1)
    assert event.retraction_code.code == "booking_cancelled"
    assert len((await read_atom(promotion)).findall(TOMBSTONE)) == 1


async def test_an_announced_cancellation_only_asks_for_attention(promotion):
    item = await published(promotion)
    gone = booking(BookingCancelledV1, "cancelled", id=item["booking_id"])
    await promotion.deliver(gone, announced=True)
    assert await promotion.published(ItemRetractedV1) == []
    found = await promotion.as_("editor").get("/v1/items?needs_attention=true")
    [shown] = found.json()["items"]
    assert shown["inside"]["attention"]["code"] == "booking_cancelled"


async def test_an_announced_booking_is_drafted_when_it_was_missed(promotion):
    event = booking()
    await promotion.deliver(event, announced=True)
    assert (await item_of(promotion, event.id))["status"] == "draft"


async def test_a_completed_booking_lets_its_item_expire(promotion):
    item = await published(promotion)
    promotion.clock.advance(ENDS_AT - promotion.clock.now() - timedelta(minutes=5))
    await promotion.deliver(booking(BookingCompletedV1, "completed", id=item["booking_id"]))
    await promotion.do_due()
    assert await promotion.published(ItemExpiredV1) == []
    promotion.clock.advance(timedelta(minutes=5))
    await promotion.do_due()
    [event] = await promotion.published(ItemExpiredV1)
    assert event.status.code == "expired"
    assert (await read_atom(promotion)).findall(f"{ATOM}entry") == []
    assert (await promotion.http.get(f"/v1/items/{item['id']}/page")).status_code == 200


async def test_a_correction_keeps_id_and_slug(promotion):
    item = await published(promotion)
    promotion.clock.advance(timedelta(minutes=1))
    corrected = await act(
        promotion, item, "correct", title={"vi": "Ngày hội gốm và sơn mài"}, reason="Sai tên"
    )
    assert corrected["slug"] == item["slug"]
    assert corrected["title"]["en"] == "Pottery day & more"
    [entry] = (await read_atom(promotion)).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{item['id']}"
    assert entry.findtext(f"{ATOM}updated") > entry.findtext(f"{ATOM}published")
    [event] = await promotion.published(ItemCorrectedV1)
    assert event.title.vi == "Ngày hội gốm và sơn mài"


async def test_two_items_of_one_title_get_two_slugs(promotion):
    slugs = [(await published(promotion))["slug"] for _ in range(3)]
    base = slugs[0]
    assert slugs == [base, f"{base}-2", f"{base}-3"]
