"""Ceremonies and awards: nobody is awarded twice, no number is given twice."""

from __future__ import annotations

from uuid import UUID

import pytest
from structlog.testing import capture_logs

from shared.database.work import Work
from shared.events import members as events
from tests.members.making import at_once, done, if_match, refused

pytestmark = pytest.mark.asyncio


async def test_a_ceremony_takes_approved_applications_only_and_names_each_other_one(network):
    call = await network.call()
    approved = await network.approved(call["id"])
    submitted = await network.submitted(call["id"])
    body = {
        "title": {"vi": "Lễ mẫu"},
        "held_at": network.instant(days=1),
        "place": "Bảo tàng Hà Nội",
        "application_ids": [approved["id"], submitted["id"]],
    }
    answer = await network.officer.post("/v1/ceremonies", json=body)
    problem = refused(answer, 409, "application_not_approved")
    assert problem["errors"][0]["values"]["application"] == submitted["id"]
    assert await network.service.published(events.CeremonyScheduledV1) == []
    refused(await network.decider.post("/v1/ceremonies", json=body), 403, "role_needed")


async def test_an_application_stands_on_one_list_until_that_ceremony_is_cancelled(network):
    application = await network.approved()
    first = await network.ceremony(application)
    body = {
        "title": {"vi": "Lễ khác"},
        "held_at": network.instant(days=1),
        "place": "Nơi khác",
        "application_ids": [application["id"]],
    }
    answer = await network.officer.post("/v1/ceremonies", json=body)
    refused(answer, 409, "application_has_ceremony")
    done(await network.officer.post(f"/v1/ceremonies/{first['id']}/cancel"))
    assert len(await network.service.published(events.CeremonyCancelledV1)) == 1
    second = done(await network.officer.post("/v1/ceremonies", json=body), 201)
    answer = await network.officer.post(f"/v1/ceremonies/{first['id']}/award")
    refused(answer, 409, "wrong_status")
    assert len(await network.award(second)) == 1


