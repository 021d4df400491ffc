"""Complaints (khiếu nại) about a decision or a suspension.

    lodged ──admit──► admitted ──resolve──► upheld | partly_upheld | dismissed
      │                 │ └─extend─► admitted (a later date, once, within the clock)
      ├──refuse──► inadmissible
      └──withdraw──► withdrawn ◄──withdraw── admitted

Who resolves is another than who decided. Every clock is data with its source.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from services.members.domain.states import only_in
from shared.errors import Failure, Lack
from shared.texts import Text
from shared.wording import say_day

COMPLAINT_STATUS = {
    "lodged": Text("Đã tiếp nhận", "Lodged"),
    "admitted": Text("Đã thụ lý", "Admitted"),
    "inadmissible": Text("Không thụ lý", "Inadmissible"),
    "upheld": Text("Khiếu nại đúng", "Upheld"),
    "partly_upheld": Text("Khiếu nại đúng một phần", "Partly upheld"),
    "dismissed": Text("Khiếu nại sai", "Dismissed"),
    "withdrawn": Text("Đã rút khiếu nại", "Withdrawn"),
}

COMPLAINT_ABOUT = {
    "decision": Text("Quyết định về hồ sơ", "Decision about an application"),
    "suspension": Text("Tạm đình chỉ thành viên", "Suspension of a member"),
}

OUTCOMES = ("upheld", "partly_upheld", "dismissed")
OPEN = ("lodged", "admitted")

REMEDY = {
    "none": Text("Giữ nguyên", "It stands"),
    "correct": Text("Đính chính quyết định", "Correct the decision"),
    "annul": Text("Hủy bỏ quyết định", "Annul the decision"),
    "withdraw": Text("Thu hồi quyết định", "Withdraw the decision"),
    "reinstate": Text("Chấm dứt tạm đình chỉ", "Reinstate the member"),
}

REMEDIES_FOR = {
    "decision": ("none", "correct", "annul", "withdraw"),
    "suspension": ("none", "reinstate"),
}


def may_lodge(is_concerned: bool, is_officer: bool, stands: bool, has_open: bool) -> list[Failure]:
    """Who is concerned complains, or an officer enters what came on paper; one at a time.

    `stands` is true while there is something to complain about.
    """
    failures: list[Failure] = []
    if not is_concerned and not is_officer:
        failures.append(Lack("complaint_by_concerned"))
    if not stands:
        failures.append(Failure("nothing_to_complain_about"))
    if has_open:
        failures.append(Failure("complaint_already_open"))
    return failures


def check_received_on(received_on: date, decided_on: date, today: date) -> list[Failure]:
    """A paper was received neither before the decision nor in the future."""
    if decided_on <= received_on <= today:
        return []
    return [
        Failure(
            "received_on_not_possible",
            field="received_on",
            first=say_day(decided_on),
            last=say_day(today),
        )
    ]


def is_late(received_on: date, lodge_by: date) -> bool:
    """Lodged after its time: the officer decides whether there is a reason to admit it still."""
    return received_on > lodge_by


def may_examine(status: str, bars: Collection[Failure]) -> list[Failure]:
    """Whether it can be admitted or found inadmissible."""
    return [*bars, *only_in(COMPLAINT_STATUS, status, "lodged")]


def may_resolve(status: str, bars: Collection[Failure]) -> list[Failure]:
    return [*bars, *only_in(COMPLAINT_STATUS, status, "admitted")]


def may_extend(
    status: str, already: bool, until: date | None, resolve_by: date | None, latest: date | None
) -> list[Failure]:
    """Once, to a later day, and not beyond what the clock allows."""
    failures = only_in(COMPLAINT_STATUS, status, "admitted")
    if already:
        failures.append(Failure("complaint_extended_already"))
    if until is None or resolve_by is None or latest is None or failures:
        return failures
    if not resolve_by < until <= latest:
        failures.append(
            Failure(
                "extension_not_possible",
                field="until",
                after=say_day(resolve_by),
                latest=say_day(latest),
            )
        )
    return failures


def may_withdraw(status: str, is_complainant: bool, is_officer: bool) -> list[Failure]:
    """By who complained; an officer enters a withdrawal that came on paper."""
    failures: list[Failure] = []
    if not is_complainant and not is_officer:
        failures.append(Lack("complaint_by_complainant"))
    return failures + only_in(COMPLAINT_STATUS, status, *OPEN)


def check_remedy(about: str, outcome: str, remedy: str) -> list[Failure]:
    """What follows fits what was complained about; nothing follows from a dismissal."""
    if remedy not in REMEDIES_FOR[about] or (outcome == "dismissed" and remedy != "none"):
        return [Failure("remedy_does_not_fit", field="remedy.act")]
    return []
