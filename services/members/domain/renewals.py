"""Renewal of memberships that have a term.

    asked    -> wanted | declined | renewed | lapsed | dropped
    wanted   -> declined | renewed | lapsed | dropped
    declined -> wanted | renewed | lapsed | dropped
    renewed  -> wanted

A round asks every member whose term ends by a day; it answers as long as there is time, and the
Centre renews. On the round's last day the membership of whoever was not renewed lapses; `dropped`
are those who were no members any more by then. `renewed -> wanted`: the decision on the file that
renewed it was ended while the round is open.
"""

from __future__ import annotations

from datetime import date

from services.members.domain.members import years_later
from services.members.domain.states import only_in
from shared.errors import Failure, Lack
from shared.texts import Text

ROUND_STATUS = {"open": Text("Đang mở", "Open"), "closed": Text("Đã đóng", "Closed")}
RENEWAL_STATUS = {
    "asked": Text("Đã hỏi", "Asked"),
    "wanted": Text("Muốn gia hạn", "Wants to renew"),
    "declined": Text("Không gia hạn", "Declined"),
    "renewed": Text("Đã gia hạn", "Renewed"),
    "lapsed": Text("Hết thời hạn", "Lapsed"),
    "dropped": Text("Không còn là thành viên", "No longer a member"),
}
LAPSE_REASON = {
    "term_over": Text("Thời hạn kết thúc mà chưa gia hạn", "The term ended without a renewal"),
    "declined": Text("Thành viên không gia hạn", "The member declined to renew"),
}
OPEN = ("asked", "wanted", "declined")
STEPS: dict[str, dict[str, str]] = {
    "want": {"asked": "wanted", "declined": "wanted"},
    "decline": {"asked": "declined", "wanted": "declined"},
    "renew": dict.fromkeys(OPEN, "renewed"),
    "lapse": dict.fromkeys(OPEN, "lapsed"),
    "drop": dict.fromkeys(OPEN, "dropped"),
    "undo": {"renewed": "wanted"},
}
"""What each step makes of each state; a state that is not named forbids it."""


def term_end(member_since: date, renewed_until: date | None, years: int | None) -> date | None:
    """Last day of a membership's term; None when it has none."""
    return renewed_until or years_later(member_since, years)


def check_round(
    terms_end_by: date, renew_until: date, answer_by: date, lapse_on: date, today: date
) -> list[Failure]:
    failures = []
    if answer_by < today:
        failures.append(Failure("due_in_past", field="answer_by"))
    if lapse_on < answer_by:
        failures.append(Failure("ends_before_start", field="lapse_on"))
    if renew_until <= terms_end_by:
        failures.append(Failure("ends_before_start", field="renew_until"))
    return failures


def may_step(step: str, status: str) -> list[Failure]:
    return only_in(RENEWAL_STATUS, status, *STEPS[step])


def may_answer(step: str, status: str, is_own: bool, answer_by: date, today: date) -> list[Failure]:
    """The member itself, in time."""
    failures: list[Failure] = [] if is_own else [Lack("member_not_yours")]
    failures += may_step(step, status)
    if today > answer_by:
        failures.append(Failure("answer_too_late", last_day=answer_by.isoformat()))
    return failures
