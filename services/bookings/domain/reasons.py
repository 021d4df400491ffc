"""Why a wish was given a place or not, kept as data and said in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from services.bookings.domain.allocations import say_time
from services.bookings.domain.board import Slot
from services.bookings.domain.plans import Reason
from services.bookings.texts import SENTENCES, in_words
from shared.errors import Failure
from shared.texts import Text

Kept = dict[str, Any]
"""`{code, values, space?, space_id?, time?, time_choice?, space_choice?}`, as a wish keeps it."""
WHERE = ("space_id", "space", "time", "time_choice", "space_choice")


def sentence_of(failures: Iterable[Failure]) -> Text:
    """Several failing rules as one text, in both languages."""
    said = [(SENTENCES.get(one.code) or Text(one.code, one.code), one.values) for one in failures]
    return Text(
        " ".join(text.say("vi", **values) for text, values in said),
        " ".join(text.say("en", **values) for text, values in said),
    )


def keep_reason(reason: Reason, names: Mapping[UUID, Text]) -> Kept:
    kept: Kept = {"code": reason.code, "values": dict(reason.values)}
    if reason.slot is None:
        return kept
    return kept | keep_where(reason.slot, names[reason.slot.space_id])


def keep_barred(slot: Slot, name: Text, failures: Iterable[Failure]) -> Kept:
    """An option that a rule of the space forbids."""
    return keep_sentence("wish_rule_fails", failures) | keep_where(slot, name)


def keep_sentence(code: str, failures: Iterable[Failure]) -> Kept:
    """What other rules lead to."""
    return {"code": code, "values": {"reason": _keep(sentence_of(failures))}}


def keep_where(slot: Slot, name: Text) -> Kept:
    """Time and space as they were called then."""
    return {
        "space_id": str(slot.space_id),
        "space": _keep(name),
        "time": say_time(slot.time),
        "time_choice": slot.time_choice,
        "space_choice": slot.space_choice,
    }


def _keep(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}


def failure_of(kept: Kept, hosting: bool) -> Failure:
    """A kept reason as a sentence; whose wish had the place, only host and officer learn."""
    values = {name: _read(name, value) for name, value in kept["values"].items()}
    if not hosting:
        values.pop("by_wish", None)
    where = {name: _read(name, value) for name, value in kept.items() if name in WHERE}
    return Failure(kept["code"], **values, **where)


def _read(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return Text(value["vi"], value["en"])
    return in_words("claim_kind", value) if name == "taken_by" else value
