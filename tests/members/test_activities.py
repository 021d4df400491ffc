"""Activities of the network: places in turn, a waiting list, attendance, certificates."""

from __future__ import annotations

from datetime import timedelta

import pytest
import pytest_asyncio

from shared.events.members import ParticipationChangedV1
from tests.members.documents import SIGNER, Desk, words
from tests.members.making import Network, at_once, done, if_match, refused

pytestmark = pytest.mark.asyncio


class Hall:
    """An officer with an activity, and members who take part."""

    def __init__(self, network: Network, members: list[dict]) -> None:
        self.network, self.officer, self.members = network, network.officer, members
        self.clients = [
            network.service.as_("member", sub=f"keeper-{n}", member=one["member_id"])
            for n, one in enumerate(members)
        ]

    async def write(self, **changes) -> dict:
        body = {
            "kind": "training",
            "title": {"vi": "Tập huấn kể chuyện", "en": "Training in telling stories"},
            "fields": ["design"],
            "place": "Phòng họp 1",
            "online_url": "https://hop.example/phong-1",
            "starts_at": self.network.instant(days=10),
            "ends_at": self.network.instant(days=10, hours=6),
            "sign_up_opens_at": self.network.instant(hours=-1),
            "sign_up_closes_at": self.network.instant(days=9),
            "places": 2,
            "minutes": 360,
            "gives_certificate": True,
            **changes,
        }
        return done(await self.officer.post("/v1/activities", json=body), 201)

    async def published(self, **changes) -> dict:
        return await self.do(await self.write(**changes), "publish")

    async def do(self, activity: dict, act: str, **body) -> dict:
        return done(await self.tried(activity, act, **body))

    async def tried(self, activity: dict, act: str, **body):
        return await self.officer.post(f"/v1/activities/{activity['id']}/{act}", json=body or None)

    async def try_sign_up(self, activity: dict, member: int = 0, **body):
        url = f"/v1/activities/{activity['id']}/participations"
        return await self.clients[member].post(url, json=body)

    async def sign_up(self, activity: dict, member: int = 0, **body) -> dict:
        return done(await self.try_sign_up(activity, member, **body), 201)

    async def get(self, activity: dict) -> dict:
        return done(await self.network.public.get(f"/v1/activities/{activity['id']}"))

    async def participants(self, activity: dict) -> list[dict]:
        url = f"/v1/activities/{activity['id']}/participants"
        return done(await self.officer.get(url))["items"]

    def later(self, **time: float) -> None:
        self.network.clock.advance(timedelta(**time))


@pytest_asyncio.fixture
async def hall(network: Network) -> Hall:
    return Hall(network, await network.members("Xưởng Một", "Xưởng Hai", "Xưởng Ba"))


async def test_a_draft_is_for_staff_and_what_is_published_for_everyone(hall, statements):
    draft = await hall.write()
    url = f"/v1/activities/{draft['id']}"
    refused(await hall.network.public.get(url), 404, "not_found")
    refused(await hall.try_sign_up(draft), 404, "not_found")
    await hall.do(draft, "publish")
    shown = await hall.get(draft)
    assert (shown["status"], shown["online_url"]) == ("published", None)
    assert done(await hall.clients[0].get(url))["online_url"] == "https://hop.example/phong-1"
    for n in range(4):
        await hall.published(title={"vi": f"Hội thảo số {n}"}, kind="seminar")
    listed = hall.network.public.get("/v1/activities", params={"q": "hoi thao", "kind": "seminar"})
    assert len(done(await listed)["items"]) == 4
    assert await statements(hall.network.public.get("/v1/activities")) <= 2


