"""Waiting for time that is taken, and the offer that comes of it: states and rules.

A watch, which is a place in the queue:

    waiting -> offered      its turn came: time is held for it
    offered -> waiting      declined or lapsed, and other times would still do
    offered -> fulfilled    accepted, and confirmed
    waiting | offered -> ended   by its member, with its booking, or because nothing is left for it

An offer, which is time held for one member:

    open -> accepted        a host had agreed before (its offer, its queue): confirmed in the act
    open -> answered        the member accepts, and a host has yet to decide: the time stays held
    open -> declined | lapsed | withdrawn
    answered -> accepted    the host confirmed
    answered -> declined    the host declined, or the member gave it up
    answered -> lapsed      nobody decided in time

Which time fits a wish (window, length), drawn with what is free; `==` is what is offered:

    window     [--------------------)
    free          [=====---)  [--)          the first free time that is long enough
    refused       [=====)                   what the member would not have is passed over:
    free               [=====)              the rest, when it is still long enough
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Protocol
from uuid import UUID

from services.bookings.domain.intervals import Interval, intersect, subtract
from services.bookings.domain.states import DISPLACED, REQUESTED, Actor, hosts, only_in
from shared.errors import Failure, Lack
from shared.wording import say_instant

WAITING = "waiting"
OFFERED = "offered"
FULFILLED = "fulfilled"
ENDED = "ended"
WATCH_STATES = (WAITING, OFFERED, FULFILLED, ENDED)
LIVE_WATCHES = (WAITING, OFFERED)
WATCH_STEPS = {
    WAITING: {OFFERED, ENDED},
    OFFERED: {WAITING, FULFILLED, ENDED},
    FULFILLED: set[str](),
    ENDED: set[str](),
}

OPEN = "open"
ANSWERED = "answered"
ACCEPTED = "accepted"
DECLINED = "declined"
LAPSED = "lapsed"
WITHDRAWN = "withdrawn"
OFFER_STATES = (OPEN, ANSWERED, ACCEPTED, DECLINED, LAPSED, WITHDRAWN)
HOLDING = (OPEN, ANSWERED)
"""The states in which an offer's time is held."""
OFFER_STEPS = {
    OPEN: {ANSWERED, ACCEPTED, DECLINED, LAPSED, WITHDRAWN},
    ANSWERED: {ACCEPTED, DECLINED, LAPSED},
    **{one: set[str]() for one in (ACCEPTED, DECLINED, LAPSED, WITHDRAWN)},
}

BY_HOST = "host"
BY_QUEUE = "queue"
BY_WATCH = "watch"
OFFERABLE = (REQUESTED, DISPLACED)
ORIGINS = (BY_HOST, BY_QUEUE, BY_WATCH)
"""Whose offer it is: a host's own, a queued booking's turn, a watch's turn."""


class WatchFacts(Protocol):
    @property
    def status(self) -> str: ...
    @property
    def member_id(self) -> UUID: ...
    @property
    def host_id(self) -> UUID | None: ...


class OfferFacts(Protocol):
    @property
    def status(self) -> str: ...
    @property
    def member_id(self) -> UUID: ...
    @property
    def host_id(self) -> UUID: ...
    @property
    def expires_at(self) -> datetime: ...


def may_be_offered(status: str) -> list[Failure]:
    """Another time is held for a date that has none: asked for, or displaced."""
    return only_in("booking_status", status, *OFFERABLE)


def needs_host(origin: str) -> bool:
    """Whether a host has yet to decide when the member accepts."""
    return origin == BY_WATCH


def lacks_membership_in(facts: WatchFacts | OfferFacts, actor: Actor) -> list[Failure]:
    """The member for whom it is, and officers for everyone."""
    if facts.member_id in actor.member_ids or actor.has_role("officer"):
        return []
    return [Lack("not_your_offer")]


def lacks_part_in_watch(watch: WatchFacts, actor: Actor) -> list[Failure]:
    """The member ends its own waiting; a host takes a booking out of its own queue."""
    own = not lacks_membership_in(watch, actor)
    hosting = watch.host_id is not None and hosts(actor, watch.host_id)
    return [] if own or hosting else [Lack("not_your_watch")]


def may_end_watch(watch: WatchFacts) -> list[Failure]:
    return only_in("watch_status", watch.status, *LIVE_WATCHES)


def may_accept(offer: OfferFacts, now: datetime) -> list[Failure]:
    failures = only_in("offer_status", offer.status, OPEN)
    if not failures and offer.expires_at <= now:
        failures.append(Failure("offer_expired", expired=say_instant(offer.expires_at)))
    return failures


def may_decline(offer: OfferFacts) -> list[Failure]:
    return only_in("offer_status", offer.status, OPEN)


def may_withdraw(offer: OfferFacts) -> list[Failure]:
    return only_in("offer_status", offer.status, OPEN)


def may_wait(watches: int, most: int) -> list[Failure]:
    """How many watches one member may have at a time."""
    return [Failure("too_many_watches", limit=most)] if watches >= most else []


def check_slots(slots: Sequence[Interval], most: int, now: datetime) -> list[Failure]:
    """A group of times must be one that a member can use: few, apart, and still to come.

    Two of one group that overlap can never both be held in one space, so all-or-none would mean
    none for ever.
    """
    failures = []
    if len(slots) > most:
        failures.append(Failure("too_many_slots", field="slots", limit=most))
    for number, slot in enumerate(slots):
        if slot.start <= now:
            field = f"slots.{number}.starts_at"
            failures.append(Failure("starts_in_past", field=field, now=say_instant(now)))
    ordered = sorted(slots)
    if any(one.overlaps(other) for one, other in pairwise(ordered)):
        failures.append(Failure("slots_overlap", field="slots"))
    return failures


def check_window(window: Interval, length: timedelta, now: datetime) -> list[Failure]:
    """A wish must fit into its window, of which something must be left."""
    failures = []
    if window.length < length:
        failures.append(Failure("longer_than_window", field="length_minutes"))
    if window.end - length <= now:
        failures.append(Failure("already_over", field="ends_at", ended=say_instant(window.end)))
    return failures


def first_fit(
    free: Iterable[Interval], refused: Iterable[Interval], window: Interval, length: timedelta
) -> Interval | None:
    """The earliest time of this length within what is free and was not refused before."""
    for one in subtract(intersect(free, [window]), refused):
        if one.length >= length:
            return Interval(one.start, one.start + length)
    return None
