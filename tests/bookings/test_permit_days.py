"""What time and change do to a permit: reminders, silence, moves, other hosts."""

from __future__ import annotations

from datetime import timedelta

from shared.ids import new_id
from tests.bookings.making import City, codes, done, instant, refused
from tests.bookings.test_permits import Desk, desk, step, warned

__all__ = ["desk"]


async def test_reminders_come_in_order_each_once_until_it_is_missed(desk: Desk):
    await desk.put()
    for day in ("2026-12-08", "2026-12-17", "2026-12-22", "2026-12-23", "2026-12-24"):
        await desk.wait_until(day)
    stages = ["ahead", "soon", "last_day", "missed"]
    assert await desk.reminders() == [("performance_approval", one) for one in stages]
    shown = await desk.get()
    (warning,) = shown["warnings"]
    assert warning["code"] == "permit_too_late"
    assert "không còn kịp theo luật" in warning["detail"]
    assert step(shown, "performance_approval")["days_left"] < 0


async def test_what_is_filed_is_not_called_to_mind_but_its_late_reply_is(desk: Desk):
    await desk.put()
    await desk.act("performance_approval", "file", filed_on=desk.today())
    await desk.wait_until("2026-12-01")
    await desk.wait_until("2026-12-25")
    assert await desk.reminders() == [("performance_approval", "reply_late")]


async def test_silence_is_consent_where_the_rule_says_so(desk: Desk):
    await desk.put(
        performs=False,
        internal=None,
        tickets_sold=None,
        foreign_performers=None,
        exhibits=True,
        exhibition_commercial=False,
        exhibition_foreign=False,
    )
    shown = await desk.act("exhibition_notice", "file", filed_on=desk.today())
    assert step(shown, "exhibition_notice")["silence_means_consent"] is True
    assert step(shown, "exhibition_notice")["reply_by"] == "2026-12-02"
    await desk.wait_until("2026-12-02")
    assert (await desk.get())["status"] == "open"
    await desk.wait_until("2026-12-03")
    shown = await desk.get()
    assert step(shown, "exhibition_notice")["status"] == "consented"
    assert shown["status"] == "completed"


async def test_a_date_too_near_is_warned_of_at_once_with_the_earliest_lawful_day(city: City):
    desk = await Desk(city).open(days=3)
    shown = await desk.put()
    assert warned(shown) == ["permit_too_late"]
    assert "03/12/2026" in shown["warnings"][0]["detail"]  # 7 working days after today, then one
    shown = await desk.act("performance_approval", "file", filed_on=desk.today())
    assert warned(shown) == ["permit_filed_late", "permit_reply_after_start"]


async def test_a_moved_booking_moves_its_latest_days_and_reminders(desk: Desk):
    await desk.put()
    start = desk.city.at(60)
    body = {"starts_at": instant(start), "ends_at": instant(start + timedelta(hours=2))}
    await done(desk.city.host.post(f"/v1/bookings/{desk.booking['id']}/reschedule", json=body))
    shown = await desk.get()
    assert (shown["activity_on"], shown["next_due_on"]) == ("2027-01-22", "2027-01-12")
    await desk.wait_until("2026-12-22")
    assert await desk.reminders() == []


async def test_another_activity_asks_for_other_procedures(desk: Desk):
    shown = await desk.put()
    booking = await desk.city.booking(desk.booking["id"])
    edited = await desk.city.host.patch(
        f"/v1/bookings/{booking['id']}",
        json={"activity": {"kind": "exhibition"}},
        headers={"If-Match": f'"{booking["version"]}"'},
    )
    assert edited.status_code == 200, edited.text
    assert (await desk.get())["version"] > shown["version"]


async def test_the_new_host_of_a_venue_finds_its_permits(desk: Desk):
    await desk.put()
    successor = new_id()
    venue = await done(desk.city.officer.get(f"/v1/venues/{desk.city.venue['id']}"))
    handed = await desk.city.officer.patch(
        f"/v1/venues/{venue['id']}",
        json={"host_id": str(successor)},
        headers={"If-Match": f'"{venue["version"]}"'},
    )
    assert handed.status_code == 200, handed.text
    host = desk.city.service.as_("host", sub="successor", host=successor)
    found = (await done(host.get("/v1/permits")))["items"]
    assert [one["booking_id"] for one in found] == [desk.booking["id"]]


async def test_nothing_is_called_to_mind_for_what_was_cancelled(desk: Desk):
    await desk.put()
    await done(desk.member.post(f"/v1/bookings/{desk.booking['id']}/cancel"))
    await desk.wait_until("2026-12-23")
    assert await desk.reminders() == []
    problem = await refused(desk._put(desk.member, 1, {}))
    assert codes(problem) == ["wrong_status"]