async def test_places_are_given_in_turn_and_pass_on(hall):
    activity = await hall.published()
    first = await hall.sign_up(activity, 0, participant_name="Nguyễn Văn Một")
    await hall.sign_up(activity, 1)
    third, fourth = (
        await hall.sign_up(activity, 2),
        await hall.sign_up(activity, 2, participant_name="Lê B"),
    )
    statuses = [one["status"] for one in await hall.participants(activity)]
    assert statuses == ["seated", "seated", "waiting", "waiting"]
    shown = await hall.get(activity)
    assert (shown["seats_taken"], shown["waiting"]) == (2, 2)
    cancel = f"/v1/participations/{first['id']}/cancel"
    refused(await hall.clients[1].post(cancel), 404, "not_found")
    assert done(await hall.clients[0].post(cancel))["status"] == "cancelled"
    statuses = {one["id"]: one["status"] for one in await hall.participants(activity)}
    assert (statuses[third["id"]], statuses[fourth["id"]]) == ("seated", "waiting")
    event = (await hall.network.service.published(ParticipationChangedV1))[-1]
    assert (event.id, event.change.code) == (third["id"] and event.id, "moved_up")
    assert str(event.id) == third["id"]
    assert "Nguyễn" not in event.model_dump_json()
    url = f"/v1/activities/{activity['id']}"
    shown = await hall.get(activity)
    refused(
        await hall.officer.patch(url, json={"places": 1}, headers=if_match(shown)),
        409, "places_taken",
    )  # fmt: skip
    more = done(await hall.officer.patch(url, json={"places": 3}, headers=if_match(shown)))
    assert (more["seats_taken"], more["waiting"]) == (3, 0)


async def test_no_more_places_than_there_are_even_in_a_race(hall):
    activity = await hall.published(places=3)
    racing = [
        hall.try_sign_up(activity, member, participant_name=f"Người {member}-{n}")
        for member in range(3)
        for n in range(3)
    ]
    answers = await at_once(*racing)
    assert {one.status_code for one in answers} == {201}
    rows = await hall.participants(activity)
    assert [one["status"] for one in rows] == ["seated"] * 3 + ["waiting"] * 6
    assert [one["turn"] for one in rows] == list(range(1, 10))


async def test_a_refusal_to_sign_up_lists_every_reason(hall):
    activity = await hall.published(
        sign_up_opens_at=hall.network.instant(days=1), places_for_each_member=1
    )
    refused(await hall.try_sign_up(activity), 409, "sign_up_not_open_yet")
    hall.later(days=1)
    await hall.sign_up(activity)
    refused(await hall.try_sign_up(activity, 0), 409, "member_has_its_places")
    url = f"/v1/members/{hall.members[0]['member_id']}/suspend"
    done(await hall.officer.post(url, json={"reason": "Thiếu", "reason_code": "report_missing"}))
    hall.later(days=8)
    refused(
        await hall.try_sign_up(activity, 0),
        409, "sign_up_closed", "member_suspended", "member_has_its_places",
    )  # fmt: skip


async def test_a_person_is_signed_up_once(hall):
    activity = await hall.published()
    one = {"participant_name": "Trần Thị Hòa"}
    answers = await at_once(*(hall.try_sign_up(activity, 0, **one) for _ in range(3)))
    assert sorted(one.status_code for one in answers) == [201, 409, 409]
    refused(
        await hall.try_sign_up(activity, 0, participant_name="trần thị hoà"),
        409,
        "signed_up_already",
    )
    assert (await hall.get(activity))["seats_taken"] == 1


async def test_a_called_off_activity_is_told_to_everyone_who_has_a_place(hall):
    activity = await hall.published(places=1)
    await hall.sign_up(activity, 0)
    await hall.sign_up(activity, 1)
    moved = done(
        await hall.officer.patch(
            f"/v1/activities/{activity['id']}",
            json={"place": "Phòng họp 2"},
            headers=if_match(await hall.get(activity)),
        )
    )
    off = await hall.do(moved, "cancel", reason="Diễn giả ốm")
    assert (off["status"], off["seats_taken"]) == ("cancelled", 0)
    events = await hall.network.service.published(ParticipationChangedV1)
    assert [one.change.code for one in events] == ["rescheduled"] * 2 + ["called_off"] * 2
    assert events[-1].reason == "Diễn giả ốm"
    assert {one["status"] for one in await hall.participants(activity)} == {"called_off"}
    refused(await hall.try_sign_up(activity, 2), 409, "wrong_status")


