"""Turns failing rules into the refusal they mean: no right (403), not heard yet, not now (409)."""

from __future__ import annotations

from collections.abc import Iterable

from services.promotion.domain.rules import RIGHTS
from shared.errors import Failure, Forbidden, NotYetKnown, Refusal


def refuse(failures: Iterable[Failure]) -> None:
    """Raise a refusal that lists every failure, if there is any."""
    found = list(failures)
    if not found:
        return
    if any(failure.code in RIGHTS for failure in found):
        raise Forbidden(*found)
    if [failure.code for failure in found] == ["not_yet_known"]:
        raise NotYetKnown(found[0].values["kind"], found[0].values["id"])
    raise Refusal(*found)
