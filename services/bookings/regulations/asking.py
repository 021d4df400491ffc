"""What places ask of who books them, as far as no place has set it itself: data, read once.

`data/asking.json` names source and date of what it says. A file that does not hold together stops
the service at its start, not a cancellation in the evening.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.bookings.domain.asking import APPROVED_FIELDS, Asking, CancellationRule
from shared.data_files import read_data

FILE = Path(__file__).parents[1] / "data" / "asking.json"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Cancellation(_Data):
    source: str
    free_until_hours: int = Field(ge=0, le=8784)
    late_needs_reason: bool
    excused_reason_codes: list[str]


class _Reapproval(_Data):
    source: str
    fields: list[str]

    @model_validator(mode="after")
    def _known(self) -> _Reapproval:
        if unknown := sorted({*self.fields} - {*APPROVED_FIELDS}):
            raise ValueError(f"asking.json: no such fields: {', '.join(unknown)}")
        return self


class _Drafts(_Data):
    source: str
    kept_days: int = Field(ge=1, le=3650)


class _History(_Data):
    source: str
    days: int = Field(ge=1, le=3650)


class _Rules(_Data):
    note: str
    checked_on: date
    cancellation: _Cancellation
    reapproval: _Reapproval
    drafts: _Drafts
    history: _History


_RULES = read_data(_Rules, FILE)

DEFAULT_ASKING = Asking(
    cancellation=CancellationRule(
        free_until_hours=_RULES.cancellation.free_until_hours,
        late_needs_reason=_RULES.cancellation.late_needs_reason,
        excused_reason_codes=tuple(_RULES.cancellation.excused_reason_codes),
    ),
    reapproval=frozenset(_RULES.reapproval.fields),
)
"""The rules of a place that has set none."""
DRAFT_KEPT = timedelta(days=_RULES.drafts.kept_days)
"""How long a draft that nobody touches stays."""
HISTORY = timedelta(days=_RULES.history.days)
"""How far back rivals are compared."""
CHECKED_ON = _RULES.checked_on
