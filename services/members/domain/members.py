"""Member spaces: who may change what of them, and what their certificate is worth meanwhile.

Their states are drawn in `domain.standing`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from services.members.domain.standing import MEMBER, MOVES
from services.members.domain.states import APPLICATION_PARTS, MEMBER_STATUS, only_in
from shared.errors import Failure, Lack
from shared.texts import Label

OFFICERS_FIELDS = frozenset({"name", "kind", "ownership"})
"""What a certificate or a statistic rests on: a member asks the Centre to change it."""


def acts_for(is_officer: bool, is_own: bool) -> list[Failure]:
    return [] if is_officer or is_own else [Lack("member_not_yours")]


def may_change_profile(
    status: str, is_officer: bool, is_own: bool, changed: Collection[str]
) -> list[Failure]:
    failures = acts_for(is_officer, is_own) + only_in(MEMBER_STATUS, status, "active", "suspended")
    reserved = sorted(OFFICERS_FIELDS.intersection(changed))
    if reserved and not is_officer:
        names = [Label(field, APPLICATION_PARTS[field]) for field in reserved]
        failures.append(Lack("officer_only_fields", fields=names))
    return failures


def check_address(line: str | None, ward: str | None, public: bool) -> list[Failure]:
    """An address has a ward, and there is one if it is to be public."""
    if ward is not None:
        return []
    failures = [Failure("field_missing", field="address.ward")] if line is not None else []
    if public:
        failures.append(Failure("address_to_publish_missing", field="address_public"))
    return failures


def check_until(first_day: date, until: date | None, today: date) -> list[Failure]:
    """The last day of a suspension is still to come, and not before the first."""
    if until is None:
        return []
    failures = [Failure("until_in_past", field="until")] if until < today else []
    if first_day > today and until < first_day:
        failures.append(Failure("ends_before_start", field="until"))
    return failures


def may(kind: str, status: str) -> list[Failure]:
    """Whether a fact of a kind goes with a status, see the drawing in `domain.standing`."""
    return only_in(MEMBER_STATUS, status, *MOVES[kind])


def may_suspend(status: str, until: date | None, today: date) -> list[Failure]:
    return may("suspended", status) + check_until(today, until, today)


def may_reinstate(status: str) -> list[Failure]:
    return may("reinstated", status)


def may_leave(status: str, is_officer: bool, is_own: bool) -> list[Failure]:
    return acts_for(is_officer, is_own) + may("left", status)


def certificate_status(
    revoked: bool, member_status: str, valid_until: date | None, today: date
) -> str:
    """What a printed certificate is worth today; a suspension shows while it lasts."""
    if revoked or member_status not in (*MEMBER, "lapsed"):
        return "revoked"
    if member_status == "lapsed" or (valid_until is not None and today > valid_until):
        return "expired"
    return "suspended" if member_status == "suspended" else "valid"


def may_reissue(
    member_status: str, replaced_by: str | None, revoked: bool, name_as_before: bool, name: str
) -> list[Failure]:
    """A paper is made anew for who is still a member, once for each old one."""
    failures = only_in(MEMBER_STATUS, member_status, "active", "suspended")
    if replaced_by is not None:
        failures.append(Failure("certificate_replaced", number=replaced_by))
    elif revoked:
        failures.append(Failure("certificate_revoked"))
    if name_as_before:
        failures.append(Failure("name_not_changed", field="reason_code", name=name))
    return failures


def appeal_by(removed_on: date, days: int) -> date:
    """Last day on which a removed member may appeal."""
    return removed_on + timedelta(days=days)


def years_later(start: date, years: int | None) -> date | None:
    """The last day of a term of whole years from a date on; None without a term."""
    if years is None:
        return None
    try:
        end = start.replace(year=start.year + years)
    except ValueError:  # 29 February
        end = start.replace(year=start.year + years, month=3, day=1)
    return date.fromordinal(end.toordinal() - 1)
