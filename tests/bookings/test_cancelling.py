"""Cancelling late, giving back the rest of a time, and rivals side by side."""

from __future__ import annotations

from datetime import timedelta

from shared.events.bookings import BookingRescheduledV1
from tests.bookings.asking import Count, set_rules
from tests.bookings.making import City, codes, done, instant, made, refused

LATE = {"free_until_hours": 48, "late_needs_reason": True, "excused_reason_codes": ["illness"]}


async def late_cancellations(city: City, rival_of: str) -> list[int]:
    found = await done(city.host.get(f"/v1/bookings/{rival_of}/rivals"))
    return [one["history"]["late_cancellations"] for one in found["items"]]


async def test_a_late_cancellation_counts_on_the_members_record(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    early = await city.confirmed(space, city.at(days=3), member=id)
    late = await city.confirmed(space, city.at(days=1), member=id)
    asked = await city.requested(space, city.at(days=1, hours=5), member=id)
    probe = await city.requested(space, city.at(days=9), member=id)
    for booking, counted in ((early, 0), (asked, 0), (late, 1)):
        await done(city.member(id).post(f"/v1/bookings/{booking['id']}/cancel"))
        assert await late_cancellations(city, probe["id"]) == [counted]


async def test_a_place_may_want_a_reason_and_some_reasons_excuse(city: City) -> None:
    space = await city.make_space()
    await set_rules(city, space, cancellation=LATE)
    id = await city.admit()
    member = city.member(id)
    probe = await city.requested(space, city.at(days=9), member=id)
    booking = await city.confirmed(space, city.at(days=1), member=id)
    url = f"/v1/bookings/{booking['id']}/cancel"
    (granted,) = (await done(member.get(f"{url}lation")))["granted"]
    assert (granted["late"], granted["needs_reason"]) == (True, True)
    assert granted["free_until"] == "2026-11-22T02:00:00Z"
    problem = await refused(member.post(url))
    assert codes(problem) == ["late_cancellation_needs_reason"]
    assert "22/11/2026 09:00" in problem["detail"]
    await done(member.post(url, json={"reason_code": "illness"}))
    after = await done(city.host.get(f"{url}lation"))
    assert after["granted"] == []
    assert [one["counts"] for one in after["late_cancellations"]] == [False]
    assert await late_cancellations(city, probe["id"]) == [0]
    booking = await city.confirmed(space, city.at(days=1), member=id)
    url = f"/v1/bookings/{booking['id']}/cancel"
    await done(member.post(url, json={"reason_code": "changed_plans"}))
    assert await late_cancellations(city, probe["id"]) == [1]


async def test_the_host_excuses_and_what_the_host_cancels_never_counts(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    probe = await city.requested(space, city.at(days=9), member=id)
    booking = await city.confirmed(space, city.at(days=1), member=id)
    await done(city.host.post(f"/v1/bookings/{booking['id']}/cancel", json={"reason": "Mưa"}))
    assert await late_cancellations(city, probe["id"]) == [0]
    booking = await city.confirmed(space, city.at(days=1), member=id)
    await done(city.member(id).post(f"/v1/bookings/{booking['id']}/cancel"))
    url = f"/v1/bookings/{booking['id']}/excuse-cancellation"
    why = {"reason": "Người dẫn chương trình ốm"}
    assert codes(await refused(city.member(id).post(url, json=why), 403)) == ["role_needed"]
    await done(city.host.post(url, json=why))
    assert await late_cancellations(city, probe["id"]) == [0]
    assert codes(await refused(city.host.post(url, json=why))) == ["no_late_cancellation"]


async def test_the_rest_of_a_time_is_given_back_and_taken_by_another(city: City) -> None:
    """
    granted    ████████     four hours
    released   ████░░░░     after two; then another one confirms the rest
    """
    space = await city.make_space()
    id = await city.admit()
    start = city.at(days=7)
    booking = await city.confirmed(space, start, 4, member=id)
    url = f"/v1/bookings/{booking['id']}/release"
    until = start + timedelta(hours=2)
    released = await done(city.member(id).post(url, json={"until": instant(until)}))
    assert released["ends_at"] == until.isoformat().replace("+00:00", "Z")
    assert released["status"] == "confirmed"
    (state,) = await city.service.published(BookingRescheduledV1)
    assert state.ends_at == until
    await city.confirmed(space, until, 2)
    problem = await refused(city.member(id).post(url, json={"until": instant(start)}))
    assert codes(problem) == ["release_outside"]
    stranger = city.member(await city.admit())
    await refused(stranger.post(url), 404)


async def test_a_time_that_runs_is_given_back_at_once_and_completes(city: City) -> None:
    space = await city.make_space()
    id = await city.admit()
    booking = await city.confirmed(space, city.at(days=1), 4, member=id)
    city.service.clock.advance(timedelta(days=1, hours=1))
    url = f"/v1/bookings/{booking['id']}/release"
    await done(city.member(id).post(url, json={"reason": "Xong sớm"}))
    await city.service.do_due()
    assert (await city.booking(booking["id"]))["status"] == "completed"
    assert codes(await refused(city.member(id).post(url))) == ["wrong_status", "already_over"]


async def test_rivals_stand_side_by_side_for_the_host_alone(city: City, statements: Count) -> None:
    space = await city.make_space(capacity=100)
    old, new = await city.admit("Xưởng Cũ"), await city.admit("Xưởng Mới")
    earlier = await city.confirmed(space, city.at(days=1), 3, member=old)
    await city.confirmed(space, city.at(days=2), member=old)
    city.service.clock.advance(timedelta(days=1, hours=4))
    await city.service.do_due()
    assert (await city.booking(earlier["id"]))["status"] == "completed"

    first = await city.requested(space, city.at(days=7), member=old, expected_audience=80)
    url = f"/v1/bookings/{first['id']}/rivals"
    await city.requested(space, city.at(days=7, hours=1), member=new, public=False)
    with_one = await statements(city.host.get(url))
    for _ in range(3):
        await city.requested(space, city.at(days=7), member=await city.admit())
    assert await statements(city.host.get(url)) == with_one
    found = await done(city.host.get(url))
    own, *rivals = found["items"]
    other = next(one for one in rivals if one["member"]["name"] == "Xưởng Mới")
    assert (own["own"], own["member"]["name"], own["benefit"]["share_of_capacity"]) == (
        True,
        "Xưởng Cũ",
        0.8,
    )
    assert own["history"]["granted"] == 2
    assert own["history"]["hours_used"] == 5
    assert other["benefit"]["public"] is False
    assert other["history"] == dict.fromkeys(other["history"], 0) | {"requested": 1}
    assert codes(await refused(city.member(old).get(url), 403)) == ["role_needed"]
    elsewhere = city.service.as_("host", host=space["id"])
    await refused(elsewhere.get(url), 404)


async def test_what_found_no_other_place_is_called_off_also_when_its_time_is_over(
    city: City,
) -> None:
    space = await city.make_space()
    booking = await city.confirmed(space, city.at(days=1))
    closed = {"space_id": space["id"], "reason_code": "maintenance"}
    closed |= {"starts_at": booking["starts_at"], "ends_at": booking["ends_at"]}
    await made(city.host.post("/v1/closures", json=closed))
    city.service.clock.advance(timedelta(days=2))
    await city.service.do_due()
    assert (await city.booking(booking["id"]))["status"] == "displaced"
    url = f"/v1/bookings/{booking['id']}/cancel"
    assert (await done(city.host.post(url, json={"reason": "Hết chỗ"})))["status"] == "cancelled"
