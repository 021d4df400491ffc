"""Numbers that follow each other without a gap, in a table with the last one of each series."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.postgresql import insert as upsert

from shared.database.work import Work


async def raise_series(work: Work, series: Any, count: int = 1, **key: Any) -> int:
    """The last of `count` new numbers; `series` is a model with the column `last`.

    Whoever is second waits for the first to commit or roll back, so that a refusal gives its
    numbers back.
    """
    statement = upsert(series).values(**key, last=count)
    raised = statement.on_conflict_do_update(
        index_elements=list(key), set_={"last": series.last + count}
    ).returning(series.last)
    last: int = (await work.session.execute(raised)).scalar_one()
    return last
