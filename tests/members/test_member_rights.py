"""All rights with their state and all duties with their dates, in one call."""

from __future__ import annotations

import pytest

from tests.members.making import Network, done, refused

pytestmark = pytest.mark.asyncio
SUSPENSION = {"reason": "Thiếu báo cáo", "reason_code": "report_missing", "until": "2026-12-31"}


async def rights_of(client, member: dict, **headers) -> dict:
    url = f"/v1/members/{member['member_id']}/rights"
    return done(await client.get(url, headers=headers))


def states(shown: dict) -> dict[str, str]:
    return {one["code"]: one["state"] for one in shown["rights"]}


async def test_a_member_sees_seven_rights_and_what_each_needs(network: Network):
    member = await network.member()
    keeper = network.service.as_("member", sub="keeper", member=member["member_id"])
    shown = await rights_of(keeper, member)
    assert states(shown) == {
        "city_spaces": "available",
        "tax_confirmation": "needs",
        "promotion": "available",
        "permit_guidance": "available",
        "network_activities": "available",
        "unesco_links": "needs",
        "public_places": "available",
    }
    tax = next(one for one in shown["rights"] if one["code"] == "tax_confirmation")
    assert [one["code"] for one in tax["failing"]] == ["tax_code_unknown"]
    assert (tax["service"], tax["path"]) == ("members", "/v1/benefits")
    english = await rights_of(keeper, member, **{"Accept-Language": "en"})
    assert "The file has no tax code" in english["rights"][1]["failing"][0]["detail"]


async def test_a_suspension_rests_them_and_leaving_ends_them(network: Network):
    member = await network.member()
    url = f"/v1/members/{member['member_id']}"
    done(await network.officer.post(f"{url}/suspend", json=SUSPENSION))
    shown = await rights_of(network.officer, member)
    assert set(states(shown).values()) == {"suspended"}
    assert shown["rights"][0]["failing"][0]["code"] == "member_suspended"
    assert "31/12/2026" in shown["rights"][0]["failing"][0]["detail"]
    done(await network.officer.post(f"{url}/leave"))
    assert set(states(await rights_of(network.officer, member)).values()) == {"ended"}


async def test_what_is_asked_for_and_where_it_takes_part_stand_beside(network: Network):
    member = await network.member()
    keeper = network.service.as_("member", sub="keeper", member=member["member_id"])
    asked = {"tax_code": "0101234567"}
    done(await keeper.post("/v1/benefits", json=asked), 201)
    body = {
        "kind": "seminar", "title": {"vi": "Hội thảo mẫu", "en": "Sample seminar"},
        "starts_at": network.instant(days=10), "ends_at": network.instant(days=10, hours=2),
        "sign_up_opens_at": network.instant(hours=-1), "sign_up_closes_at": network.instant(days=9),
    }  # fmt: skip
    activity = done(await network.officer.post("/v1/activities", json=body), 201)
    done(await network.officer.post(f"/v1/activities/{activity['id']}/publish"))
    done(await keeper.post(f"/v1/activities/{activity['id']}/participations"), 201)
    shown = await rights_of(keeper, member)
    assert [one["what"]["code"] for one in shown["requests"]] == ["tax_confirmation"]
    assert [one["title"] for one in shown["activities"]] == ["Hội thảo mẫu"]
    duty = next(one for one in shown["duties"] if one["code"] == "attend")
    assert (duty["due_on"], duty["state"]) == ("2026-12-03", "coming")
    assert duty["title"] == "Tham dự: Hội thảo mẫu"


async def test_rights_are_for_the_member_and_staff(network: Network, statements):
    member, other = await network.members("Xưởng Một", "Xưởng Hai")
    stranger = network.service.as_("member", sub="other", member=other["member_id"])
    url = f"/v1/members/{member['member_id']}/rights"
    refused(await stranger.get(url), 403, "member_not_yours")
    refused(await network.stranger.get(url), 403, "role_needed")
    refused(await network.officer.get("/v1/members/0199c3a0-0000-7000-8000-000000000001/rights"),
            404, "not_found")  # fmt: skip
    assert await statements(network.officer.get(url)) <= 10
