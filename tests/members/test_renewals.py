"""Renewal rounds: who has a term is asked, answers, is renewed or lapses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.events import members as events
from tests.members.making import Network, done, path, refused, statements

pytestmark = pytest.mark.asyncio

ROUND = {
    "title": {"vi": "Đợt gia hạn mẫu"},
    "terms_end_by": "2027-12-31",
    "renew_until": "2030-12-31",
    "answer_by": "2027-10-01",
    "lapse_on": "2028-01-01",
}


async def test_a_round_asks_renews_and_lets_lapse(running):
    async with running("members", membership_term_years=1) as service:
        network = Network(service)
        kept, silent, left = await network.members("Ở lại", "Im lặng", "Đã rời")
        shown = done(await network.public.get(f"/v1/members/{kept['member_id']}"))
        assert shown["term_until"] == "2027-11-22"
        wrong = {**ROUND, "answer_by": "2026-01-01", "renew_until": "2026-12-31"}
        answer = await network.officer.post("/v1/renewal-rounds", json=wrong)
        refused(answer, 422, "due_in_past", "ends_before_start")
        opened = done(await network.officer.post("/v1/renewal-rounds", json=ROUND), 201)
        assert len(await service.published(events.MemberRenewalDueV1)) == 3
        done(await network.officer.post("/v1/renewal-rounds", json=ROUND), 201)
        assert len(await service.published(events.MemberRenewalDueV1)) == 3

        params = {"round_id": opened["id"]}
        items = done(await network.applicant.get("/v1/renewals", params=params))["items"]
        asked = {one["member_id"]: one["id"] for one in items}
        url = f"/v1/renewals/{asked[kept['member_id']]}"
        for renew, status in ((False, "declined"), (True, "wanted")):
            said = await network.applicant.post(f"{url}/answer", json={"renew": renew})
            assert done(said)["status"]["code"] == status
        stranger = service.as_("member", member="00000000-0000-7000-8000-000000000001")
        assert (await stranger.post(f"{url}/answer", json={"renew": True})).status_code == 404
        renewed = done(await network.officer.post(f"{url}/renew", json={"reason": "Tốt"}))
        assert renewed["status"]["code"] == "renewed"
        refused(
            await network.officer.post(f"{url}/renew", json={"reason": "x"}), 409, "wrong_status"
        )
        done(await network.officer.post(f"/v1/members/{left['member_id']}/leave"))

        network.clock.advance(timedelta(days=403, hours=15))  # 1 January 2028 in Hanoi
        await service.do_due()
        standing = [
            done(await network.public.get(f"/v1/members/{one['member_id']}"))
            for one in (kept, silent, left)
        ]
        assert [one["status"] for one in standing] == ["active", "lapsed", "left"]
        assert standing[0]["term_until"] == "2030-12-31"
        certificate = f"/v1/certificates/{silent['certificate_number']}"
        assert done(await network.public.get(certificate))["status"] == "expired"
        officer = service.as_("officer")
        items = done(await officer.get("/v1/renewals", params=params))["items"]
        found = {one["member_id"]: one["status"]["code"] for one in items}
        assert [found[one["member_id"]] for one in (kept, silent, left)] == [
            "renewed",
            "lapsed",
            "dropped",
        ]
        late = {"until": "2030-12-31", "reason": "Nộp muộn có lý do"}
        done(await officer.post(f"/v1/members/{silent['member_id']}/renew", json=late), 201)
        shown = done(await network.public.get(f"/v1/members/{silent['member_id']}"))
        assert (shown["status"], shown["term_until"]) == ("active", "2030-12-31")
        assert done(await network.public.get(certificate))["status"] == "valid"


async def test_lists_of_renewals_ask_the_database_a_fixed_number_of_times(running):
    async with running("members", membership_term_years=1) as service:
        network = Network(service)
        counts = []
        for names in (("Mẫu A",), ("Mẫu B", "Mẫu C")):
            await network.members(*names)
            done(await network.officer.post("/v1/renewal-rounds", json=ROUND), 201)
            paths = ("/v1/renewals", "/v1/renewal-rounds")
            counts.append([await statements(network, path) for path in paths])
        assert counts[0] == counts[1]
        assert max(counts[1]) <= 2


async def test_without_a_term_nobody_is_asked(network):
    await network.member()
    done(await network.officer.post("/v1/renewal-rounds", json=ROUND), 201)
    assert done(await network.officer.get("/v1/renewals"))["items"] == []


async def file_for_renewal(network: Network, member_id: str):
    """A member's file for a further term, reviewed."""
    applicant = network.service.as_(sub="applicant")
    call = await network.call(eligibility={"membership": "members_only"})
    body = {"call_id": call["id"], "from_member_id": member_id}
    draft = done(await applicant.post("/v1/applications", json=body), 201)
    file = done(await applicant.post(f"{path(draft)}/submit"))
    for number in (0, 1):
        done(await network.review(file, number), 201)
    return file


