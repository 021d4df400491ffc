"""What is kept for a time goes when its time is over, and not before."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, update

from shared.database.backbone import Change, IdempotentAnswer, JournalRow
from shared.database.sweep import sweep

TABLES = (JournalRow, Change, IdempotentAnswer)


async def counts(service) -> list[int]:
    async with service.database.sessions() as session:
        return [await session.scalar(select(func.count()).select_from(one)) for one in TABLES]


async def test_answers_changes_and_journal_go_after_their_time(garden):
    service, _ = garden
    gardener = service.as_("member", sub="gardener")
    await gardener.post("/v1/plants", json={"name": "Sen"}, headers={"Idempotency-Key": "k"})
    async with service.database.sessions() as session, session.begin():
        await session.execute(update(JournalRow).values(published_at=service.clock.now()))
    assert await counts(service) == [1, 1, 1]
    for days, left in ((0, [1, 1, 1]), (1, [1, 1, 0]), (7, [1, 0, 0]), (83, [0, 0, 0])):
        service.clock.advance(timedelta(days=days, seconds=1))
        await sweep(service.database)
        assert await counts(service) == left


async def test_an_event_that_is_not_published_stays(garden):
    service, _ = garden
    await service.as_("member", sub="gardener").post("/v1/plants", json={"name": "Sen"})
    service.clock.advance(timedelta(days=1000))
    await sweep(service.database)
    assert (await counts(service))[0] == 1
