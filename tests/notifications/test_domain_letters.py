"""The rules of letters, without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from services.notifications import domain

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@dataclass
class Person:
    email: str | None = "a@b.example"
    erased: bool = False
    suppressed_reason: str | None = None
    wants_updates: bool = True


def test_someone_with_an_address_is_written_to() -> None:
    assert domain.why_not_written(Person(), "service") is None
    assert domain.why_not_written(Person(), "update") is None


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (Person(erased=True), "contact_erased"),
        (Person(email=None), "no_address"),
        (Person(suppressed_reason="bounced"), "address_suppressed"),
    ],
)
def test_someone_out_of_reach_gets_nothing(person: Person, why: str) -> None:
    assert domain.why_not_written(person, "service") == why


def test_updates_can_be_switched_off_and_service_letters_cannot() -> None:
    person = Person(wants_updates=False)
    assert domain.why_not_written(person, "update") == "opted_out"
    assert domain.why_not_written(person, "service") is None


def test_a_letter_is_of_no_use_after_what_it_speaks_of() -> None:
    assert domain.last_moment(NOW, timedelta(days=7), None) == NOW + timedelta(days=7)
    until = NOW + timedelta(days=2)
    assert domain.last_moment(NOW, timedelta(days=7), until) == until


def test_waits_grow_as_told_and_then_end() -> None:
    waits = [domain.wait_after(attempts, (1, 5)) for attempts in (1, 2, 3)]
    assert waits == [timedelta(minutes=1), timedelta(minutes=5), None]


def test_a_refused_resend_names_every_rule() -> None:
    failures = domain.may_resend(
        may_act=False,
        status="delivered",
        reason=None,
        not_after=NOW - timedelta(days=1),
        now=NOW,
    )
    assert [one.code for one in failures] == [
        "role_needed",
        "wrong_status",
        "message_too_old",
    ]
