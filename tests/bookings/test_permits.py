"""Permits of a booking: answers, checklist with sources, steps, warnings, reminders by due work."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio

from shared.events.bookings import PermitCompletedV1, PermitStepDueV1
from shared.ids import new_id
from tests.bookings.making import City, codes, done, refused
from tests.support.statements import counted

CONCERT = {"kind": "concert", "title": {"vi": "Đêm nhạc mẫu", "en": "Sample concert"}}
ANSWERS = {
    "performs": True,
    "internal": False,
    "tickets_sold": False,
    "foreign_performers": False,
    "place_kind": "cultural_institution",
    "exhibits": False,
    "festival": False,
    "advertising": False,
}


class Desk:
    """One confirmed concert and its member, as the permits see them."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.booking: dict[str, Any] = {}
        self.member: httpx.AsyncClient = city.officer

    async def open(self, days: float = 40, **activity: Any) -> Desk:
        city, member = self.city, await self.city.admit()
        space = await city.make_space()
        self.booking = await city.confirmed(
            space, city.at(days), member=member, **{**CONCERT, **activity}
        )
        self.member = city.member(member)
        return self

    @property
    def path(self) -> str:
        return f"/v1/bookings/{self.booking['id']}/permits"

    async def get(self, who: httpx.AsyncClient | None = None) -> dict[str, Any]:
        return await done((who or self.member).get(self.path))

    async def put(self, version: int = 0, **answers: Any) -> dict[str, Any]:
        return await done(self._put(self.member, version, {**ANSWERS, **answers}))

    def _put(self, who: httpx.AsyncClient, version: int, answers: dict[str, Any]) -> Any:
        headers = {"If-Match": f'"{version}"'}
        return who.put(self.path, json={"answers": answers}, headers=headers)

    async def act(self, procedure: str, act: str, **body: Any) -> dict[str, Any]:
        return await done(self.member.post(f"{self.path}/{procedure}/{act}", json=body))

    def today(self, days: int = 0) -> str:
        return (self.city.service.clock.now() + timedelta(days=days)).date().isoformat()

    async def wait_until(self, day: str, hour: int = 8) -> None:
        """The clock moves to an hour of a day in Hanoi, and what is due is done."""
        clock = self.city.service.clock
        clock.advance(datetime.fromisoformat(f"{day}T{hour:02}:00+07:00") - clock.now())
        await self.city.service.do_due()

    async def reminders(self) -> list[tuple[str, str]]:
        found = await self.city.service.published(PermitStepDueV1)
        return [(one.procedure.code, one.stage.code) for one in found]


@pytest_asyncio.fixture
async def desk(city: City) -> Desk:
    return await Desk(city).open()


def step(shown: dict[str, Any], code: str) -> dict[str, Any]:
    (found,) = [one for one in shown["steps"] if one["procedure"]["code"] == code]
    return found


def warned(shown: dict[str, Any]) -> list[str]:
    return [one["code"] for one in shown["warnings"]]


async def test_before_anybody_answers_the_booking_presumes_what_it_can(desk: Desk):
    shown = await desk.get()
    assert (shown["id"], shown["version"], shown["status"]) == (None, 0, "not_begun")
    (performs,) = [one for one in shown["questions"] if one["code"] == "performs"]
    assert (performs["answer"], performs["presumed"], performs["asked"]) == (True, True, True)
    assert step(shown, "performance_approval")["needed"] is None
    assert "internal" in step(shown, "performance_approval")["open_questions"]


async def test_answers_lead_to_the_checklist_with_source_and_latest_day(desk: Desk):
    shown = await desk.put()
    (approval,) = shown["steps"]
    assert approval["procedure"]["code"] == "performance_approval"
    assert approval["needed"] is True
    assert set(approval["reasons"]) == {"performs", "internal", "place_kind"}
    # Monday 23 Nov + 40 days = Saturday 2 Jan 2027; 1 Jan is a holiday.
    assert (shown["activity_on"], approval["latest_on"]) == ("2027-01-02", "2026-12-22")
    assert approval["receiver"]["code"] == "department"
    assert [one["code"] for one in approval["documents"]] == ["request", "script_and_works"]
    assert approval["source"]
    assert approval["checked_on"] == "2026-11-23"
    assert approval["recheck"]
    assert shown["version"] == 1
    assert shown["next_due_on"] == "2026-12-22"


