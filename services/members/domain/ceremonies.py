"""Ceremonies: where approved spaces become members.

An application stands on the list of at most one ceremony that is not over. An award can come
before the hour of the ceremony: papers are made beforehand, and the officer enters the hand-over.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
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
    strangers = [str(id) for id in asked if id not in listed]
    if strangers:
        failures.append(Failure("not_on_the_list", field="application_ids", applications=strangers))
    return failures


def may_list(
    application_id: UUID, status: str, has_ceremony: bool, call_kind: str = "membership"
) -> list[Failure]:
    """Whether an application may stand on a ceremony's list, where spaces become members."""
    failures = []
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
