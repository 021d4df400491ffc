"""What was retracted says nothing more to those outside, whatever way they ask."""

from __future__ import annotations

import pytest

from shared.events.bookings import BookingCancelledV1, BookingCompletedV1
from tests.promotion.making import (
    ENDS_AT,
    MEMBER,
    OTHER_MEMBER,
    act,
    booking,
    drafted,
    item_of,
    published,
)

WORDS = ("gốm", "pottery", "clay", "xưởng", "kính", "bảo tàng")
TOLD = ("retraction_code", "retraction_label", "retracted_at")


@pytest.fixture
async def retracted(promotion):
    item = await published(promotion)
    await act(promotion, item, "retract", reason_code="privacy", reason="Có tên người")
    return item


def outsiders(promotion):
    stranger = promotion.as_("member", sub="stranger", member=OTHER_MEMBER)
    return {"public": promotion.http, "member": stranger, "host": promotion.as_("host")}


@pytest.mark.parametrize("who", ["public", "member", "host"])
async def test_outsiders_learn_only_that_it_was_retracted(promotion, retracted, who):
    client = outsiders(promotion)[who]
    one = await client.get(f"/v1/items/{retracted['id']}")
    listed = await client.get("/v1/items")
    assert listed.json()["items"] == [one.json()]
    shown = one.json()
    assert (shown["id"], shown["status"]) == (retracted["id"], "retracted")
    assert shown["retraction_code"] == "privacy"
    assert shown["retracted_at"]
    plain = "id status status_label version created_at updated_at revision languages actions"
    said = {name for name, value in shown.items() if value is not None}
    assert said == {*plain.split(), *TOLD}
    assert (shown["languages"], shown["actions"]) == ([], {})


@pytest.mark.parametrize("who", ["public", "member", "host"])
async def test_its_words_find_it_no_more(promotion, retracted, who):
    client = outsiders(promotion)[who]
    for words in WORDS:
        found = await client.get("/v1/items", params={"q": words})
        assert found.json()["items"] == [], words
    for insider in (promotion.as_("editor"), promotion.as_("member", member=MEMBER)):
        [item] = (await insider.get("/v1/items", params={"q": "gốm"})).json()["items"]
        assert (item["id"], item["title"]) == (retracted["id"], retracted["title"])


async def test_no_door_of_the_public_repeats_its_words(promotion, retracted):
    feeds = [f"/v1/feeds/{feed}?lang={lang}" for feed in FEEDS for lang in ("vi", "en")]
    for path in ("/v1/items", f"/v1/items/{retracted['id']}/page", *feeds):
        answer = await promotion.http.get(path)
        shown = answer.text.lower()
        assert [word for word in WORDS if word in shown] == [], path
        assert retracted["slug"] not in shown


FEEDS = ("atom.xml", "feed.json", "calendar.ics")


async def test_an_expired_item_keeps_its_text(promotion):
    item = await published(promotion)
    promotion.clock.advance(ENDS_AT - promotion.clock.now())
    await promotion.deliver(booking(BookingCompletedV1, "completed", id=item["booking_id"]))
    await promotion.do_due()
    [shown] = (await promotion.http.get("/v1/items", params={"q": "gốm"})).json()["items"]
    assert (shown["status"], shown["title"]) == ("expired", item["title"])


async def test_a_booking_that_stands_again_has_a_new_draft_with_the_same_words(promotion):
    event, item = await drafted(promotion)
    changed = {"title": {"vi": "Gốm bên hồ"}}
    headers = {"If-Match": f'"{item["version"]}"'}
    client = promotion.as_("editor")
    answer = await client.patch(f"/v1/items/{item['id']}", json=changed, headers=headers)
    assert answer.status_code == 200, answer.text
    other = promotion.as_("editor", sub="another-editor")
    await other.post(f"/v1/items/{item['id']}/approve")
    await other.post(f"/v1/items/{item['id']}/publish")
    off = booking(BookingCancelledV1, "displaced", id=event.id)
    await promotion.deliver(off, event)

    again = await item_of(promotion, event.id)
    assert again["id"] != item["id"]
    assert (again["status"], again["title"]["vi"]) == ("draft", "Gốm bên hồ")
    former = (await client.get(f"/v1/items/{item['id']}")).json()
    assert former["status"] == "retracted"
    await promotion.deliver(event)
    assert (await item_of(promotion, event.id))["id"] == again["id"]
