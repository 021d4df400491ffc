"""How often one address may ask where nobody signs in, so that nobody tries codes one by one.

Counted in memory, in this process, for a minute, and kept nowhere else: who asks is nobody's
business.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime

from fastapi import Request

from shared.errors import Failure, Refusal
from shared.settings import ServiceSettings

MINUTE = 60.0
MOST_ADDRESSES = 10_000
"""Remembered at once; the longest unheard of is forgotten first."""


class TooMany(Refusal):
    """Asked too often (429)."""

    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(Failure("too_many_tries", seconds=seconds))
        self.retry_after = seconds


class RateLimit:
    """A bucket of tries for each address; it fills again evenly within a minute."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._left: OrderedDict[str, tuple[float, datetime]] = OrderedDict()

    def take(self, address: str, now: datetime) -> None:
        """Count one try. Raises TooMany with the seconds until the next one."""
        left, at = self._left.pop(address, (float(self.per_minute), now))
        passed = max((now - at).total_seconds(), 0.0)
        left = min(left + passed * self.per_minute / MINUTE, float(self.per_minute))
        allowed = left >= 1
        self._left[address] = (left - 1 if allowed else left, now)
        while len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)
        if not allowed:
            raise TooMany(max(1, round((1 - left) * MINUTE / self.per_minute + 0.5)))


def address_of(request: Request, settings: ServiceSettings) -> str:
    """Who asks; behind our proxy what the proxy itself added last, which no caller can choose."""
    headers: Mapping[str, str] = request.headers
    if settings.http_behind_tls_proxy and (forwarded := headers.get("x-forwarded-for")):
        return forwarded.rpartition(",")[2].strip()
    return request.client.host if request.client else ""
