"""What holds across the whole running network."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections import Counter
from typing import Any
from uuid import UUID

import httpx
import pytest

from deploy.demo import acts
from deploy.demo.city import City, Someone
from deploy.embedded.folder import DataFolder
from deploy.installation import Installation
from deploy.nats.accounts import CITY
from deploy.nats.admin import connect
from deploy.nats.topology import CITY_BUCKET_STREAM, CITY_STREAM
from deploy.nats.users import ADMIN
from deploy.operate.announce import announce
from deploy.operate.dead_letters import drop, list_parked
from deploy.operate.doctor import find_troubles
from deploy.waiting import wait_until
from shared.events.bookings import SpacePublishedV1
from shared.events.envelope import Envelope, sequence_text
from shared.events.members import MemberProfileChangedV1
from shared.ids import new_id
from tests.system.conftest import RunningNetwork

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("story")]

RIVALS = 64
ROUNDS = 20


async def confirm(host: Someone, booking: dict[str, Any]) -> httpx.Response:
    """The verdict; on a machine with much to do a service may say first that it is busy."""

    async def verdict() -> httpx.Response | None:
        path = f"/v1/bookings/{booking['id']}/confirm"
        answer = await host.ask("POST", "bookings", path)
        return None if answer.status_code == 503 else answer

    return await wait_until(verdict)


async def test_64_rivals_confirmed_at_once_leave_one_winner(city: City, members):
    host = city.someone("officer", "officer")
    seconds = []
    for number in range(ROUNDS):
        start = acts.tomorrow_at(city, 1, days=100 + number)
        [space, *_] = await acts.bookable_spaces(members[0], start, 1)
        wished = [
            await acts.request_booking(members[n % 2], space, start, 1, f"Tranh {n}", public=False)
            for n in range(RIVALS if number < 3 else 8)
        ]
        begun = time.perf_counter()
        answers = await asyncio.gather(*(confirm(host, one) for one in wished))
        seconds.append((time.perf_counter() - begun) / len(wished))
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [200] + [409] * (len(wished) - 1)
        refused = [answer.json() for answer in answers if answer.status_code == 409]
        assert {problem["code"] for problem in refused} == {"space_taken"}
    assert max(seconds) <= 20 * statistics.median(seconds)


async def read_city(folder: DataFolder) -> str:
    """Everything that other city systems can read, as one text."""
    installation = Installation.load(folder.path)
    file = installation.keys.credentials_file(CITY, ADMIN)
    connection = await connect(installation.nats_url, file)
    found = []
    for stream in (CITY_STREAM, CITY_BUCKET_STREAM):
        subscription = await connection.jetstream().subscribe(
            ">", stream=stream, ordered_consumer=True
        )
        while True:
            try:
                message = await subscription.next_msg(timeout=1)
            except TimeoutError:
                break
            found.append(message.subject + message.data.decode())
    await connection.close()
    return "\n".join(found)


async def test_nothing_private_reaches_other_city_systems(
    network: RunningNetwork, city: City, season: str
):
    """Markers stand in every private field; none may be in CITY or CITY_NOW, the name must."""
    officer = city.someone("officer", "officer")
    call = await acts.open_call(city, officer)
    markers = {
        name: f"MARK{name}{season[-4:]}"
        for name in ("person", "mail", "reason", "comment", "hidden")
    }
    applicant = acts.Applicant(
        name=f"Xưởng Mẫu Kín {season}",
        kind="art_space",
        ownership="private",
        fields=("design",),
        ward="Tây Hồ",
        subject=markers["mail"].lower(),
        contact=f"Người {markers['person']}",
    )
    [member] = await acts.admit(city, officer, call, [applicant])
    await acts.wait_for_rights(member)
    start = acts.tomorrow_at(city, 5, days=60)
    [space, *_] = await acts.bookable_spaces(member, start, 1)
    private = await acts.request_booking(
        member, space, start, 1, f"Kín {markers['hidden']}", public=False
    )
    await officer.post("bookings", f"/v1/bookings/{private['id']}/confirm")
    await officer.post(
        "members",
        f"/v1/members/{member.id}/suspend",
        {"reason": markers["reason"], "reason_code": "report_missing"},
    )

    async def all_there():
        text = await read_city(network.folder)
        return text if private["id"] in text and '"suspended"' in text else None

    text = await city.until("the public events have come to CITY", all_there)
    assert applicant.name in text
    assert [one for one in markers.values() if one.lower() in text.lower()] == []


async def test_a_poisoned_event_parks_alone_and_can_be_dropped(
    network: RunningNetwork, city: City, members
):
    """A member's event that no reader understands does not keep others from going on."""
    installation = Installation.load(network.folder.path)
    poisoned = new_id()
    kind = MemberProfileChangedV1.TYPE
    envelope = Envelope(
        id=new_id(),
        source="/hcn/members",
        type=kind.text,
        subject=poisoned,
        time=city.now,
        dataschema="urn:test",
        sequence=sequence_text(1, 1),
        correlationid=new_id(),
        data={"id": str(poisoned), "name": None},
    )
    connection = await connect(installation.nats_url, installation.admin_creds)
    body = envelope.model_dump_json(exclude_none=True).encode()
    await connection.jetstream().publish(kind.subject_of(poisoned), body)
    await connection.close()

    async def parked():
        found = await list_parked(installation, waiting_too=True)
        return [one for one in found if str(poisoned) in one.aggregate] or None

    letters = await city.until("the event is parked", parked)
    officer = city.someone("officer", "officer")
    await officer.post(
        "members",
        f"/v1/members/{members[0].id}/suspend",
        {"reason": "Thử", "reason_code": "report_missing"},
    )

    async def heard():
        body = {"space_id": str(new_id()), "activity": acts.activity(members[0], "Thử")}
        start = acts.tomorrow_at(city, 4, days=50)
        [space, *_] = await acts.bookable_spaces(members[1], start, 1)
        body |= {
            "space_id": space["id"],
            "starts_at": start.isoformat(),
            "ends_at": start.replace(hour=5).isoformat(),
        }
        answer = await members[0].person.ask(
            "POST", "bookings", "/v1/bookings?dry_run=true", json=body
        )
        return "member_suspended" in answer.text

    await city.until("other members' events still take effect", heard)
    troubles = [one async for one in find_troubles(installation)]
    assert any("parked" in one for one in troubles)
    assert letters

    async def all_dropped() -> bool:
        left = await parked()
        for letter in left or []:
            await drop(installation, letter.name, "test")
        return not left

    await wait_until(all_dropped)


