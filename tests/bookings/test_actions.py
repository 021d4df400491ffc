"""What `actions` say is what the routes do: every action of a row is tried by whoever sees it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import httpx

from shared.events.bookings import BookingRequestedV1
from shared.ids import new_id
from tests.bookings.making import POTTERY, City, done, instant

BOOKING_ACTIONS = {
    "confirm": ("confirm", None),
    "decline": ("decline", {"reason": "Lý do"}),
    "cancel": ("cancel", {"reason": "Lý do"}),
    "check_in": ("check-in", None),
    "complete": ("complete", None),
    "mark_no_show": ("no-show", None),
}


async def callers_of(city: City) -> dict[str, httpx.AsyncClient]:
    mine, suspended, left = await city.admit(), await city.admit(), await city.admit()
    await city.suspend(suspended)
    await city.leave(left)
    return {
        "nobody": city.service.http,
        "someone": city.service.as_(sub="someone"),
        "member": city.member(mine),
        "suspended": city.member(suspended),
        "left": city.member(left),
        "unheard": city.member(new_id()),
        "host": city.host,
        "other host": city.service.as_("host", host=new_id()),
        "officer": city.officer,
        "auditor": city.service.as_("auditor"),
    }


async def compare(
    who: str, name: str, shown: dict[str, Any], answer: httpx.Response
) -> tuple[str, str, list[str]]:
    """What was shown and what the route said, for the assertion's message."""
    body = answer.json()
    told = [error["code"] for error in body.get("errors", ())]
    said = [failure["code"] for failure in shown["failing"]]
    assert (who, name, said) == (who, name, told), answer.text
    assert shown["allowed"] == (answer.status_code == 200), answer.text
    return who, name, said


async def try_space(city: City, space_id: str, callers: dict[str, httpx.AsyncClient]) -> list[Any]:
    start = city.at(days=30)
    times = {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=2))}
    url, tried = f"/v1/spaces/{space_id}", []
    for who, client in callers.items():
        shown = await done(client.get(url))
        listed = (await done(client.get("/v1/spaces", params={"limit": 100})))["items"]
        assert shown in listed
        head = {"If-Match": f'"{shown["version"]}"'}
        asked = {"space_id": space_id, "activity": POTTERY, **times}
        if who == "officer":
            asked["member_id"] = str(await city.admit())
        closing = {"space_id": space_id, "reason_code": "safety", **times}
        answers = {
            "change": client.patch(f"{url}?dry_run=true", json={"capacity": 7}, headers=head),
            "withdraw": client.post(f"{url}/withdraw?dry_run=true"),
            "close": client.post("/v1/closures?dry_run=true", json=closing),
            "request_booking": client.post("/v1/bookings?dry_run=true", json=asked),
        }
        assert answers.keys() == shown["actions"].keys()
        for name, answer in answers.items():
            tried.append(await compare(who, name, shown["actions"][name], await answer))
    return tried


async def test_the_actions_of_spaces_are_what_the_routes_do(city: City) -> None:
    callers = await callers_of(city)
    whole = await city.make_space()
    part = await city.make_space(parent_id=whole["id"])
    gone = await city.make_space()
    await done(city.host.post(f"/v1/spaces/{gone['id']}/withdraw"))
    booked = await city.make_space()
    await city.confirmed(booked, city.at(days=7))

    tried = [
        one
        for space in (whole, part, gone, booked)
        for one in await try_space(city, space["id"], callers)
    ]
    await city.confirmed(whole, city.at(days=7))
    tried += await try_space(city, whole["id"], callers)
    tried += await try_space(city, part["id"], callers)

    found = {code for _who, _name, codes in tried for code in codes}
    assert {"sign_in", "role_needed", "not_host_of_venue", "space_withdrawn"} <= found
    assert {"tree_in_use", "has_open_parts", "member_suspended", "member_left"} <= found
    assert {"member_needed", "not_yet_known"} <= found
    allowed = {(who, name) for who, name, codes in tried if not codes}
    assert {("host", "withdraw"), ("member", "request_booking")} <= allowed


async def test_the_answer_of_a_change_shows_what_stands_in_the_way_as_well(city: City) -> None:
    space = await city.make_space()
    await city.confirmed(space, city.at(days=7))
    shown = await done(city.host.get(f"/v1/spaces/{space['id']}"))
    head = {"If-Match": f'"{shown["version"]}"'}
    url = f"/v1/spaces/{space['id']}"
    changed = await done(city.host.patch(url, json={"capacity": 7}, headers=head))
    assert changed == await done(city.host.get(url))
    assert changed["actions"]["withdraw"]["failing"][0]["code"] == "tree_in_use"


