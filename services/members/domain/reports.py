"""Yearly reports of members, pre-filled from contributions and confirmed by the member.

    due ──submit──► submitted ──accept──► accepted
     │                 │  ▲
     │              return │submit
     │                 ▼  │
     │               returned
     └──waive──► waived ◄──waive──┘ (from returned)

A report is overdue when its day has passed and it is due or returned: derived, never stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.members.domain.states import only_in
from shared.errors import Failure, Lack
from shared.texts import Text

REPORT_STATUS = {
    "due": Text("Cần nộp", "Due"),
    "submitted": Text("Đã nộp", "Submitted"),
    "returned": Text("Cần sửa lại", "Returned"),
    "accepted": Text("Đã tiếp nhận", "Accepted"),
    "waived": Text("Được miễn", "Waived"),
}
MOVES = {
    "submit": {"due": "submitted", "returned": "submitted"},
    "return": {"submitted": "returned"},
    "accept": {"submitted": "accepted"},
    "waive": {"due": "waived", "returned": "waived"},
}
"""The drawing above, for the test that tries every path."""
OPEN = ("due", "returned")

ROUND_STATUS = {
    "scheduled": Text("Sắp mở", "Scheduled"),
    "open": Text("Đang nhận báo cáo", "Taking reports"),
}


def may_move(status: str, move: str) -> list[Failure]:
    return only_in(REPORT_STATUS, status, *MOVES[move])


def may_edit(status: str, own: bool, officer: bool) -> list[Failure]:
    failures: list[Failure] = [] if own or officer else [Lack("report_of_other_member")]
    return failures + only_in(REPORT_STATUS, status, *OPEN)


def may_submit(
    status: str, own: bool, officer: bool, received_on: date | None, today: date
) -> list[Failure]:
    """The member confirms it; an officer only what the member signed on paper, naming the day."""
    failures = may_edit(status, own, officer)
    if officer and not own and received_on is None:
        failures.append(Failure("report_paper_day_needed", field="received_on"))
    if received_on is not None and received_on > today:
        failures.append(Failure("day_in_future", field="received_on"))
    return failures


def check_round(opens_on: date, due_on: date) -> list[Failure]:
    return [] if opens_on < due_on else [Failure("report_due_before_opening", field="due_on")]


def check_entries(days: Sequence[date], year: int, today: date) -> list[Failure]:
    """What a member reports itself lies in the year reported on, and in the past."""
    failures = []
    for position, day in enumerate(days):
        field = f"entries.{position}.happened_on"
        if day.year != year:
            failures.append(Failure("not_in_year", field=field, year=year))
        if day > today:
            failures.append(Failure("day_in_future", field=field))
    return failures


def is_overdue(status: str, due_on: date, today: date) -> bool:
    return status in OPEN and due_on < today
