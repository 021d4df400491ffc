"""A ceremony of five hundred: no number twice, none lost, whatever breaks off in between."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from services.members.models import Application, Contact
from services.members.usecases import print_certificates as printing
from shared.auth.caller import system_caller
from shared.database.work import Origin, Work
from shared.errors import Unavailable
from shared.events import members as events
from shared.ids import new_id
from tests.members.making import done
from tests.members.test_preparation import account, numbers_in, prepare, url_of

pytestmark = pytest.mark.asyncio

SIZE = 500


async def approve_many(network, size=SIZE):
    """Approved applications as a call leaves them, written at once."""
    call = await network.call()

    async def write(work: Work):
        rows = []
        for number in range(size):
            contact = work.add(
                Contact(
                    name="Nguyễn Thị Mẫu",
                    email=f"mau{number}@mau.example",
                    locale="vi",
                    owner_issuer="mau",
                    owner_subject=f"applicant-{number}",
                    published=True,
                )
            )
            rows.append(
                work.add(
                    Application(
                        call_id=call["id"],
                        applicant_issuer="mau",
                        applicant_subject=f"applicant-{number}",
                        contact=contact,
                        name=f"Không gian Mẫu {number}",
                        search=f"khong gian mau {number}",
                        kind="art_space",
                        ownership="private",
                        fields=["design"],
                        status="approved",
                        submitted_at=work.now,
                        review_count=2,
                        decision={
                            "outcome": "approve",
                            "reason": "Đủ",
                            "decided_at": work.now.isoformat(),
                        },
                        documents=[],
                        reviews=[],
                    )
                )
            )
        return [{"id": str(row.id)} for row in rows]

    origin = Origin(system_caller("test"), new_id())
    return await network.service.database.run(write, origin)


async def test_five_hundred_are_prepared_printed_and_awarded_with_a_number_each(
    network, monkeypatch
):
    ceremony = await network.ceremony(*await approve_many(network))
    prepared = await prepare(network, ceremony)
    numbers = numbers_in(prepared)
    assert numbers == [f"KGST-HN-2026-{n:04d}" for n in range(1, SIZE + 1)]

    pages = []

    def render(printed):
        pages.append(printed.number)
        if len(pages) == 123:
            raise RuntimeError("the process dies here")
        return printed.number.encode()

    monkeypatch.setattr(printing, "render_certificate", render)
    await network.service.do_due()
    half = done(await network.officer.get(url_of(ceremony)))["print"]
    assert 0 < half["done"] < half["of"] == SIZE
    network.clock.advance(timedelta(minutes=5))
    network.officer = network.service.as_("officer")
    await network.service.do_due()
    whole = done(await network.officer.get(url_of(ceremony)))["print"]
    assert whole == {"done": SIZE, "of": SIZE}

    awarded = await network.award(ceremony)
    assert [one["certificate_number"] for one in awarded] == numbers
    assert len({one["member_id"] for one in awarded}) == SIZE
    assert await network.award(ceremony) == awarded
    assert await account(network) == {"last": SIZE, "used": SIZE, "reserved": 0, "void": 0}
    for kind in (events.MemberAdmittedV1, events.CertificateIssuedV1, events.GrantChangedV1):
        assert len(await network.service.published(kind)) == SIZE


async def test_an_award_that_breaks_off_leaves_nothing_and_is_simply_asked_again(
    network, monkeypatch
):
    ceremony = await network.ceremony(*await approve_many(network, 60))
    flush, broken = Work.flush, []

    async def break_off(work):
        await flush(work)
        if not broken and await account_of(work):
            broken.append(True)
            raise Unavailable

    async def account_of(work):
        return work.subject is not None and work.subject.kind == "ceremony"

    monkeypatch.setattr(Work, "flush", break_off)
    answer = await network.officer.post(url_of(ceremony, "/award"))
    assert (answer.status_code, broken) == (503, [True])
    assert await account(network) == {"last": 0, "used": 0, "reserved": 0, "void": 0}
    awarded = await network.award(ceremony)
    assert [one["certificate_number"] for one in awarded] == [
        f"KGST-HN-2026-{n:04d}" for n in range(1, 61)
    ]


async def test_an_award_of_many_asks_the_database_in_few_statements(network):
    """For each one only what checks its own version (file, contact) and the copy of its grant."""

    async def count(size):
        ceremony = await network.ceremony(*await approve_many(network, size))
        statements = []

        def note(_connection, _cursor, statement, *_rest):
            statements.append(statement)

        engine = network.service.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", note)
        await network.award(ceremony)
        event.remove(engine, "before_cursor_execute", note)
        return len(statements)

    few, many = await count(5), await count(45)
    assert many - few <= 3 * 40
