"""How long the dates of a member whose standing changed wait for a decision.

Silence is answered at the date's start or at `decide_by`, whichever comes first:

    standing changes        decide_by
          ├────── grace ───────┤
    A           ▓▓▓▓▓                  starts within the grace: at its start it is kept or lapses,
                                       as the data says for this standing
    B                          ▓▓▓▓▓   starts just then: the same
    C                              ▓▓▓ starts later: lapses at decide_by
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Grace:
    """How long the dates of a member with this standing wait for a decision."""

    time: timedelta
    keeps_begun: bool
    """Whether a date that starts within the grace takes place though nobody decided."""


def silent_until(starts_at: datetime, decide_by: datetime) -> datetime:
    """When silence about a date is answered."""
    return min(starts_at, decide_by)


def is_kept_in_silence(starts_at: datetime, decide_by: datetime, keeps_begun: bool) -> bool:
    """Whether a date that nobody decided about takes place; else it is cancelled."""
    return keeps_begun and starts_at <= decide_by
