"""Feeds as readers meet them: conditional requests, languages, windows."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree as XML

import pytest

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