async def test_answers_that_are_wrong_are_all_named(desk: Desk):
    answers = {"performs": "yes", "place_kind": "moon", "colour": 1, "advertising_area": 0}
    problem = await refused(desk._put(desk.member, 0, answers), 422)
    assert sorted(codes(problem)) == [
        "field_not_boolean", "field_not_listed", "field_too_small", "permit_question_unknown",
    ]  # fmt: skip


async def test_a_stale_answer_is_refused_with_what_is_there(desk: Desk):
    await refused(desk.member.put(desk.path, json={"answers": {}}), 428)
    await desk.put()
    problem = await refused(desk._put(desk.member, 0, {}), 412)
    assert problem["current"]["version"] == 1
    assert (await desk.put(1, advertising=True))["version"] == 2


async def test_who_takes_part_and_who_only_reads(desk: Desk):
    city = desk.city
    await desk.put()
    assert (await desk.get(city.host))["actions"]["answer_permits"]["allowed"] is False
    await refused(desk._put(city.host, 1, {}), 403)
    await refused(city.host.post(f"{desk.path}/messages", json={"body": "?"}), 403)
    stranger = city.member(await city.admit())
    await refused(stranger.get(desk.path), 404)
    await refused(desk._put(stranger, 1, {}), 404)
    await refused(city.service.http.get(desk.path), 401)
    waive = f"{desk.path}/performance_approval/waive"
    await refused(desk.member.post(waive, json={"reason": "Không cần"}), 403)


async def test_a_step_goes_its_way_to_the_grant_and_completes_the_permit(desk: Desk):
    await desk.put()
    shown = await desk.act("performance_approval", "file", filed_on=desk.today(), reference="12/TN")
    approval = step(shown, "performance_approval")
    assert (approval["status"], approval["reply_by"]) == ("filed", "2026-11-30")
    assert approval["actions"]["file"]["allowed"] is False
    shown = await desk.act(
        "performance_approval", "reply", outcome="supplement_asked", replied_on=desk.today()
    )
    shown = await desk.act("performance_approval", "file", filed_on=desk.today())
    shown = await desk.act(
        "performance_approval", "reply", outcome="granted", replied_on=desk.today()
    )
    assert (shown["status"], warned(shown)) == ("completed", [])
    (done_event,) = await desk.city.service.published(PermitCompletedV1)
    assert [(one.procedure.code, one.outcome.code) for one in done_event.outcomes] == [
        ("performance_approval", "granted")
    ]
    # A further answer opens it again, and its end is said once more.
    shown = await desk.put(shown["version"], advertising=True, advertising_area=3)
    assert shown["status"] == "open"
    shown = await done(
        desk.city.officer.post(
            f"{desk.path}/advertising_notice/waive", json={"reason": "Dùng bảng có sẵn"}
        )
    )
    assert shown["status"] == "completed"
    assert len(await desk.city.service.published(PermitCompletedV1)) == 2


async def test_what_the_state_or_the_days_forbid_is_refused_with_every_rule(desk: Desk):
    await desk.put()
    path = f"{desk.path}/performance_approval"
    reply = {"outcome": "granted", "replied_on": desk.today(2)}
    problem = await refused(desk.member.post(f"{path}/reply", json=reply))
    assert codes(problem) == ["wrong_status", "reply_not_between"]
    problem = await refused(desk.member.post(f"{path}/file", json={"filed_on": desk.today(1)}))
    assert codes(problem) == ["filed_in_future"]
    problem = await refused(
        desk.member.post(f"{desk.path}/festival_notice/file", json={"filed_on": desk.today()})
    )
    assert codes(problem) == ["permit_step_not_needed"]
    await refused(desk.member.post(f"{desk.path}/magic/file", json={"filed_on": desk.today()}), 404)


