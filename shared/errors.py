"""Named refusals: what a rule, a state or a right forbids, with every rule that failed.

A use case raises one of these; `shared.http.problems` turns it into problem+json once, and the
pump into parking. Sentences live in `texts.py` of the service under the failure's code.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID


class Failure:
    """One rule that failed: its code, the values for its sentence and the field it speaks of."""

    __slots__ = ("code", "field", "values")

    def __init__(self, code: str, /, field: str | None = None, **values: Any) -> None:
        self.code = code
        self.field = field
        self.values = values

    def __repr__(self) -> str:
        return f"Failure({self.code!r}, {self.values!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Failure) and (self.code, self.field, self.values) == (
            other.code,
            other.field,
            other.values,
        )

    __hash__ = None  # type: ignore[assignment]


class Lack(Failure):
    """A right that the caller does not have: the refusal that lists it is 403."""

    __slots__ = ()


class NotHeard(Failure):
    """What this service may only not have heard of yet: the refusal says to try again."""

    __slots__ = ()

    def __init__(self, kind: str, id: UUID | str) -> None:
        super().__init__("not_yet_known", kind=kind, id=str(id))


class Refusal(Exception):
    """The state or a rule forbids it (409). `extra` goes into the problem as it is."""

    status = 409
    retry_after: int | None = None

    def __init__(self, *failures: Failure, **extra: Any) -> None:
        super().__init__(", ".join(failure.code for failure in failures))
        self.failures = list(failures)
        self.extra = extra


class Invalid(Refusal):
    """What was sent can never be right (422)."""

    status = 422


class Forbidden(Refusal):
    """The caller has no right to do it (403)."""

    status = 403


class NotSignedIn(Refusal):
    """No token, or one that does not hold (401)."""

    status = 401


class NotFound(Refusal):
    """There is no such thing, or this caller may not know of it (404)."""

    status = 404

    def __init__(self, kind: str, id: UUID | str) -> None:
        super().__init__(Failure("not_found", kind=kind, id=str(id)))


class NotYetKnown(Refusal):
    """It rests on an event this service may not have heard yet (409 with Retry-After).

    A handler that raises it parks its event until the missing one has come.
    """

    retry_after = 1

    def __init__(self, kind: str, id: UUID | str) -> None:
        super().__init__(NotHeard(kind, id))


class Stale(Refusal):
    """The caller edits a version that is no longer the current one (412)."""

    status = 412

    def __init__(self, row: Any) -> None:
        super().__init__(Failure("stale_version", version=row.version))
        self.row = row


class MatchNeeded(Refusal):
    """An edit of what exists that does not name the version it edits (428)."""

    status = 428

    def __init__(self) -> None:
        super().__init__(Failure("if_match_needed"))


class Unavailable(Refusal):
    """A part that the answer needs is away (503 with Retry-After)."""

    status = 503
    retry_after = 2


def refuse_if(failures: Iterable[Failure], **extra: Any) -> None:
    """Raise the refusal that lists every failure, if there is any.

    It is 403 when a right is lacking, else 409, with Retry-After when something may only not have
    been heard of yet.
    """
    found = list(failures)
    if not found:
        return
    lacks_right = any(isinstance(failure, Lack) for failure in found)
    refusal = (Forbidden if lacks_right else Refusal)(*found, **extra)
    if any(isinstance(failure, NotHeard) for failure in found):
        refusal.retry_after = NotYetKnown.retry_after
    raise refusal
