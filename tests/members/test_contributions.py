"""Contributions: collected from events once each, tagged, void, drawn for the UNESCO report."""

from __future__ import annotations

import csv
import io

import pytest

from shared.events import promotion
from tests.members.making import done, if_match, refused
from tests.members.year import Year

pytestmark = pytest.mark.asyncio


@pytest.fixture
def year(network) -> Year:
    return Year(network)


async def test_what_other_services_tell_becomes_a_contribution_with_its_source(network, year):
    member = (await network.member())["member_id"]
    booking = await year.held(member)
    await year.no_show(member)
    await year.published(member)
    rows = await year.contributions(member_id=member)
    assert sorted(one["kind"]["code"] for one in rows) == [
        "activity_held",
        "item_published",
        "no_show",
    ]
    (held,) = [one for one in rows if one["kind"]["code"] == "activity_held"]
    assert (held["title"], held["hours"], held["audience"]) == ("Xưởng gốm mở cửa", 3.0, 40)
    assert (held["source"], held["source_id"]) == ("booking", str(booking))
    assert held["source_event_id"]
    assert held["unesco_field"]["code"] == "design"
    assert held["commitment"]["code"] == "access_and_participation"
    mine = done(await year.as_member(member).get("/v1/contributions"))["items"]
    assert len(mine) == 3
    assert done(await network.stranger.get("/v1/contributions"))["items"] == []


async def test_an_activity_that_is_not_public_is_known_from_what_was_granted(network, year):
    member = (await network.member())["member_id"]
    await year.held(member, public=False)
    (held,) = await year.contributions(kind="activity_held")
    assert (held["member_id"], held["title"]) == (member, "Xưởng gốm mở cửa")


async def test_told_again_it_counts_once_and_what_a_person_counted_stays(network, year):
    member = (await network.member())["member_id"]
    state = await year.published(member)
    await network.service.deliver(promotion.ItemPublishedV1(**state), announced=True)
    (row,) = await year.contributions(member_id=member)
    url = f"/v1/contributions/{row['id']}"
    body = {"hours": 1.5, "audience": 900, "unesco_field": "crafts_folk_art"}
    changed = done(await year.officer.patch(url, json=body, headers=if_match(row)))
    assert (changed["audience"], changed["unesco_field"]["code"]) == (900, "crafts_folk_art")
    await network.service.deliver(promotion.ItemCorrectedV1(**state))
    again = done(await year.officer.get(url))
    assert (again["audience"], again["hours"]) == (900, 1.5)


async def test_a_retracted_piece_does_not_count(network, year):
    member = (await network.member())["member_id"]
    await year.retracted(await year.published(member))
    (row,) = await year.contributions(member_id=member)
    assert row["void_reason"]["code"] == "item_retracted"
    assert await year.contributions(void="false") == []
    body = {"reason_code": "not_proven", "reason": "Không có ảnh"}
    url = f"/v1/contributions/{row['id']}/void"
    refused(await year.officer.post(url, json=body), 409, "contribution_void")


async def test_an_officer_enters_what_no_event_tells(network, year):
    member = (await network.member())["member_id"]
    row = await year.enter(member)
    assert (row["source"], row["source_event_id"]) == ("entered", None)
    body = {
        "member_id": row["id"],
        "kind": "participation",
        "title": "Hội thảo",
        "happened_on": "2026-12-30",
        "reason": "Danh sách",
    }
    answer = await year.officer.post("/v1/contributions", json=body)
    refused(answer, 422, "day_in_future", "not_found")
    body["kind"] = "no_such_kind"
    refused(await year.officer.post("/v1/contributions", json=body), 422, "field_not_listed")


async def test_the_unesco_extract_adds_up_by_year_field_and_commitment(network, year, statements):
    member = (await network.member())["member_id"]
    await year.held(member)
    await year.held(member)
    await year.enter(member, happened_on="2025-03-01", hours=4, audience=None)
    await year.no_show(member)
    url = "/v1/unesco/monitoring"
    shown = done(await year.officer.get(url))
    assert (shown["first_year"], shown["last_year"]) == (2024, 2027)
    rows = [
        (one["year"], one["commitment"]["code"], one["contributions"], one["hours"])
        for one in shown["rows"]
    ]
    assert rows == [
        (2025, "hubs_and_opportunities", 1, 4.0),
        (2026, "access_and_participation", 2, 6.0),
    ]
    assert shown["rows"][1]["audience"] == 80
    assert await statements(year.officer.get(url)) == 1
    table = await year.officer.get(f"{url}?form=csv", headers={"Accept-Language": "en"})
    assert table.content.startswith("\ufeff".encode())
    lines = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert lines[0][:3] == ["Year", "Field code", "UNESCO field"]
    assert lines[2][1:3] == ["design", "Design"]
    wrong = await year.officer.get(f"{url}?first_year=2026&last_year=2025")
    refused(wrong, 422, "years_out_of_order")
    refused(await network.applicant.get(url), 403, "role_needed")


async def test_the_list_keeps_a_budget_of_statements(network, year, statements):
    member = (await network.member())["member_id"]
    await year.enter(member)
    before = await statements(year.officer.get("/v1/contributions"))
    await year.enter(member)
    assert await statements(year.officer.get("/v1/contributions")) == before == 1


async def test_contributions_follow_a_member_that_merged(network, year):
    one, two = await network.members("Xưởng Một", "Xưởng Hai")
    await year.enter(one["member_id"])
    body = {
        "into": two["member_id"],
        "reason": "Sáp nhập",
        "document": {"title": "Thỏa thuận sáp nhập"},
    }
    done(await year.officer.post(f"/v1/members/{one['member_id']}/merge", json=body), 201)
    assert len(await year.contributions(member_id=two["member_id"])) == 1
    await year.held(one["member_id"])
    assert len(await year.contributions(member_id=two["member_id"])) == 2