async def test_who_came_gets_a_certificate_of_participation(hall, desk: Desk):
    activity = await hall.published(places=2)
    came = await hall.sign_up(activity, 0, participant_name="Nguyễn Văn Một")
    missed = await hall.sign_up(activity, 1)
    late = await hall.sign_up(activity, 2, participant_name="Lê Thị Ba")
    mark = {"entries": [{"participation_id": came["id"], "attended": True}]}
    refused(await hall.tried(activity, "attendance", **mark), 409, "activity_not_begun")
    hall.later(days=10)
    refused(
        await hall.clients[0].post(f"/v1/participations/{came['id']}/cancel"),
        409,
        "activity_has_begun",
    )
    await hall.do(activity, "attendance", **mark)
    refused(await hall.tried(activity, "hold"), 409, "activity_not_over", "attendance_missing")
    both = [
        {"participation_id": missed["id"], "attended": False},
        {"participation_id": late["id"], "attended": True, "minutes": 150},
    ]
    await hall.do(activity, "attendance", entries=both)
    refused(
        await hall.tried(
            activity, "attendance", entries=[{"participation_id": activity["id"], "attended": True}]
        ),
        422, "participations_not_here",
    )  # fmt: skip
    hall.later(hours=7)
    assert (await hall.do(activity, "hold"))["status"] == "held"
    url = "/v1/contributions?kind=participation"
    counted = done(await hall.network.officer.get(url))["items"]
    assert min(one["hours"] for one in counted) == 2.5
    assert {one["source"] for one in counted} == {"activity"}
    refused(await hall.tried(activity, "attendance", entries=both), 409, "wrong_status")
    made = (await hall.do(activity, "certificates", signer=SIGNER))["items"]
    assert [one["participant_name"] for one in made] == ["Nguyễn Văn Một", "Lê Thị Ba"]
    refused(await hall.tried(activity, "certificates"), 409, "nobody_to_certify")
    document = await desk.get({"id": made[1]["document_id"]})
    assert (document["number"], document["status"]) == ("02/GCN-SVHTT", "for_signature")
    text = words(await desk.file(document))
    for part in (
        "Lê Thị Ba, thuộc Xưởng Ba",
        "2,5 giờ",
        "tập huấn “Tập huấn kể chuyện”",
        "03/12/2026",
    ):
        assert part in text, text
    refused(await hall.clients[1].get(f"/v1/documents/{document['id']}"), 404, "not_found")


async def test_names_of_persons_are_shown_by_right_alone(hall, statements):
    activity = await hall.published()
    row = await hall.sign_up(activity, 0, participant_name="Nguyễn Văn Một")
    listed = done(await hall.officer.get("/v1/participations"))["items"]
    assert "participant_name" not in listed[0]
    assert done(await hall.clients[1].get("/v1/participations"))["items"] == []
    assert await statements(hall.officer.get("/v1/participations")) <= 2
    refused(await hall.clients[1].get(f"/v1/participations/{row['id']}"), 404, "not_found")
    seen = done(await hall.clients[0].get(f"/v1/participations/{row['id']}"))
    assert seen["participant_name"] == "Nguyễn Văn Một"
    auditor = hall.network.service.as_("auditor")
    trail = done(await auditor.get("/v1/audit", params={"subject_id": row["id"]}))["items"]
    assert {"sign_up", "get_participation"} <= {one["act"] for one in trail}


async def test_times_that_do_not_go_together_are_refused(hall):
    wrong = {
        "kind": "training", "title": {"vi": "Sai giờ"}, "place": "Phòng họp 1",
        "starts_at": hall.network.instant(days=2), "ends_at": hall.network.instant(days=1),
        "sign_up_opens_at": hall.network.instant(days=4),
        "sign_up_closes_at": hall.network.instant(days=3),
    }  # fmt: skip
    refused(
        await hall.officer.post("/v1/activities", json=wrong),
        422, "ends_before_start", "ends_before_start", "sign_up_after_start",
    )  # fmt: skip
    kept = await hall.published()
    answer = await hall.officer.patch(
        f"/v1/activities/{kept['id']}", json={"starts_at": None}, headers=if_match(kept)
    )
    assert answer.status_code == 422


async def test_fewer_places_never_seat_more_than_there_are(hall):
    activity = await hall.published(places=3)
    first = await hall.sign_up(activity, 0, participant_name="Một")
    await hall.sign_up(activity, 1)
    await hall.sign_up(activity, 2)
    done(await hall.clients[0].post(f"/v1/participations/{first['id']}/cancel"))
    url = f"/v1/activities/{activity['id']}"
    shown = await hall.get(activity)
    done(await hall.officer.patch(url, json={"places": 2}, headers=if_match(shown)))
    assert (await hall.sign_up(activity, 0))["status"] == "waiting"
    shown = await hall.get(activity)
    assert (shown["seats_taken"], shown["waiting"]) == (2, 1)
