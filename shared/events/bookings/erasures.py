"""What bookings says when it has forgotten a person: counts and codes, nothing of the data."""

from __future__ import annotations

from shared.events.base import Coded, Event, EventBody


class ErasedPlace(EventBody):
    """A kind of thing that was erased."""

    place: Coded
    """What it was."""
    count: int
    """How many."""


class KeptPlace(EventBody):
    """A kind of thing that stays, without the person."""

    place: Coded
    """What it is."""
    count: int
    """How many."""
    why: Coded
    """For what it is kept."""


class FoundTable(EventBody):
    """A table that still holds a text that betrays the person."""

    table: str
    """Its name, for whoever looks."""
    rows: int
    """How many of its rows."""


class ErasureCarriedOutV1(Event, event="hcn.internal.bookings.erasure.carried_out.v1"):
    """An erasure that was ordered is done here; `id` is that of the order."""

    erased: list[ErasedPlace]
    """What went; what was not there is not listed."""
    kept: list[KeptPlace]
    """What stays, and why."""
    still_found: list[FoundTable]
    """What a search of every table found afterwards, for a person to look at."""
