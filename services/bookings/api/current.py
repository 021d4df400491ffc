"""What is shown to whoever comes with a stale If-Match: the row that was locked first.

An act that locks a booking but answers with something else (a file, a change) has to show both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.bookings.api.answers.bookings import show_booking
from services.bookings.api.booking_drafts import show_own_draft
from services.bookings.models import Booking
from services.bookings.models.asking import BookingDraft
from shared.http.act import View
from shared.http.fields import Answer


def or_current(show: Callable[[Any, View], Answer]) -> Callable[[Any, View], Answer]:
    """`show`, or the booking or draft itself when that is what there is to be shown."""

    def show_either(result: Any, view: View) -> Answer:
        if isinstance(result, Booking):
            return show_booking(result, view)
        if isinstance(result, BookingDraft):
            return show_own_draft(result, view)
        return show(result, view)

    return show_either
