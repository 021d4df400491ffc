"""Certificate numbers: none is given twice, and every one is accounted for.

    (none) ──reserve──► reserved ──use──► used
       │                    └────void──► void (with its reason)
       └──────issue──────────────────────► used

A number is reserved when a ceremony is prepared, and used when the certificate is awarded; an award
or a reissue without preparation issues it at once. What was printed on a void number was never
valid, so a void number is never used again.
"""

from __future__ import annotations

from collections.abc import Mapping

from services.members.domain.states import CERTIFICATE_NUMBER_STATUS, only_in
from shared.errors import Failure

MOVES: Mapping[str, tuple[str | None, str]] = {
    "reserve": (None, "reserved"),
    "issue": (None, "used"),
    "use": ("reserved", "used"),
    "void": ("reserved", "void"),
}
"""Act → the state it needs and the state it leads to."""


def move(status: str | None, act: str) -> str:
    """The state after an act; the caller has asked `may_void` or holds the reserved number.

    Raises ValueError for a path that the drawing lacks: that is a defect and no refusal.
    """
    needed, after = MOVES[act]
    if status != needed:
        raise ValueError(f"{act} of a number that is {status}")
    return after


def may_void(status: str) -> list[Failure]:
    return only_in(CERTIFICATE_NUMBER_STATUS, status, "reserved")