async def test_two_ceremonies_that_want_one_application_at_once_get_it_once(network):
    application = await network.approved()
    body = {
        "title": {"vi": "Lễ mẫu"},
        "held_at": network.instant(days=1),
        "place": "Bảo tàng Hà Nội",
        "application_ids": [application["id"]],
    }
    answers = await at_once(*(network.officer.post("/v1/ceremonies", json=body) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_the_list_is_for_staff_and_place_and_date_for_everyone(network):
    ceremony = await network.ceremony(await network.approved())
    shown = done(await network.public.get(f"/v1/ceremonies/{ceremony['id']}"))
    assert (shown["place"], shown["applications"]) == ("Bảo tàng Hà Nội", None)
    (event,) = await network.service.published(events.CeremonyScheduledV1)
    assert event.place == "Bảo tàng Hà Nội"


async def test_a_ceremony_is_moved_and_its_list_changed(network):
    call = await network.call()
    first, second = await network.approved(call["id"]), await network.approved(call["id"])
    ceremony = await network.ceremony(first)
    changed = done(
        await network.officer.patch(
            f"/v1/ceremonies/{ceremony['id']}",
            json={"place": "Sân khấu kính", "application_ids": [second["id"]]},
            headers=if_match(ceremony),
        )
    )
    assert [one["application_id"] for one in changed["applications"]] == [second["id"]]
    assert (await network.service.published(events.CeremonyChangedV1))[0].place == "Sân khấu kính"
    assert len(await network.award(await network.ceremony(first))) == 1


async def test_whoever_is_on_the_list_is_invited_and_told_of_every_change_of_time_or_place(network):
    call = await network.call()
    first, second = await network.approved(call["id"]), await network.approved(call["id"])
    ceremony = await network.ceremony(first)
    url = f"/v1/ceremonies/{ceremony['id']}"
    versions = [ceremony["version"]]
    for change in (
        {"title": {"vi": "Lễ đổi tên"}},
        {"application_ids": [first["id"], second["id"]]},
        {"place": "Sân khấu kính"},
    ):
        head = if_match(ceremony)
        ceremony = done(await network.officer.patch(url, json=change, headers=head))
        versions.append(ceremony["version"])
    versions.append(done(await network.officer.post(f"{url}/cancel"))["version"])
    told = await network.service.published(events.CeremonyInvitedV1)
    one, other = await contact_of(network, first), await contact_of(network, second)
    assert [(event.version, set(event.contact_ids), event.status.code) for event in told] == [
        (versions[0], {one}, "scheduled"),
        (versions[2], {other}, "scheduled"),
        (versions[3], {one, other}, "scheduled"),
        (versions[4], {one, other}, "cancelled"),
    ]
    assert [event.place for event in told] == ["Bảo tàng Hà Nội"] * 2 + ["Sân khấu kính"] * 2


async def test_whoever_is_taken_off_the_list_is_told_with_the_time_and_place_that_they_know(
    network,
):
    call = await network.call()
    stays, goes = await network.approved(call["id"]), await network.approved(call["id"])
    ceremony = await network.ceremony(stays, goes)
    change = {"place": "Sân khấu kính", "application_ids": [stays["id"]]}
    url = f"/v1/ceremonies/{ceremony['id']}"
    changed = done(await network.officer.patch(url, json=change, headers=if_match(ceremony)))
    told = (await network.service.published(events.CeremonyInvitedV1))[1:]
    one, other = await contact_of(network, stays), await contact_of(network, goes)
    assert [(event.contact_ids, event.status.code, event.place) for event in told] == [
        ([other], "cancelled", "Bảo tàng Hà Nội"),
        ([one], "scheduled", "Sân khấu kính"),
    ]
    assert {event.version for event in told} == {changed["version"]}


async def contact_of(network, application) -> UUID:
    shown = done(await network.applicant.get(f"/v1/applications/{application['id']}"))
    return UUID(shown["applicant"]["contact"]["id"])


async def test_nobody_is_invited_by_an_empty_list_nor_after_being_erased(network):
    await network.ceremony()
    application = await network.approved()
    done(await network.officer.post(f"/v1/contacts/{await contact_of(network, application)}/erase"))
    await network.ceremony(application)
    assert await network.service.published(events.CeremonyInvitedV1) == []


async def test_an_award_asked_for_again_gives_the_same_list_and_nothing_new(network):
    call = await network.call()
    applications = [await network.approved(call["id"], name=f"Không gian {n}") for n in (1, 2)]
    ceremony = await network.ceremony(*applications)
    first = await network.award(ceremony)
    assert [one["application_id"] for one in first] == [one["id"] for one in applications]
    assert [one["certificate_number"] for one in first] == [
        "KGST-HN-2026-0001",
        "KGST-HN-2026-0002",
    ]
    counts = await count_effects(network)
    assert await network.award(ceremony) == first
    assert await count_effects(network) == counts == (2, 2, 2, 1)
    shown = done(await network.public.get(f"/v1/ceremonies/{ceremony['id']}"))
    assert shown["status"] == "held"


async def count_effects(network):
    kinds = (
        events.MemberAdmittedV1,
        events.CertificateIssuedV1,
        events.GrantChangedV1,
        events.CeremonyChangedV1,
    )
    return tuple([len(await network.service.published(kind)) for kind in kinds])


async def test_two_awards_at_the_same_moment_admit_nobody_twice(network):
    call = await network.call()
    applications = [await network.approved(call["id"]) for _ in range(3)]
    ceremony = await network.ceremony(*applications)
    url = f"/v1/ceremonies/{ceremony['id']}/award"
    answers = [done(one) for one in await at_once(*(network.officer.post(url) for _ in range(6)))]
    assert all(answer == answers[0] for answer in answers)
    assert len({one["member_id"] for one in answers[0]["awarded"]}) == 3
    assert await count_effects(network) == (3, 3, 3, 1)


async def test_without_the_ceremonys_lock_the_constraints_still_admit_each_once(
    network, monkeypatch
):
    """Negative control: the lock makes a retry answer well, the database keeps the promise."""
    ceremony = await network.ceremony(await network.approved())

    async def look_without_lock(work, model, id):
        return await work.session.get(model, id)

    monkeypatch.setattr(Work, "lock", look_without_lock)
    url = f"/v1/ceremonies/{ceremony['id']}/award"
    with capture_logs():  # a traceback takes seconds to draw
        answers = await at_once(*(network.officer.post(url) for _ in range(3)))
    assert {answer.status_code for answer in answers} != {200}, "the rig never raced"
    assert await count_effects(network) == (1, 1, 1, 1)


async def test_two_ceremonies_awarding_at_once_never_share_a_number_nor_leave_a_gap(network):
    call = await network.call()
    ceremonies = [await network.ceremony(await network.approved(call["id"])) for _ in range(5)]
    awards = await at_once(*(network.award(one) for one in ceremonies))
    numbers = sorted(entry["certificate_number"] for award in awards for entry in award)
    assert numbers == [f"KGST-HN-2026-{n:04d}" for n in range(1, 6)]


async def test_a_dry_run_of_an_award_takes_no_number(network):
    ceremony = await network.ceremony(await network.approved())
    answer = await network.officer.post(f"/v1/ceremonies/{ceremony['id']}/award?dry_run=true")
    assert done(answer)["result"]["awarded"][0]["certificate_number"] == "KGST-HN-2026-0001"
    assert await count_effects(network) == (0, 0, 0, 0)
    assert (await network.award(ceremony))[0]["certificate_number"] == "KGST-HN-2026-0001"


async def test_some_are_awarded_now_and_the_rest_later(network):
    call = await network.call()
    first, second = await network.approved(call["id"]), await network.approved(call["id"])
    ceremony = await network.ceremony(first, second)
    (entry,) = await network.award(ceremony, application_ids=[second["id"]])
    assert entry["application_id"] == second["id"]
    url = f"/v1/ceremonies/{ceremony['id']}"
    assert done(await network.officer.get(url))["status"] == "scheduled"
    refused(await network.officer.post(f"{url}/cancel"), 409, "ceremony_has_awards")
    assert len(await network.award(ceremony)) == 2


async def test_who_is_not_on_the_list_is_not_awarded(network):
    call = await network.call()
    listed, other = await network.approved(call["id"]), await network.approved(call["id"])
    ceremony = await network.ceremony(listed)
    url = f"/v1/ceremonies/{ceremony['id']}/award"
    body = {"application_ids": [listed["id"], other["id"]]}
    refused(await network.officer.post(url, json=body), 409, "not_on_the_list")
    assert await count_effects(network) == (0, 0, 0, 0)
    for who in (network.applicant, network.reviewers[0], network.operator):
        refused(await who.post(url), 403, "role_needed")
    assert len(done(await network.decider.post(url))["awarded"]) == 1


async def test_papers_entered_after_the_ceremony_carry_its_day(network):
    application = await network.approved()
    ceremony = await network.ceremony(application, held_at=network.instant(days=-3))
    (entry,) = await network.award(ceremony)
    number = entry["certificate_number"]
    shown = done(await network.public.get(f"/v1/certificates/{number}"))
    assert shown["issued_on"] == "2026-11-20"
