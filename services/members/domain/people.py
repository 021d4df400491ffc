"""Who acts for a member: one representative, contacts, and delegates for a time.

The representative may name contacts and let someone act in its stead; the Centre enters a new
representative, also where the former one died or lost the capacity to act.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from services.members.domain.standing import MEMBER
from services.members.domain.states import MEMBER_STATUS, only_in
from shared.errors import Failure, Lack
from shared.texts import Text

CAPACITY = {
    "representative": Text("Người đại diện", "Representative"),
    "contact": Text("Người liên hệ", "Contact person"),
    "delegate": Text("Người được ủy quyền", "Delegate"),
}
CAUSE = {
    "appointed": Text("Cử người mới", "Newly appointed"),
    "resigned": Text("Thôi làm đại diện", "Resigned"),
    "death": Text("Người đại diện qua đời", "Death of the representative"),
    "incapacity": Text("Mất năng lực hành vi dân sự", "Loss of legal capacity"),
}
NEEDS_DOCUMENT = ("death", "incapacity")
"""A public record proves it; the person cannot say it."""


def may_name(is_officer: bool, represents: bool) -> list[Failure]:
    """Only the representative, or the Centre, says who else acts for a member."""
    return [] if is_officer or represents else [Lack("representative_only")]


def may_end(
    is_officer: bool, represents: bool, is_own: bool, capacity: str | None
) -> list[Failure]:
    """Anyone may give up what they hold, but a member is not left without a representative."""
    failures = [] if is_own else may_name(is_officer, represents)
    if capacity == "representative":
        failures.append(Failure("representative_to_be_replaced"))
    return failures


def needs_member(status: str) -> list[Failure]:
    return only_in(MEMBER_STATUS, status, *MEMBER)


def not_ended(ended: bool) -> list[Failure]:
    return [Failure("grant_ended")] if ended else []


def check_contact(name: str | None, reachable: bool) -> list[Failure]:
    """Someone who can be written to."""
    failures = [] if name else [Failure("part_missing", field="contact.name")]
    return failures if reachable else [*failures, Failure("contact_unreachable", field="contact")]


def check_person(
    capacity: str,
    has_representative: bool,
    delegator_until: datetime | None,
    valid_from: datetime,
    valid_until: datetime | None,
    longest_days: int,
) -> list[Failure]:
    """A delegation has an end: not later than the delegator's own, and not too far away."""
    if capacity != "delegate":
        return []
    failures = [] if has_representative else [Failure("no_one_to_delegate", field="capacity")]
    if valid_until is None:
        return [*failures, Failure("delegation_needs_end", field="valid_until")]
    if valid_until > valid_from + timedelta(days=longest_days):
        failures.append(Failure("delegation_too_long", field="valid_until", days=longest_days))
    if delegator_until is not None and valid_until > delegator_until:
        failures.append(Failure("delegation_outlasts", field="valid_until"))
    return failures


def check_past(effective_on: date | None, today: date) -> list[Failure]:
    """Someone speaks for a member at once; what happened before may be entered later."""
    if effective_on is None or effective_on <= today:
        return []
    return [Failure("day_to_come", field="effective_on")]


def may_replace(
    is_officer: bool, represents: bool, cause: str, has_document: bool, same: bool
) -> list[Failure]:
    """Whether someone may enter a new representative for a cause."""
    failures = may_name(is_officer, represents and cause not in NEEDS_DOCUMENT)
    if cause in NEEDS_DOCUMENT and not has_document:
        failures.append(Failure("document_needed", field="document"))
    if same:
        failures.append(Failure("representative_already", field="subject"))
    return failures


def may_appeal(is_officer: bool, was_theirs: bool, last_day: date, today: date) -> list[Failure]:
    """Who acted for the member when it was removed appeals in time; the Centre enters any appeal,
    because a delay that was nobody's fault does not count (Law on Complaints, article 9).
    """
    if is_officer:
        return []
    failures: list[Failure] = [] if was_theirs else [Lack("member_not_yours")]
    if today > last_day:
        failures.append(Failure("appeal_too_late", last_day=last_day.isoformat()))
    return failures


def may_decide_appeal(lodged: bool, decided_removal: bool) -> list[Failure]:
    """An appeal that is open, and another person than who removed the member."""
    failures: list[Failure] = [Lack("own_removal")] if decided_removal else []
    return failures if lodged else [*failures, Failure("no_open_appeal")]
