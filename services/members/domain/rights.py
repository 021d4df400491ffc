"""Rules about persons: which role someone has, whose a thing is, who may not judge their own."""

from __future__ import annotations

from typing import Protocol

from shared.errors import Failure, Lack


class Actor(Protocol):
    """Who acts, as far as sign-in and roles go."""

    @property
    def signed_in(self) -> bool: ...
    def has_role(self, *roles: str) -> bool: ...


def applicant_only(is_applicant: bool) -> list[Failure]:
    return [] if is_applicant else [Lack("applicant_only")]


def not_own(is_applicant: bool) -> list[Failure]:
    """Nobody reviews or decides an application of their own (separation of duties)."""
    return [Lack("own_application")] if is_applicant else []
