"""Files that are closed and leave as a dossier, and their destruction after their time.

    closed ──list──► listed ──destroy──► destroyed
      │  ▲             │
      │  └──take off───┘   (the list was dropped, or a hold came meanwhile)
      └──reopen──► reopened   (the matter goes on; it is closed anew later)

    destruction: drafted ──approve──► approved ──carry out──► carried_out
                   └──drop──► dropped ◄──drop──┘

Nothing is listed before its time is over or while a legal hold stands. A list is approved by
another person than who prepared it, once its minutes are issued; the system carries it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from services.members.domain.states import only_in
from shared.errors import Failure, Lack
from shared.texts import Text
from shared.wording import say_day

FILE_KIND = {
    "application": Text("Hồ sơ đăng ký", "Application"),
    "complaint": Text("Hồ sơ khiếu nại", "Complaint"),
    "ceremony": Text("Hồ sơ lễ trao giấy chứng nhận", "Ceremony"),
    "member": Text("Hồ sơ thành viên", "Member"),
    "personal_data_request": Text("Yêu cầu về dữ liệu cá nhân", "Request about personal data"),
}

FINISHED: Mapping[str, tuple[str, ...]] = {
    "application": ("approved", "rejected", "withdrawn", "revoked"),
    "complaint": ("inadmissible", "upheld", "partly_upheld", "dismissed", "withdrawn"),
    "ceremony": ("held", "cancelled"),
    "member": ("left", "removed"),
    "personal_data_request": ("fulfilled", "refused", "withdrawn"),
}
"""In which states of its own a file may be closed."""

RETENTION_CODES = (
    *(f"application.{status}" for status in FINISHED["application"]),
    "complaint",
    "ceremony",
    "member",
    "personal_data_request",
)

STATUS = {
    "closed": Text("Đã kết thúc, đang lưu", "Closed, kept"),
    "reopened": Text("Đã mở lại", "Open again"),
    "listed": Text("Trong danh mục hủy", "Listed for destruction"),
    "destroyed": Text("Đã hủy", "Destroyed"),
}

MOVES: Mapping[str, Mapping[str, str]] = {
    "list": {"closed": "listed"},
    "take_off": {"listed": "closed"},
    "destroy": {"listed": "destroyed"},
    "reopen": {"closed": "reopened"},
}
"""act → status before → status after. No other path exists."""

DESTRUCTION_STATUS = {
    "drafted": Text("Đang lập danh mục", "Being drawn up"),
    "approved": Text("Đã duyệt, đang thực hiện", "Approved, being carried out"),
    "carried_out": Text("Đã hủy tài liệu", "Carried out"),
    "dropped": Text("Đã bỏ", "Dropped"),
}

DESTRUCTION_MOVES: Mapping[str, Mapping[str, str]] = {
    "approve": {"drafted": "approved"},
    "carry_out": {"approved": "carried_out"},
    "drop": {"drafted": "dropped", "approved": "dropped"},
}


def retention_code(kind: str, status: str) -> str:
    """Which rule of retention holds for a file that ended in a status."""
    return f"{kind}.{status}" if kind == "application" else kind


def may_close(
    kind: str, labels: Mapping[str, Text], status: str, open_matters: Sequence[str], closed: bool
) -> list[Failure]:
    """Finished, nothing that belongs to it still open, and not closed already."""
    failures = only_in(labels, status, *FINISHED[kind])
    if open_matters:
        failures.append(Failure("file_matters_open", matters=list(open_matters)))
    if closed:
        failures.append(Failure("file_closed_already"))
    return failures


def may_reopen(status: str) -> list[Failure]:
    return only_in(STATUS, status, *MOVES["reopen"])


def may_list(
    name: str, status: str, keep_until: date | None, today: date, held: bool
) -> list[Failure]:
    """Whether a file may be put on a list of destruction."""
    failures: list[Failure] = []
    if status not in MOVES["list"]:
        failures.append(Failure("file_not_kept", file=name))
    if keep_until is None:
        failures.append(Failure("file_kept_for_ever", file=name))
    elif today <= keep_until:
        failures.append(Failure("file_kept_until", file=name, until=say_day(keep_until)))
    if held:
        failures.append(Failure("file_held", file=name))
    return failures


def may_approve(
    status: str, prepared_by: str, person: str, principal: str | None, minutes_out: bool
) -> list[Failure]:
    """By another than who prepared it, nor in their name, once the minutes are issued."""
    failures: list[Failure] = []
    if prepared_by in (person, principal):
        failures.append(Lack("destruction_by_two"))
    failures += only_in(DESTRUCTION_STATUS, status, *DESTRUCTION_MOVES["approve"])
    if not minutes_out:
        failures.append(Failure("minutes_not_issued"))
    return failures


def may_drop(status: str) -> list[Failure]:
    return only_in(DESTRUCTION_STATUS, status, *DESTRUCTION_MOVES["drop"])