async def test_a_trace_runs_from_the_request_to_the_effect_in_another_service(
    network: RunningNetwork, city: City, members
):
    trace = f"{UUID(int=new_id().int).hex}"
    headers = {"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
    start = acts.tomorrow_at(city, 6, days=70)
    [space, *_] = await acts.bookable_spaces(members[0], start, 1)
    booking = await acts.request_booking(members[0], space, start, 1, "Theo dấu")
    officer = city.someone("officer", "officer")
    path = f"/v1/bookings/{booking['id']}/confirm"
    await officer.expect(200, "POST", "bookings", path, headers=headers)

    async def seen_in(service: str) -> bool:
        log = network.folder.log_of(service).read_text().splitlines()
        entries = [json.loads(line) for line in log if line.startswith("{") and trace in line]
        return any(entry["event"] == "event" for entry in entries)

    for service in ("promotion", "notifications"):
        await city.until(f"{service} acted in the trace", lambda s=service: seen_in(s))


async def test_announce_repeats_the_state_and_has_no_effect_outside(
    network: RunningNetwork, city: City, members
):
    installation = Installation.load(network.folder.path)
    before = len(await city.letters())
    announced_now = [
        await announce(installation, service, "test", lambda _line: None)
        for service in ("members", "bookings", "promotion")
    ]
    assert sum(announced_now[:2]) > 0
    connection = await connect(installation.nats_url, installation.admin_creds)
    subscription = await connection.jetstream().subscribe(
        SpacePublishedV1.TYPE.filter, stream="BOOKINGS", ordered_consumer=True
    )

    async def announced():
        message = await subscription.next_msg(timeout=5)
        return b'"hcnannounced":true' in message.data

    await city.until("an announced space has passed", announced)
    await connection.close()
    start = acts.tomorrow_at(city, 7, days=80)
    [space, *_] = await acts.bookable_spaces(members[0], start, 1)
    await acts.request_booking(members[0], space, start, 1, "Sau khi công bố lại")

    async def receipt():
        return len(await city.letters()) > before

    await city.until("the letter of the later request has come", receipt)
    count = Counter((str(one["to"]), one["text"]) for one in await city.letters())
    assert [letter for letter, times in count.items() if times > 1] == []


async def test_the_doctor_finds_nothing_wrong(network: RunningNetwork, city: City):
    async def well():
        installation = Installation.load(network.folder.path)
        return [one async for one in find_troubles(installation)] == []

    await city.until("the doctor is content", well)
