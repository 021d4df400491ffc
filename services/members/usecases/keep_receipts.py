"""The receipt of a file: its number, and the day on which the Centre promised the result.

Both are fixed when the file is handed in; the promise moves only while the clock stands.
"""

from __future__ import annotations

from datetime import date

from services.members.domain.clocks import days_used
from services.members.models import Application, ReceiptSeries
from services.members.regulations.legal_data import term_of
from services.members.settings import Settings
from shared.clock import hanoi_date
from shared.database.series import raise_series
from shared.database.work import Work

RESULT = "application_result"


async def give_receipt(work: Work, application: Application) -> None:
    """Number the file and start the Centre's clock: today, or the day its paper came."""
    received_on = application.received_on or hanoi_date(work.now)
    application.received_on = received_on
    application.term_days = term_of(RESULT, received_on).working_days
    year = hanoi_date(work.now).year
    number = await raise_series(work, ReceiptSeries, year=year)
    form = Settings.of(work).receipt_number_format
    application.receipt_number = form.format(year=year, number=number)


def days_left(application: Application, today: date) -> int | None:
    """Working days of the promise that are left after today; below zero when it is late."""
    if application.received_on is None or application.term_days is None:
        return None
    stops = [request.stop for request in application.supplement_requests]
    return application.term_days - days_used(application.received_on, stops, today)
