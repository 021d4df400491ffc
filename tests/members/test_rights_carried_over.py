"""What a member asked for and where it has a place, when it leaves or is taken in by another."""

from __future__ import annotations

import pytest

from tests.members.making import Network, done
from tests.members.test_activities import Hall

pytestmark = pytest.mark.asyncio
TAX = {"tax_code": "0101234567"}
PAPER = {"title": "Biên bản thỏa thuận", "number": "12/TT", "issued_on": "2026-11-20"}


async def make_hall(network: Network) -> Hall:
    return Hall(network, await network.members("Xưởng Một", "Xưởng Hai", "Xưởng Ba"))


async def test_who_leaves_gives_its_place_to_the_first_who_waits(network):
    hall = await make_hall(network)
    activity = await hall.published(places=1)
    first, second = await hall.sign_up(activity, 0), await hall.sign_up(activity, 1)
    asked = done(await hall.clients[0].post("/v1/benefits", json=TAX), 201)
    url = f"/v1/members/{hall.members[0]['member_id']}"
    done(await hall.officer.post(f"{url}/leave"))
    rows = {one["id"]: one["status"] for one in await hall.participants(activity)}
    assert rows == {first["id"]: "cancelled", second["id"]: "seated"}
    shown = done(await hall.officer.get(f"/v1/benefits/{asked['id']}"))
    assert shown["status"] == "cancelled"


async def test_a_merger_carries_places_and_requests_over_once(network):
    hall = await make_hall(network)
    activity, other = await hall.published(places=3), await hall.published(places=3)
    one = await hall.sign_up(activity, 0, participant_name="Nguyễn Văn Một")
    same = [await hall.sign_up(other, 0), await hall.sign_up(other, 1)]
    moved = done(await hall.clients[0].post("/v1/benefits", json={**TAX, "year": 2025}), 201)
    double = done(await hall.clients[0].post("/v1/benefits", json=TAX), 201)
    kept = done(await hall.clients[1].post("/v1/benefits", json=TAX), 201)
    heir = hall.members[1]["member_id"]
    body = {"into": heir, "reason": "Theo thỏa thuận", "document": PAPER}
    url = f"/v1/members/{hall.members[0]['member_id']}/merge"
    answer = await hall.officer.post(url, json=body)
    assert answer.status_code in (200, 201), answer.text
    place = done(await hall.officer.get(f"/v1/participations/{one['id']}"))
    assert (place["member_id"], place["status"]) == (heir, "seated")
    rows = {row["id"]: row["status"] for row in await hall.participants(other)}
    assert rows == {same[0]["id"]: "cancelled", same[1]["id"]: "seated"}
    listed = done(await hall.officer.get("/v1/benefits"))["items"]
    found = {row["id"]: (row["member_id"], row["status"]) for row in listed}
    assert found[moved["id"]] == (heir, "requested")
    assert found[double["id"]][1] == "cancelled"
    assert found[kept["id"]] == (heir, "requested")
