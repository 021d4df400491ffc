"""Rules about persons: who a thing belongs to, and who may not judge their own.

A refusal that contains one of these is 403; one that rests only on the state is 409. Either way
every failing rule is listed.
"""

from __future__ import annotations

from collections.abc import Iterable

from shared.errors import Failure, Forbidden, refuse_if

ABOUT_PERSONS = frozenset(
    {"role_needed", "applicant_only", "own_application", "member_not_yours", "officer_only_fields"}
)


def refuse(failures: Iterable[Failure]) -> None:
    """Raise the refusal that lists every failure, if there is any."""
    found = list(failures)
    if any(failure.code in ABOUT_PERSONS for failure in found):
        raise Forbidden(*found)
    refuse_if(found)


def needs_role(held: bool, *roles: str) -> list[Failure]:
    return [] if held else [Failure("role_needed", roles=list(roles))]


def applicant_only(is_applicant: bool) -> list[Failure]:
    return [] if is_applicant else [Failure("applicant_only")]


def not_own(is_applicant: bool) -> list[Failure]:
    """Nobody reviews or decides an application of their own (separation of duties)."""
    return [Failure("own_application")] if is_applicant else []