@pytest.mark.parametrize(("in_round", "until"), [(True, "2030-12-31"), (False, "2028-11-22")])
async def test_an_approved_file_renews_the_membership(running, in_round, until):
    async with running("members", membership_term_years=1) as service:
        network = Network(service)
        entry = await network.member()
        if in_round:
            done(await network.officer.post("/v1/renewal-rounds", json=ROUND), 201)
        file = await file_for_renewal(network, entry["member_id"])
        done(await network.decider.post(f"{path(file)}/decision", json={"outcome": "approve"}))
        shown = done(await network.public.get(f"/v1/members/{entry['member_id']}"))
        assert shown["term_until"] == until
        items = done(await network.officer.get("/v1/renewals"))["items"]
        assert [one["status"]["code"] for one in items] == ["renewed"] * in_round


async def test_who_has_left_meanwhile_is_not_renewed(running):
    async with running("members", membership_term_years=1) as service:
        network = Network(service)
        entry = await network.member()
        file = await file_for_renewal(network, entry["member_id"])
        done(await network.officer.post(f"/v1/members/{entry['member_id']}/leave"))
        answer = await network.decider.post(f"{path(file)}/decision", json={"outcome": "approve"})
        refused(answer, 409, "wrong_status")


@pytest.mark.parametrize(("in_round", "until"), [(True, "2030-12-31"), (False, "2028-11-22")])
async def test_a_renewal_goes_with_the_decision_that_gave_it(running, in_round, until):
    async with running("members", membership_term_years=1) as service:
        network = Network(service)
        entry = await network.member()
        url = f"/v1/members/{entry['member_id']}"
        if in_round:
            done(await network.officer.post("/v1/renewal-rounds", json=ROUND), 201)
        file = await file_for_renewal(network, entry["member_id"])
        decide, approve = f"{path(file)}/decision", {"outcome": "approve"}
        decision = done(await network.decider.post(decide, json=approve))["decision"]
        annul = f"/v1/decisions/{decision['id']}/annul"
        done(await network.decider.post(annul, json={"reason": "Sai căn cứ"}))
        shown = done(await network.public.get(url))
        assert (shown["status"], shown["term_until"]) == ("active", "2027-11-22")
        items = done(await network.officer.get("/v1/renewals"))["items"]
        assert [one["status"]["code"] for one in items] == ["wanted"] * in_round
        done(await network.decider.post(decide, json=approve))
        assert done(await network.public.get(url))["term_until"] == until


async def test_who_had_lapsed_lapses_again_when_its_late_renewal_is_annulled(running):
    async with running("members", membership_term_years=1) as service:
        network = Network(service)
        entry = await network.member()
        url = f"/v1/members/{entry['member_id']}"
        file = await file_for_renewal(network, entry["member_id"])
        network.clock.advance(timedelta(days=370))
        officer, decider = service.as_("officer"), service.as_("decider")
        soon = {
            "title": {"vi": "Đợt"},
            "terms_end_by": "2027-12-31",
            "renew_until": "2030-12-31",
            "answer_by": "2027-11-28",
            "lapse_on": "2027-11-28",
        }
        done(await officer.post("/v1/renewal-rounds", json=soon), 201)
        network.clock.advance(timedelta(days=1))
        await service.do_due()
        officer, decider = service.as_("officer"), service.as_("decider")
        assert done(await network.public.get(url))["status"] == "lapsed"
        approve = {"outcome": "approve"}
        shown = done(await decider.post(f"{path(file)}/decision", json=approve))
        assert done(await network.public.get(url))["status"] == "active"
        annul = f"/v1/decisions/{shown['decision']['id']}/annul"
        done(await decider.post(annul, json={"reason": "Sai căn cứ"}))
        assert done(await network.public.get(url))["status"] == "lapsed"
