"""Writing over HTTP: who may, who may not, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.promotion.making import (
    MEMBER,
    NEWS,
    OTHER_MEMBER,
    booking,
    drafted,
    in_hours,
    item_of,
    member,
    published,
    write,
)


async def test_a_member_writes_for_its_only_membership(promotion):
    item = await write(promotion, body={"vi": "Một\r\n\r\nHai"}, license="cc-by-4.0")
    assert item["member_id"] == str(MEMBER)
    assert item["body"] == {"vi": "Một\n\nHai", "en": None}
    assert item["languages"] == ["vi"]
    assert [one.rpartition("|")[2] for one in item["authors"]] == ["member"]
    assert item["actions"]["submit"]["allowed"]
    assert [one["code"] for one in item["actions"]["approve"]["failing"]] == [
        "role_needed",
        "author_may_not_approve",
    ]


async def test_a_member_cannot_write_for_another(promotion):
    await promotion.deliver(member(), member(id=OTHER_MEMBER))
    client = promotion.as_("member", member=MEMBER)
    answer = await client.post("/v1/items", json={**NEWS, "member_id": str(OTHER_MEMBER)})
    assert (answer.status_code, answer.json()["code"]) == (403, "member_not_yours")
    nobody = await promotion.as_("member").post("/v1/items", json=NEWS)
    assert (nobody.status_code, nobody.json()["code"]) == (403, "member_needed")


async def test_a_member_that_was_not_heard_of_is_not_yet_known(promotion):
    answer = await promotion.as_("member", member=MEMBER).post("/v1/items", json=NEWS)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_yet_known")
    assert answer.headers["retry-after"]


async def test_a_booking_that_has_its_item_gets_no_second_one(promotion):
    event, item = await drafted(promotion)
    answer = await promotion.as_("editor").post(
        "/v1/items", json={**NEWS, "booking_id": str(event.id)}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "booking_has_item")
    assert item["id"] in answer.json()["detail"]


@pytest.mark.parametrize("role", ["officer", "host", "reviewer", "operator", "auditor"])
async def test_wrong_roles_are_refused(promotion, role):
    _, item = await drafted(promotion)
    for name in ("approve", "publish"):
        answer = await promotion.as_(role).post(f"/v1/items/{item['id']}/{name}")
        assert (answer.status_code, answer.json()["code"]) == (403, "role_needed")
    assert (await promotion.http.post(f"/v1/items/{item['id']}/approve")).status_code == 401


async def test_drafts_are_hidden_from_the_public_and_from_other_members(promotion):
    _, item = await drafted(promotion)
    stranger = promotion.as_("member", sub="stranger", member=OTHER_MEMBER)
    assert (await promotion.http.get(f"/v1/items/{item['id']}")).status_code == 404
    assert (await stranger.get(f"/v1/items/{item['id']}")).status_code == 404
    assert (await stranger.post(f"/v1/items/{item['id']}/submit")).status_code == 404
    assert (await promotion.http.get("/v1/items")).json()["items"] == []
    own = promotion.as_("member", member=MEMBER)
    assert (await own.get(f"/v1/items/{item['id']}")).status_code == 200
    assert (await promotion.http.get(f"/v1/items/{item['id']}/page")).status_code == 404


async def test_an_editor_who_edited_the_text_cannot_approve_it(promotion):
    _, item = await drafted(promotion)
    first = promotion.as_("editor", sub="first")
    edited = await first.patch(
        f"/v1/items/{item['id']}",
        json={"title": {"en": "Clay day"}, "body": {"vi": "Vào cửa tự do."}},
        headers={"If-Match": f'"{item["version"]}"'},
    )
    assert edited.status_code == 200, edited.text
    assert edited.json()["title"] == {"vi": item["title"]["vi"], "en": "Clay day"}
    assert [one.rpartition("|")[2] for one in edited.json()["authors"]] == ["first"]
    refused = await first.post(f"/v1/items/{item['id']}/approve")
    assert (refused.status_code, refused.json()["code"]) == (403, "author_may_not_approve")
    second = await promotion.as_("editor", sub="second").post(f"/v1/items/{item['id']}/approve")
    assert second.status_code == 200


async def test_an_edit_needs_the_present_version(promotion):
    _, item = await drafted(promotion)
    client = promotion.as_("editor")
    path, body = f"/v1/items/{item['id']}", {"title": {"vi": "Khác"}}
    assert (await client.patch(path, json=body)).status_code == 428
    stale = await client.patch(path, json=body, headers={"If-Match": '"9"'})
    assert (stale.status_code, stale.json()["current"]["id"]) == (412, item["id"])


async def test_time_and_place_of_a_booking_are_changed_at_the_booking(promotion):
    _, item = await drafted(promotion)
    answer = await promotion.as_("editor").patch(
        f"/v1/items/{item['id']}", json={"starts_at": in_hours(5)}, headers={"If-Match": "*"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "time_from_booking")


async def test_an_edited_draft_keeps_its_words_when_the_booking_moves(promotion):
    event, item = await drafted(promotion)
    await promotion.as_("member", member=MEMBER).patch(
        f"/v1/items/{item['id']}", json={"title": {"vi": "Của tôi"}}, headers={"If-Match": "*"}
    )
    later = booking(id=event.id, ends_at=event.ends_at + timedelta(hours=1))
    await promotion.deliver(later)
    moved = await item_of(promotion, event.id)
    assert moved["title"]["vi"] == "Của tôi"
    assert moved["ends_at"] == later.ends_at.isoformat().replace("+00:00", "Z")


async def test_search_folds_marks(promotion):
    item = await published(promotion)
    for words in ("gom dong do", "GỐM", "xuong gom", "kính"):
        found = await promotion.http.get("/v1/items", params={"q": words})
        assert [one["id"] for one in found.json()["items"]] == [item["id"]], words
    assert (await promotion.http.get("/v1/items", params={"q": "100%"})).json()["items"] == []


@pytest.mark.parametrize(
    "body",
    [
        {**NEWS, "title": {"vi": "a\u0000b"}},
        {**NEWS, "title": {"vi": "   "}},
        {**NEWS, "kind": "nonsense"},
        {**NEWS, "license": "nonsense"},
        {**NEWS, "starts_at": in_hours(1)},
        {**NEWS, "starts_at": in_hours(2), "ends_at": in_hours(1)},
        {**NEWS, "starts_at": "0001-01-01T00:00:00+14:00"},
        {**NEWS, "summary": {"vi": "a" * 1001}},
        {**NEWS, "place_text": " "},
        {**NEWS, "unknown": 1},
        {"kind": "news"},
    ],
)
async def test_wrong_drafts_are_422(promotion, body):
    assert (await promotion.as_("editor").post("/v1/items", json=body)).status_code == 422


@pytest.mark.parametrize(
    "query",
    ["q=%00", "status=%00", "member_id=x", "from=x", "from=2026-11-23T09:00:00", "cursor=x"],
)
async def test_wrong_filters_are_422(promotion, query):
    assert (await promotion.http.get(f"/v1/items?{query}")).status_code == 422


@pytest.mark.parametrize("reason", [" ", "a\u0000b"])
async def test_a_reason_is_a_text_that_can_be_shown(promotion, reason):
    item = await published(promotion)
    answer = await promotion.as_("editor").post(
        f"/v1/items/{item['id']}/retract", json={"reason": reason}
    )
    assert answer.status_code == 422