async def try_venue(city: City, callers: dict[str, httpx.AsyncClient]) -> None:
    url = f"/v1/venues/{city.venue['id']}"
    part = {"venue_id": city.venue["id"], "name": {"vi": "Góc"}, "kind": "hall", "capacity": 3}
    for who, client in callers.items():
        shown = await done(client.get(url))
        head = {"If-Match": f'"{shown["version"]}"'}
        patch = client.patch(f"{url}?dry_run=true", json={"name": {"en": "New"}}, headers=head)
        await compare(who, "change", shown["actions"]["change"], await patch)
        post = client.post("/v1/spaces?dry_run=true", json=part)
        await compare(who, "create_space", shown["actions"]["create_space"], await post)


async def test_the_actions_of_venues_are_what_the_routes_do(city: City) -> None:
    await try_venue(city, await callers_of(city))


async def try_booking(
    city: City, id: str, callers: dict[str, httpx.AsyncClient]
) -> list[tuple[str, str, list[str]]]:
    start = city.at(days=20)
    times = {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=2))}
    url, tried = f"/v1/bookings/{id}", []
    routes = BOOKING_ACTIONS | {
        "reschedule": ("reschedule", times),
        "ask_to_move": ("changes", times),
    }
    for who, client in callers.items():
        seen = await client.get(url)
        if seen.status_code == 404:
            continue
        shown = seen.json()
        last = datetime.fromisoformat(shown["ends_at"]) - timedelta(seconds=1)
        routes["release"] = ("release", {"until": instant(last)})
        assert shown["actions"].keys() == {*routes, "edit"}
        listed = (await done(client.get("/v1/bookings", params={"limit": 100})))["items"]
        assert shown["actions"] in [one["actions"] for one in listed if one["id"] == id]
        for name, (path, body) in routes.items():
            answer = await client.post(f"{url}/{path}?dry_run=true", json=body)
            tried.append(await compare(who, name, shown["actions"][name], answer))
        head = {"If-Match": f'"{shown["version"]}"'}
        new = {"activity": {"title": {"en": "New"}}}
        answer = await client.patch(f"{url}?dry_run=true", json=new, headers=head)
        tried.append(await compare(who, "edit", shown["actions"]["edit"], answer))
    return tried


async def test_the_actions_of_bookings_are_what_the_routes_do(city: City) -> None:
    space, closed, left_alone = [await city.make_space() for _ in range(3)]
    owner, ill_famed = await city.admit(), await city.admit()
    callers = {
        "owner": city.member(owner),
        "suspended": city.member(ill_famed),
        "host": city.host,
        "officer": city.officer,
        "auditor": city.service.as_("auditor"),
        "host elsewhere": city.service.as_("host", "member", member=owner, host=new_id()),
    }
    won = await city.confirmed(space, city.at(days=1), member=owner)
    came = await city.confirmed(space, city.at(days=1, hours=3), member=owner)
    early = await city.requested(space, city.at(days=1, hours=6), member=owner)
    free = await city.requested(space, city.at(days=7), member=owner)
    theirs = await city.requested(space, city.at(days=8), member=ill_famed)
    lost = await city.requested(closed, city.at(days=7), member=owner)
    rival = await city.requested(closed, city.at(days=7), member=owner, title={"vi": "Khác"})
    await done(city.host.post(f"/v1/bookings/{rival['id']}/confirm"))
    orphan = await city.requested(left_alone, city.at(days=7), member=owner)
    shut = await city.requested(closed, city.at(days=9), member=owner)
    closing = {
        "space_id": closed["id"],
        "starts_at": instant(city.at(days=9)),
        "ends_at": instant(city.at(days=10)),
        "reason_code": "safety",
    }
    assert (await city.host.post("/v1/closures", json=closing)).status_code == 201
    await done(city.host.post(f"/v1/spaces/{left_alone['id']}/withdraw"))
    await city.suspend(ill_famed)
    rows = [won, came, early, free, theirs, lost, rival, orphan, shut]

    tried = [one for row in rows for one in await try_booking(city, row["id"], callers)]
    for later in (timedelta(days=1, minutes=30), timedelta(hours=6)):
        city.service.clock.advance(later)
        callers = {"host": city.host, "officer": city.officer, "owner": city.member(owner)}
        tried += [one for row in rows for one in await try_booking(city, row["id"], callers)]
        if later > timedelta(days=1):
            await done(city.host.post(f"/v1/bookings/{won['id']}/check-in"))

    found = {code for _who, _name, codes in tried for code in codes}
    assert {"space_taken", "space_closed", "space_withdrawn", "member_suspended"} <= found
    assert {"role_needed", "not_host_of_venue", "wrong_status", "starts_in_past"} <= found
    allowed = {(who, name) for who, name, codes in tried if not codes}
    assert {("host", name) for name in (*BOOKING_ACTIONS, "reschedule", "release")} <= allowed
    assert {("owner", "cancel"), ("owner", "edit"), ("owner", "release")} <= allowed
    assert ("owner", "ask_to_move") in allowed
    assert len(await city.service.published(BookingRequestedV1)) == len(rows), "a try was kept"
