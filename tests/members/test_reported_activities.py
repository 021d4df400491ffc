"""How many came is told by bookings: it goes before what was expected, once, whatever the order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from shared.events import bookings
from shared.events.base import Bilingual, Reference
from shared.ids import new_id
from tests.members.making import done, if_match
from tests.members.year import PLACE, Year

pytestmark = pytest.mark.asyncio


@pytest.fixture
def year(network) -> Year:
    return Year(network)


def reported(year: Year, member: str, date_id: UUID, audience: int, **more: Any) -> Any:
    starts = year.network.clock.now() - timedelta(days=3)
    return bookings.ActivityReportedV1(
        id=new_id(),
        booking_id=new_id(),
        date_id=date_id,
        member=Reference(id=UUID(member), name="Không gian"),
        space=PLACE,
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        activity_title=Bilingual(vi="Xưởng gốm mở cửa", en=None),
        audience=audience,
        counted=True,
        version=2,
        **more,
    )


async def held(year: Year, member: str) -> Any:
    (row,) = await year.contributions(member_id=member, kind="activity_held")
    return row


async def test_how_many_came_takes_the_place_of_how_many_were_expected(network, year):
    member = (await network.member())["member_id"]
    date = await year.held(member, audience=40)
    await network.service.deliver(reported(year, member, date, 57))
    assert (await held(year, member))["audience"] == 57
    await network.service.deliver(reported(year, member, date, 55))
    assert (await held(year, member))["audience"] == 55


async def test_heard_before_the_completion_it_stays_and_counts_once(network, year):
    member = (await network.member())["member_id"]
    date = new_id()
    await network.service.deliver(reported(year, member, date, 57))
    await year.held(member, audience=40, id=date)
    row = await held(year, member)
    assert (row["audience"], row["hours"], row["title"]) == (57, 3.0, "Xưởng gốm mở cửa")


async def test_what_an_officer_counted_stays(network, year):
    member = (await network.member())["member_id"]
    date = await year.held(member, audience=40)
    row = await held(year, member)
    url = f"/v1/contributions/{row['id']}"
    done(await year.officer.patch(url, json={"audience": 60}, headers=if_match(row)))
    await network.service.deliver(reported(year, member, date, 57))
    assert (await held(year, member))["audience"] == 60


async def test_a_no_show_that_was_none_counts_no_more_in_whatever_order_it_is_heard(network, year):
    member = (await network.member())["member_id"]
    for first in ("no_show", "voided"):
        date = new_id()
        void = bookings.NoShowVoidedV1(
            id=new_id(),
            booking_id=new_id(),
            date_id=date,
            member=Reference(id=UUID(member), name="Không gian"),
        )
        if first == "voided":
            await network.service.deliver(void)
        await year.no_show(member, date)
        await network.service.deliver(void)
    network.clock.advance(timedelta(hours=1))
    await network.service.do_due()
    rows = await year.contributions(member_id=member, kind="no_show")
    assert [one["void_reason"]["code"] for one in rows] == ["not_so", "not_so"]
