"""The rights of a member: what each needs, and in which state it is for one member.

    available   everything that it needs is there
    needs       something is to be done first; the failing rules say what
    suspended   the member is suspended: every right rests
    ended       the space is no member any more

Which rules a right asks for is data (`data/rights.json`); each rule says what lacks and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.members.domain.states import CERTIFICATE_STATUS, MEMBER_STATUS
from shared.errors import Failure
from shared.texts import Label, Text
from shared.wording import say_day

STATES = {
    "available": Text("Sử dụng được", "Available"),
    "needs": Text("Cần bổ sung điều kiện", "Something is missing"),
    "suspended": Text("Tạm dừng", "Suspended"),
    "ended": Text("Đã chấm dứt", "Ended"),
}


REINSTATED = Text("khi được khôi phục", "it is reinstated")
"""When a suspension without a last day is over."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules look at of a member."""

    status: str
    suspended_until: date | None
    certificate_status: str | None
    """Null when it has no certificate."""
    has_tax_code: bool
    has_description_en: bool


def _active(standing: Standing) -> list[Failure]:
    if standing.status == "active":
        return []
    status = Label(
        standing.status, MEMBER_STATUS.get(standing.status, Text(*[standing.status] * 2))
    )
    if standing.status == "suspended":
        until = say_day(standing.suspended_until) if standing.suspended_until else REINSTATED
        return [Failure("member_suspended", until=until)]
    return [Failure("member_no_more", status=status)]


def _certificate(standing: Standing) -> list[Failure]:
    if standing.certificate_status is None:
        return [Failure("certificate_missing")]
    if standing.certificate_status == "valid":
        return []
    label = CERTIFICATE_STATUS[standing.certificate_status]
    return [Failure("certificate_not_valid", status=Label(standing.certificate_status, label))]


def _tax_code(standing: Standing) -> list[Failure]:
    return [] if standing.has_tax_code else [Failure("tax_code_unknown")]


def _description_en(standing: Standing) -> list[Failure]:
    return [] if standing.has_description_en else [Failure("description_en_missing")]


RULES: Mapping[str, Callable[[Standing], list[Failure]]] = {
    "active": _active,
    "certificate": _certificate,
    "tax_code": _tax_code,
    "description_en": _description_en,
}


def lacks_of(standing: Standing, needs: Iterable[str]) -> list[Failure]:
    """Every rule of `needs` that fails."""
    return [failure for need in needs for failure in RULES[need](standing)]


def state_of(standing: Standing, failures: list[Failure]) -> str:
    """The state of a right whose failing rules are known."""
    if standing.status not in ("active", "suspended"):
        return "ended"
    if standing.status == "suspended":
        return "suspended"
    return "needs" if failures else "available"
