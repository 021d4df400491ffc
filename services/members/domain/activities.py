"""Activities of the network and who takes part: places, sign-up, waiting order, attendance.

    activity
    draft ──publish──► published ──hold──► held
      └────cancel────► cancelled ◄──cancel──┘(from published)

    participation
    seated ◄──a place is free── waiting
      │ ├──cancel──► cancelled ◄──cancel──┤
      │ ├──attend──► attended ◄──came anyway──┤
      │ │               ▲ ▼ (mended until it is held)
      │ ├──miss────► absent               │
      │ └─activity cancelled─► called_off ◄┤
      │                                   └─activity held─► not_seated

Places are given in the order of signing up. Nobody moves up once the activity has begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from services.members.domain.states import only_in
from shared.errors import Failure, Lack
from shared.texts import Text
from shared.wording import say_instant

ACTIVITY_STATUS = {
    "draft": Text("Bản nháp", "Draft"),
    "published": Text("Đã công bố", "Published"),
    "held": Text("Đã tổ chức", "Held"),
    "cancelled": Text("Đã hủy", "Cancelled"),
}
ACTIVITY_MOVES: Mapping[str, Mapping[str, str]] = {
    "publish": {"draft": "published"},
    "hold": {"published": "held"},
    "cancel": {"draft": "cancelled", "published": "cancelled"},
}

PARTICIPATION_STATUS = {
    "seated": Text("Có chỗ", "Has a place"),
    "waiting": Text("Trong danh sách chờ", "On the waiting list"),
    "cancelled": Text("Đã hủy đăng ký", "Sign-up cancelled"),
    "called_off": Text("Hoạt động bị hủy", "Activity called off"),
    "attended": Text("Đã tham dự", "Attended"),
    "absent": Text("Vắng mặt", "Absent"),
    "not_seated": Text("Không có chỗ", "Got no place"),
}
PARTICIPATION_MOVES: Mapping[str, Mapping[str, str]] = {
    "move_up": {"waiting": "seated"},
    "cancel": {"seated": "cancelled", "waiting": "cancelled"},
    "call_off": {"seated": "called_off", "waiting": "called_off"},
    "attend": dict.fromkeys(("seated", "waiting", "absent", "attended"), "attended"),
    "miss": {"seated": "absent", "attended": "absent", "absent": "absent"},
    "close": {"waiting": "not_seated"},
}
"""act → status before → status after. No other path exists."""

STANDING = ("seated", "waiting")
"""Still to take place."""


@dataclass(frozen=True, slots=True)
class Window:
    """When an activity is, and when one may sign up."""

    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    closes_at: datetime


def may_activity(act: str, status: str) -> list[Failure]:
    return only_in(ACTIVITY_STATUS, status, *ACTIVITY_MOVES[act])


def may_participation(act: str, status: str) -> list[Failure]:
    return only_in(PARTICIPATION_STATUS, status, *PARTICIPATION_MOVES[act])


def check_window(window: Window) -> list[Failure]:
    """It ends after it starts, and sign-up is over before it starts."""
    failures = []
    if window.ends_at <= window.starts_at:
        failures.append(Failure("ends_before_start", field="ends_at"))
    if window.closes_at <= window.opens_at:
        failures.append(Failure("ends_before_start", field="sign_up_closes_at"))
    if window.closes_at > window.starts_at:
        failures.append(Failure("sign_up_after_start", field="sign_up_closes_at"))
    return failures


def may_publish(status: str, starts_at: datetime, now: datetime) -> list[Failure]:
    failures = may_activity("publish", status)
    return failures if now < starts_at else [*failures, Failure("activity_has_begun")]


def may_change(status: str, starts_at: datetime, now: datetime) -> list[Failure]:
    """A draft at any time; what is published until it begins."""
    failures = only_in(ACTIVITY_STATUS, status, "draft", "published")
    if status == "published" and now >= starts_at:
        failures.append(Failure("activity_has_begun"))
    return failures


def check_places(places: int | None, taken: int) -> list[Failure]:
    """Places may become fewer, never fewer than are taken."""
    if places is None or places >= taken:
        return []
    return [Failure("places_taken", field="places", taken=taken)]


def may_sign_up(status: str, window: Window, now: datetime) -> list[Failure]:
    """Whether the activity takes names now; a full one still does, on its waiting list."""
    failures = only_in(ACTIVITY_STATUS, status, "published")
    if now < window.opens_at:
        failures.append(Failure("sign_up_not_open_yet", opens_at=say_instant(window.opens_at)))
    if now >= window.closes_at:
        failures.append(Failure("sign_up_closed", closes_at=say_instant(window.closes_at)))
    return failures


def check_share(signed_up: int, limit: int | None) -> list[Failure]:
    """How many one member may send."""
    if limit is None or signed_up < limit:
        return []
    return [Failure("member_has_its_places", limit=limit)]


def may_cancel(status: str, starts_at: datetime, now: datetime) -> list[Failure]:
    failures = may_participation("cancel", status)
    return failures if now < starts_at else [*failures, Failure("activity_has_begun")]


def may_note_attendance(status: str, starts_at: datetime, now: datetime) -> list[Failure]:
    """From its beginning on, until it is closed as held."""
    failures = only_in(ACTIVITY_STATUS, status, "published")
    return failures if now >= starts_at else [*failures, Failure("activity_not_begun")]


def may_hold(status: str, ends_at: datetime, now: datetime, unmarked: int) -> list[Failure]:
    """Closed when it is over and it is known who came."""
    failures = may_activity("hold", status)
    if now < ends_at:
        failures.append(Failure("activity_not_over"))
    if unmarked:
        failures.append(Failure("attendance_missing", people=unmarked))
    return failures


def may_certify(status: str, gives_certificate: bool) -> list[Failure]:
    failures = only_in(ACTIVITY_STATUS, status, "held")
    return failures if gives_certificate else [*failures, Failure("activity_without_certificate")]


def own_participation_only(is_officer: bool, is_own: bool) -> list[Failure]:
    return [] if is_officer or is_own else [Lack("member_not_yours")]


def free_seat(taken: Iterable[int], places: int | None) -> int | None:
    """The lowest free place; None when all are taken, whatever the numbers of those taken are."""
    used = set(taken)
    if places is not None and len(used) >= places:
        return None
    return next(n for n in range(1, len(used) + 2) if n not in used)
