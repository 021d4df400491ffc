"""What is public can be told again, to refill the copies of others."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.promotion.events_out import ANNOUNCE
from services.promotion.models import Item
from shared.auth.caller import system_caller
from shared.database.work import Origin
from shared.events.promotion import ItemPublishedV1, ItemRetractedV1
from shared.ids import new_id
from tests.promotion.making import act, booking, published


async def test_an_announcement_repeats_the_present_state_only(promotion):
    item = await published(promotion)
    other = await published(promotion)
    await act(promotion, other, "retract", reason_code="content_error")
    await promotion.deliver(booking())
    [(model, announce)] = ANNOUNCE
    origin = Origin(caller=system_caller("announce"), correlation_id=new_id(), announced=True)

    async def announce_all(work):
        for item_id in (await work.session.scalars(select(model.id))).all():
            announce(work, await work.lock(Item, item_id))

    await promotion.database.run(announce_all, origin)
    assert len(await promotion.published(ItemPublishedV1, item["id"])) == 2
    assert len(await promotion.published(ItemPublishedV1, other["id"])) == 1
    assert len(await promotion.published(ItemRetractedV1, other["id"])) == 2


async def test_an_announcement_names_the_addresses_of_the_settings(running):
    urls = '{"promotion": "https://promotion.city.example/"}'
    async with running("promotion", public_urls=urls) as promotion:
        item = await published(promotion)
        origin = Origin(caller=system_caller("announce"), correlation_id=new_id(), announced=True)
        [(_, announce)] = ANNOUNCE

        async def announce_one(work):
            announce(work, await work.lock(Item, UUID(item["id"])))

        await promotion.database.run(announce_one, origin)
        address = f"https://promotion.city.example/v1/items/{item['id']}/page"
        events = await promotion.published(ItemPublishedV1, item["id"])
        assert {event.url for event in events} == {item["url"]} == {address}