async def test_changed_answers_drop_a_step_and_bring_it_back(desk: Desk):
    await desk.put()
    shown = await desk.put(1, performs=False)
    assert shown["steps"] == []
    assert shown["status"] == "completed"
    shown = await desk.put(shown["version"])
    assert step(shown, "performance_approval")["status"] == "to_do"


async def test_the_walking_space_warns_of_refused_content_and_an_unknown_time(desk: Desk):
    shown = await desk.put(place_kind="hoan_kiem_walking_space", main_content="food")
    use = step(shown, "hoan_kiem_walking_space")
    assert [one["code"] for one in use["warnings"]] == [
        "permit_content_refused", "permit_lead_unknown",
    ]  # fmt: skip
    assert use["latest_on"] is None


async def test_the_thread_is_between_member_and_officers(desk: Desk):
    ask = {"body": "Mẫu số 02 lấy ở đâu ạ?", "procedure": "performance_approval"}
    asked = await desk.member.post(f"{desk.path}/messages", json=ask)
    assert asked.status_code == 201
    assert (asked.json()["side"], asked.json()["mine"]) == ("member", True)
    officer = desk.city.officer
    assert (await officer.post(f"{desk.path}/messages", json={"body": "Xem Nghị định."})
            ).status_code == 201  # fmt: skip
    first = await done(desk.member.get(f"{desk.path}/messages?limit=1"))
    assert [one["side"] for one in first["items"]] == ["officer"]
    rest = await done(desk.member.get(f"{desk.path}/messages?cursor={first['next_cursor']}"))
    assert [one["body"] for one in rest["items"]] == [ask["body"]]
    assert rest["next_cursor"] is None
    stranger = desk.city.member(await desk.city.admit())
    await refused(stranger.get(f"{desk.path}/messages"), 404)


async def test_officers_find_what_is_due_and_members_only_their_own(desk: Desk):
    await desk.put()
    officer = desk.city.officer
    found = await done(officer.get(f"/v1/permits?due_by=2026-12-22&member_id={_member(desk)}"))
    (row,) = found["items"]
    assert [one["code"] for one in row["waiting"]] == ["performance_approval"]
    earlier = await done(officer.get(f"/v1/permits?due_by=2026-12-21&member_id={_member(desk)}"))
    assert earlier["items"] == []
    named = await done(officer.get("/v1/permits?procedure=performance_approval&status=open"))
    assert row["id"] in [one["id"] for one in named["items"]]
    assert [one["id"] for one in (await done(desk.member.get("/v1/permits")))["items"]] == [
        row["id"]
    ]
    stranger = desk.city.member(new_id())
    assert (await done(stranger.get("/v1/permits")))["items"] == []


def _member(desk: Desk) -> str:
    return str(desk.booking["member_id"])


@pytest.mark.parametrize("rows", [1, 4])
async def test_the_list_takes_as_many_statements_however_long_it_is(city: City, rows: int):
    desks = [await Desk(city).open() for _ in range(rows)]
    for desk in desks:
        await desk.put()
    with counted(city.service) as seen:
        await done(city.officer.get("/v1/permits?limit=200"))
    assert len(seen) <= 6, seen


async def test_everyone_may_read_the_procedures_as_they_hold_on_a_day(city: City):
    client = city.service.http
    now = await done(client.get("/v1/permit-procedures", headers={"Accept-Language": "en"}))
    (notice,) = [one for one in now["items"] if one["procedure"]["code"] == "advertising_notice"]
    assert (notice["valid_from"], notice["lead"]) == (
        "2026-01-01",
        [{"days": 15, "kind": "calendar"}],
    )
    then = await done(client.get("/v1/permit-procedures?on=2025-06-01"))
    (notice,) = [one for one in then["items"] if one["procedure"]["code"] == "advertising_notice"]
    assert (notice["valid_from"], notice["valid_until"]) == ("2013-01-01", "2025-12-31")
