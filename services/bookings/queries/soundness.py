"""What must never be among the rows of bookings, counted for whoever looks after the installation.

Every answer holds for one moment and does not hang on how late due work is: a row that something
will end is sound, however long that is overdue. Nothing is changed by asking.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from shared.database.engine import Database

UNSOUND: dict[str, str] = {
    # Two holders of one place: the constraint forbids it, so it is away when this is not nothing.
    """
    SELECT count(*) FROM claims AS one JOIN claims AS other
        ON one.space_id = other.space_id AND one.during && other.during AND one.id < other.id
     WHERE upper(one.during) > $1
    """: "{count} claims overlap another one. Is the constraint claims_never_overlap in place?",
    """
    SELECT count(*) FROM booking_dates AS date
     WHERE date.status = 'confirmed' AND date.ends_at > $1
       AND NOT EXISTS (SELECT FROM claims
                        WHERE claims.date_id = date.id AND claims.kind = 'booking')
    """: (
        "{count} confirmed dates hold no time, so that others can be given it. "
        "Have their hosts reschedule or cancel them."
    ),
    """
    SELECT count(*) FROM claims
      LEFT JOIN booking_dates AS date ON date.id = claims.date_id AND claims.kind = 'booking'
      LEFT JOIN closures ON closures.id = claims.closure_id
      LEFT JOIN offers ON offers.id = claims.offer_id
     WHERE upper(claims.during) > $1
       AND (date.status NOT IN ('confirmed', 'completed') OR closures.status <> 'active'
            OR offers.status NOT IN ('open', 'answered'))
    """: (
        "{count} claims hold time for what is over or was never granted. "
        "See the owners of the rows of the table claims."
    ),
    """
    SELECT count(*) FROM offers
     WHERE status IN ('open', 'answered') AND expires_at <= $1
       AND NOT EXISTS (SELECT FROM due_work
                        WHERE kind = 'offer_lapses' AND key = offers.id::text)
    """: "{count} offers are past their time and nothing will end them. Withdraw them.",
    """
    SELECT count(*) FROM booking_dates AS date
     WHERE (date.status = 'confirmed' AND date.ends_at <= $1
            OR date.status = 'requested' AND date.starts_at <= $1)
       AND NOT EXISTS (SELECT FROM due_work
                        WHERE due_work.key = date.booking_id::text
                          AND due_work.kind = CASE date.status
                              WHEN 'confirmed' THEN 'booking_ended'
                              ELSE 'booking_start_passed' END)
    """: (
        "{count} dates are past their time and nothing will end them. "
        "Have their hosts complete, decline or cancel them."
    ),
    """
    SELECT count(*) FROM closures
     WHERE status = 'active' AND ends_at <= $1
       AND NOT EXISTS (SELECT FROM due_work
                        WHERE kind = 'closure_ends' AND key = closures.id::text)
    """: "{count} closures are past their time and nothing will end them. End them.",
}
"""Statement with the present moment → the sentence for what it counts."""


async def find_unsound(database: Database) -> AsyncIterator[str]:
    """Sentences; none when all is well."""
    for statement, sentence in UNSOUND.items():
        [(count,)] = await database.fetch(statement, database.clock.now())
        if count:
            yield sentence.format(count=count)
