"""Introductions to partner cities: asked for, a letter issued, and what came of it."""

from __future__ import annotations

import pytest
import pytest_asyncio

from tests.members.documents import SIGNER, Desk, words
from tests.members.making import Network, at_once, done, if_match, refused

pytestmark = pytest.mark.asyncio
ASKED = {
    "partner": "kobe",
    "field": "design",
    "purpose": {"vi": "Trao đổi nghệ nhân", "en": "Exchange of craftspeople"},
}


@pytest_asyncio.fixture
async def keeper(network: Network):
    """The client of a member; `keeper.space` is the award's entry."""
    space = await network.member()
    client = network.service.as_("member", sub="keeper", member=space["member_id"])
    client.space = space
    return client


async def describe(keeper) -> None:
    url = f"/v1/members/{keeper.space['member_id']}"
    text = {"vi": "Không gian gốm.", "en": "A space for ceramics."}
    shown = done(await keeper.get(url))
    done(await keeper.patch(url, json={"description": text}, headers=if_match(shown)))


async def test_partner_cities_are_found_by_name_and_field(network):
    public = network.public
    found = done(await public.get("/v1/partners", params={"q": "da lat"}))["items"]
    assert [one["code"] for one in found] == ["da_lat"]
    music = done(await public.get("/v1/partners", params={"field": "music"}))["items"]
    assert all(one["field"]["code"] == "music" for one in music)
    one = done(await public.get("/v1/partners/hoi_an"))
    assert one["office"]["vi"].startswith("Đầu mối")
    refused(await public.get("/v1/partners/atlantis"), 404, "not_found")


async def test_a_member_is_introduced_and_says_what_came_of_it(network, desk: Desk, keeper):
    refused(await keeper.post("/v1/introductions", json=ASKED), 409, "description_en_missing")
    await describe(keeper)
    asked = done(await keeper.post("/v1/introductions", json=ASKED), 201)
    url = f"/v1/introductions/{asked['id']}"
    assert (asked["status"], asked["promised_on"]) == ("requested", "2026-12-07")
    refused(await keeper.post(f"{url}/conclude", json={"outcome": "exchange"}), 409, "wrong_status")
    prepared = done(await network.officer.post(f"{url}/prepare"))
    document = {"id": prepared["document_id"]}
    refused(await keeper.post(f"{url}/cancel"), 409, "request_has_document")
    await desk.do(document, "for-signature", **SIGNER)
    await desk.do(document, "sign")
    await desk.do(document, "issue")
    shown = done(await keeper.get(url))
    assert (shown["status"], shown["introduced_on"]) == ("introduced", "2026-11-23")
    text = words(await desk.file(document, who=keeper))
    for part in ("GIẤY GIỚI THIỆU", "Kobe", "A space for ceramics.", "Exchange of craftspeople"):
        assert part in text
    refused(
        await keeper.post(f"{url}/conclude", json={"outcome": "exchange", "on": "2026-12-24"}),
        422, "outcome_in_future",
    )  # fmt: skip
    done(await keeper.post(f"{url}/conclude", json={"outcome": "contact_made"}))
    last = done(await network.officer.post(f"{url}/conclude", json={"outcome": "cooperation"}))
    assert (last["status"], last["outcome"]["code"]) == ("concluded", "cooperation")
    found = done(await network.officer.get("/v1/introductions", params={"outcome": "cooperation"}))
    assert len(found["items"]) == 1


async def test_one_open_request_for_each_city(network, keeper, statements):
    await describe(keeper)
    answers = await at_once(*(keeper.post("/v1/introductions", json=ASKED) for _ in range(3)))
    assert sorted(one.status_code for one in answers) == [201, 409, 409]
    refused(
        await keeper.post("/v1/introductions", json={**ASKED, "partner": "atlantis"}),
        422, "partner_unknown",
    )  # fmt: skip
    first = done(await network.officer.get("/v1/introductions"))["items"][0]
    url = f"/v1/introductions/{first['id']}/decline"
    done(await network.officer.post(url, json={"reason": "Thành phố chưa nhận"}))
    done(await keeper.post("/v1/introductions", json=ASKED), 201)
    assert await statements(network.officer.get("/v1/introductions")) <= 2
