"""A series is one item with an entry in calendars for each of its dates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import icalendar

from shared.events.bookings import BookingConfirmedV1, BookingRescheduledV1
from shared.events.promotion import ItemCorrectedV1, ItemPublishedV1, ItemRetractedV1
from shared.ids import new_id
from tests.promotion.making import (
    ENDS_AT,
    LOBBY,
    STAGE,
    STARTS_AT,
    act,
    booking,
    coded,
    item_of,
    published,
)

WEEK = timedelta(days=7)


def a_date(weeks: float, id: UUID | None = None, status: str = "confirmed", **more: Any) -> Any:
    later = WEEK * weeks
    times = {"starts_at": STARTS_AT + later, "ends_at": ENDS_AT + later}
    return {"id": id or new_id(), "status": coded(status), "space": STAGE, **times, **more}


async def calendar(promotion: Any) -> dict[str, tuple[str, Any, int]]:
    answer = await promotion.http.get("/v1/feeds/calendar.ics")
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return {
        str(one["uid"]).partition("@")[0]: (str(one["status"]), one["dtstart"].dt, one["sequence"])
        for one in events
    }


async def test_each_date_has_its_entry_which_moves_and_is_called_off_with_it(promotion):
    """
    confirmed     ██        ██        ██
    then          ██          ██      ··      the second is moved, the third called off
    """
    dates = [a_date(week) for week in range(3)]
    item = await published(promotion, dates=dates, ends_at=ENDS_AT + 2 * WEEK)
    assert [one["id"] for one in item["dates"]] == [str(one["id"]) for one in dates]
    uids = [item["id"], str(dates[1]["id"]), str(dates[2]["id"])]
    before = await calendar(promotion)
    assert before == {
        uid: ("CONFIRMED", STARTS_AT + week * WEEK, item["revision"])
        for week, uid in enumerate(uids)
    }
    [event] = await promotion.published(ItemPublishedV1)
    assert [one.starts_at for one in event.dates] == [one["starts_at"] for one in dates]

    changed = [
        dates[0],
        a_date(1.5, dates[1]["id"], space=LOBBY),
        a_date(2, dates[2]["id"], "cancelled"),
    ]
    state = {"id": UUID(item["booking_id"]), "dates": changed, "ends_at": ENDS_AT + 2 * WEEK}
    for _ in range(2):  # what is told again changes nothing
        await promotion.deliver(booking(BookingRescheduledV1, **state))
    after = await calendar(promotion)
    revision = item["revision"] + 1
    assert after == {
        uids[0]: ("CONFIRMED", STARTS_AT, revision),
        uids[1]: ("CONFIRMED", STARTS_AT + 1.5 * WEEK, revision),
        uids[2]: ("CANCELLED", STARTS_AT + 2 * WEEK, revision),
    }
    [event] = await promotion.published(ItemCorrectedV1)
    assert [(one.space.id, one.stands) for one in event.dates] == [
        (STAGE.id, True),
        (LOBBY.id, True),
        (STAGE.id, False),
    ]

    feed = (await promotion.http.get("/v1/feeds/feed.json")).json()
    shown = feed["items"][0]["_hcn"]["dates"]
    assert [one["place"].partition(",")[0] for one in shown] == [STAGE.name, LOBBY.name]


async def test_a_date_granted_later_leaves_the_first_entry_where_it_was(promotion):
    first, earlier = a_date(0), a_date(-1)
    item = await published(promotion, dates=[first])
    state = {"id": UUID(item["booking_id"]), "dates": [earlier, first]}
    state |= {"starts_at": earlier["starts_at"]}
    await promotion.deliver(booking(BookingConfirmedV1, **state))
    found = await calendar(promotion)
    assert found[item["id"]][1] == STARTS_AT
    assert found[str(earlier["id"])][1] == STARTS_AT - WEEK


async def test_a_retracted_series_is_taken_out_of_calendars_on_every_date(promotion):
    item = await published(promotion, dates=[a_date(0), a_date(1)], ends_at=ENDS_AT + WEEK)
    await act(promotion, item, "retract", reason_code="content_error")
    assert [one[0] for one in (await calendar(promotion)).values()] == ["CANCELLED"] * 2
    [event] = await promotion.published(ItemRetractedV1)
    assert event.dates == []
    shown = await promotion.http.get(f"/v1/items/{item['id']}")
    assert shown.json()["dates"] is None
    assert len((await item_of(promotion, UUID(item["booking_id"])))["dates"]) == 2
