"""Feeds as readers meet them: conditional requests, languages, windows; and the whole contract."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as XML

import pytest
from sqlalchemy import inspect, select

from services.promotion import texts
from services.promotion.events_out import ANNOUNCE
from services.promotion.models import Base, Item
from shared.auth.caller import system_caller
from shared.database.work import Origin
from shared.events.promotion import ItemPublishedV1, ItemRetractedV1
from shared.ids import new_id
from tests.promotion.making import act, booking, published

FEEDS = ["atom.xml", "feed.json", "calendar.ics"]
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("feed", FEEDS)
async def test_an_unchanged_feed_is_304(promotion, feed):
    await published(promotion)
    path = f"/v1/feeds/{feed}"
    first = await promotion.http.get(path)
    tag, changed = first.headers["etag"], first.headers["last-modified"]
    for headers in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"other", W/{tag}'},
        {"If-Modified-Since": changed},
    ):
        again = await promotion.http.get(path, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    promotion.clock.advance(timedelta(hours=1))
    assert (await promotion.http.get(path, headers={"If-None-Match": tag})).status_code == 304


@pytest.mark.parametrize("feed", FEEDS)
async def test_a_changed_feed_is_sent(promotion, feed):
    item = await published(promotion)
    path = f"/v1/feeds/{feed}"
    first = await promotion.http.get(path)
    promotion.clock.advance(timedelta(minutes=1))
    await act(promotion, item, "retract", reason_code="content_error")
    for headers in (
        {"If-None-Match": first.headers["etag"]},
        {"If-Modified-Since": first.headers["last-modified"]},
        {"If-Modified-Since": "nonsense"},
    ):
        assert (await promotion.http.get(path, headers=headers)).status_code == 200


@pytest.mark.parametrize("feed", FEEDS)
async def test_an_empty_feed_is_well_formed(promotion, feed):
    answer = await promotion.http.get(f"/v1/feeds/{feed}")
    assert answer.status_code == 200
    assert answer.headers["etag"]


async def test_a_text_without_english_says_that_it_is_vietnamese(promotion):
    activity = booking().activity.model_copy(update={"summary": None})
    title = activity.title.model_copy(update={"en": None})
    await published(promotion, activity=activity.model_copy(update={"title": title}))
    answer = await promotion.http.get("/v1/feeds/atom.xml?lang=en")
    feed = XML.fromstring(answer.content)
    assert feed.get(LANGUAGE) == "en"
    assert feed.find(f"{ATOM}entry/{ATOM}title").get(LANGUAGE) == "vi"
    assert feed.find(f"{ATOM}entry/{ATOM}summary").get(LANGUAGE) == "en"
    assert (await promotion.http.get("/v1/feeds/atom.xml?lang=fr")).status_code == 422


async def test_tombstones_leave_the_feed_in_the_end(promotion):
    item = await published(promotion)
    await act(promotion, item, "retract", reason_code="content_error")
    assert len((await promotion.http.get("/v1/feeds/feed.json")).json()["_hcn"]["retracted"]) == 1
    promotion.clock.advance(timedelta(days=91))
    assert (await promotion.http.get("/v1/feeds/feed.json")).json()["_hcn"]["retracted"] == []


async def test_a_page_cannot_be_made_to_run_scripts(promotion):
    activity = booking().activity
    evil = activity.title.model_copy(update={"vi": "<script>alert(1)</script>"})
    item = await published(promotion, activity=activity.model_copy(update={"title": evil}))
    page = await promotion.http.get(f"/v1/items/{item['id']}/page")
    assert "<script>" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


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


async def test_the_migrations_make_the_tables_of_the_models(promotion):
    def compare(connection):
        found = inspect(connection)
        for table in Base.metadata.sorted_tables:
            columns = {c["name"]: c["nullable"] for c in found.get_columns(table.name)}
            assert columns == {c.name: c.nullable for c in table.columns}, table.name
            names = {one["name"] for one in found.get_indexes(table.name)}
            assert {str(index.name) for index in table.indexes} <= names
            named = {str(one.name) for one in table.constraints if one.name}
            made = {one["name"] for one in found.get_unique_constraints(table.name)}
            made |= {one["name"] for one in found.get_check_constraints(table.name)}
            assert named <= made

    async with promotion.database.engine.connect() as connection:
        await connection.run_sync(compare)


def test_every_sentence_and_label_speaks_both_languages():
    everything = [*texts.SENTENCES.values()]
    everything += [label for codes in texts.VOCABULARY.values() for label in codes.values()]
    for text in everything:
        assert text.vi
        assert text.en
        assert text.placeholders() == replace(text, vi=text.en).placeholders()
