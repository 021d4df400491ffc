"""Ceremonies: where approved spaces become members.

    scheduled ──award of the last one──► held
        └──cancel, while nobody is awarded──► cancelled

A preparation changes no state: it fixes date and numbers, so that papers can be signed before the
day. From then on whoever leaves the list leaves with a reason. A membership begins on the day in
the decision; the award makes it known and records who took the paper.

An application stands on the list of at most one ceremony that is not over. An award can come
before the hour of the ceremony: papers are made beforehand, and the officer enters the hand-over.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from services.members.domain.states import APPLICATION_STATUS, CEREMONY_STATUS, only_in
from shared.errors import Failure
from shared.texts import Label


def may_change(status: str) -> list[Failure]:
    return only_in(CEREMONY_STATUS, status, "scheduled")


def may_cancel(status: str, awarded: int) -> list[Failure]:
    failures = only_in(CEREMONY_STATUS, status, "scheduled")
    return failures + ([Failure("ceremony_has_awards", awarded=awarded)] if awarded else [])


def may_award(status: str, listed: Collection[UUID], asked: Sequence[UUID]) -> list[Failure]:
    """A ceremony already held may be asked again: it answers with what was awarded then."""
    failures = only_in(CEREMONY_STATUS, status, "scheduled", "held")
    if not listed:
        failures.append(Failure("ceremony_empty"))
    return failures + are_listed(listed, asked)


def are_listed(listed: Collection[UUID], asked: Sequence[UUID]) -> list[Failure]:
    strangers = list(dict.fromkeys(str(id) for id in asked if id not in listed))
    if not strangers:
        return []
    return [Failure("not_on_the_list", field="application_ids", applications=strangers)]


def may_list(
    application_id: UUID,
    status: str,
    has_ceremony: bool,
    call_kind: str = "membership",
    *,
    renews: bool = False,
) -> list[Failure]:
    """Whether an application may stand on a ceremony's list, where spaces become members."""
    failures = []
    if renews:
        failures.append(
            Failure(
                "renewal_admits_nobody", field="application_ids", application=str(application_id)
            )
        )
    if call_kind != "membership":
        failures.append(
            Failure(
                "not_a_membership_call", field="application_ids", application=str(application_id)
            )
        )
    if status != "approved":
        failures.append(
            Failure(
                "application_not_approved",
                field="application_ids",
                application=str(application_id),
                status=Label(status, APPLICATION_STATUS[status]),
            )
        )
    if has_ceremony:
        failures.append(
            Failure(
                "application_has_ceremony",
                field="application_ids",
                application=str(application_id),
            )
        )
    return failures


def issue_date(ceremony_on: date, today: date) -> date:
    """The legal date of admission and certificate: the ceremony's, or today when it is earlier."""
    return min(ceremony_on, today)


def may_prepare(
    status: str,
    listed: Collection[UUID],
    fixed: tuple[date, date | None] | None,
    asked: tuple[date | None, date | None],
) -> list[Failure]:
    """`fixed` and `asked`: the printed date and the day on which memberships begin.

    What was printed is not changed by asking again with another date.
    """
    failures = only_in(CEREMONY_STATUS, status, "scheduled")
    if not listed:
        failures.append(Failure("ceremony_empty"))
    names = ("issued_on", "begins_on")
    if fixed is not None:
        failures += [
            Failure("ceremony_prepared_otherwise", field=name, fixed=str(old) if old else "–")
            for name, old, new in zip(names, fixed, asked, strict=True)
            if new is not None and new != old
        ]
    return failures


def check_take_off(numbered: Sequence[str], reason: str | None) -> list[Failure]:
    """Whoever leaves a prepared list leaves a void number behind, which is owed a reason."""
    if not numbered or reason:
        return []
    return [Failure("take_off_reason_needed", field="reason", numbers=list(numbered))]


def check_admission(
    application_id: UUID,
    status: str,
    name: str,
    printed: str | None,
    begins_on: date,
    today: date,
) -> list[Failure]:
    """Whether someone on the list can become a member now."""
    field, application = "application_ids", str(application_id)
    failures = []
    if status != "approved":
        label = Label(status, APPLICATION_STATUS[status])
        failures.append(
            Failure("application_not_approved", field, application=application, status=label)
        )
    if printed not in (None, name):
        failures.append(Failure("printed_name_differs", field, application=application, name=name))
    if begins_on > today:
        failures.append(
            Failure("membership_not_begun", field, application=application, day=str(begins_on))
        )
    return failures


def check_hand_over(
    application_id: UUID,
    awarded: bool,
    known: tuple[datetime, str | None] | None,
    entered: tuple[datetime, str | None],
    reason: str | None,
    now: datetime,
) -> list[Failure]:
    """`known`, `entered`: when and to whom. The same again is fine, another needs a reason."""
    field, application = "entries", str(application_id)
    failures = []
    if not awarded:
        failures.append(Failure("not_awarded_yet", field, application=application))
    if entered[0] > now:
        failures.append(Failure("hand_over_in_future", field, application=application))
    if known is not None and known != entered and not reason:
        failures.append(Failure("handed_over_already", "reason", application=application))
    return failures
