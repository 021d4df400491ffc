"""Calls: who enters them, and that they open and close by the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.events.members import CallClosedV1, CallExtendedV1, CallOpenedV1
from tests.members.making import CRITERIA, done, if_match, refused

pytestmark = pytest.mark.asyncio


async def test_a_call_whose_opening_has_passed_is_open_at_once(network):
    call = await network.call()
    assert (call["status"], call["quorum"]) == ("open", 2)
    (opened,) = await network.service.published(CallOpenedV1)
    assert (opened.status.code, opened.title.en) == ("open", "Sample call")


async def test_a_call_opens_and_closes_on_time_and_says_each_once(network):
    call = await network.call(
        opens_at=network.instant(hours=1), closes_at=network.instant(hours=2), quorum=3
    )
    assert (call["status"], call["quorum"]) == ("scheduled", 3)
    assert await network.service.published(CallOpenedV1) == []
    network.clock.advance(timedelta(hours=1))
    await network.service.do_due()
    shown = done(await network.public.get(f"/v1/calls/{call['id']}"))
    assert shown["status"] == "open"
    network.clock.advance(timedelta(hours=1))
    await network.service.do_due()
    await network.service.do_due()
    assert len(await network.service.published(CallOpenedV1)) == 1
    (closed,) = await network.service.published(CallClosedV1)
    assert closed.status.code == "closed"


async def test_only_an_officer_enters_a_call(network):
    for who in (network.applicant, network.decider, network.reviewers[0], network.operator):
        answer = await who.post("/v1/calls", json=call_body(network))
        refused(answer, 403, "role_needed")
    refused(await network.public.post("/v1/calls", json=call_body(network)), 401, "sign_in")


def call_body(network, **changes):
    return {
        "kind": "membership",
        "title": {"vi": "Đợt mẫu"},
        "opens_at": network.instant(),
        "closes_at": network.instant(days=1),
        "criteria": CRITERIA,
        **changes,
    }


async def test_wrong_dates_and_criteria_are_all_named(network):
    body = call_body(
        network,
        closes_at=network.instant(hours=-1),
        criteria=[CRITERIA[0], CRITERIA[0]],
    )
    refused(
        await network.officer.post("/v1/calls", json=body),
        422,
        "ends_before_start",
        "closes_in_past",
        "criterion_twice",
    )
    assert done(await network.public.get("/v1/calls"))["items"] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"opens_at": "0001-01-01T00:00:00+14:00"},
        {"closes_at": "9999-12-31T23:59:59-14:00"},
        {"title": {"vi": "a\u0000b"}},
        {"title": {"vi": " "}},
        {"criteria": []},
        {"criteria": [{**CRITERIA[0], "weight": "NaN"}]},
        {"criteria": [{**CRITERIA[0], "max_score": 0}]},
        {"quorum": 0},
        {"kind": "other"},
    ],
)
async def test_what_cannot_be_right_is_422_and_never_500(network, changes):
    answer = await network.officer.post("/v1/calls", json=call_body(network, **changes))
    assert answer.status_code == 422, answer.text


async def test_the_list_is_public_and_filtered_by_the_derived_status(network):
    await network.call()
    later = await network.call(opens_at=network.instant(days=1))
    for status, count in (("open", 1), ("scheduled", 1), ("closed", 0)):
        items = done(await network.public.get("/v1/calls", params={"status": status}))["items"]
        assert len(items) == count, status
    shown = done(await network.public.get(f"/v1/calls/{later['id']}"))
    assert shown["actions"]["close"]["allowed"] is False


async def test_an_open_call_is_prolonged_and_then_closes_later(network):
    call = await network.call(closes_at=network.instant(hours=1))
    changed = done(
        await network.officer.patch(
            f"/v1/calls/{call['id']}",
            json={
                "closes_at": network.instant(hours=3),
                "title": {"vi": "Đợt mẫu kéo dài"},
                "reason": "Mạng bị gián đoạn",
            },
            headers=if_match(call),
        )
    )
    assert changed["status"] == "open"
    (extended,) = await network.service.published(CallExtendedV1)
    assert (extended.title.vi, extended.status.code) == ("Đợt mẫu kéo dài", "open")
    assert "gián đoạn" not in extended.model_dump_json()
    audit = done(await network.officer.get("/v1/audit"))["items"]
    assert ("change_call", "Mạng bị gián đoạn") in [(one["act"], one["reason"]) for one in audit]
    network.clock.advance(timedelta(hours=2))
    await network.service.do_due()
    assert await network.service.published(CallClosedV1) == []
    network.clock.advance(timedelta(hours=1))
    await network.service.do_due()
    assert len(await network.service.published(CallClosedV1)) == 1


async def test_an_edit_needs_the_version_that_it_edits(network):
    call = await network.call()
    url, body = f"/v1/calls/{call['id']}", {"title": {"vi": "Khác"}}
    refused(await network.officer.patch(url, json=body), 428, "if_match_needed")
    done(await network.officer.patch(url, json=body, headers=if_match(call)))
    stale = await network.officer.patch(url, json=body, headers=if_match(call))
    assert refused(stale, 412, "stale_version")["current"]["version"] == 2


async def test_a_call_closed_early_takes_nothing_more_and_stays_closed(network):
    call = await network.call()
    closed = done(await network.officer.post(f"/v1/calls/{call['id']}/close"))
    assert closed["status"] == "closed"
    refused(await network.officer.post(f"/v1/calls/{call['id']}/close"), 409, "call_closed")
    patch = await network.officer.patch(
        f"/v1/calls/{call['id']}",
        json={"closes_at": network.instant(days=60)},
        headers=if_match(closed),
    )
    refused(patch, 409, "call_closed")
    network.clock.advance(timedelta(days=60))
    await network.service.do_due()
    assert len(await network.service.published(CallClosedV1)) == 1
