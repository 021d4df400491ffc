"""Rules that a venue sets and its spaces inherit, and how one value comes out of them.

    venue     lead 72 h     longest 4 h     ·
    space     ·             longest 8 h     check-in 30 min
    holds     lead 72 h     longest 8 h     check-in 30 min     set-up 0 (nobody said)

What a space says itself goes before the venue's, also when it says that there is no limit (None).
Facts of accessibility are joined one by one. Times of an activity that a space itself does not
answer for, published exceptions, come from the wholes that it is a part of, and from the venue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

RULES: Mapping[str, Any] = {
    "opening": None,
    "seasons": [],
    "on_holidays": None,
    "on_make_up_days": None,
    "policy": None,
    "setup_minutes": 0,
    "clearup_minutes": 0,
    "lead_hours": None,
    "longest_hours": None,
    "check_in_minutes": 60,
    "no_show_minutes": None,
    "refused_kinds": [],
    "refused_contents": [],
    "noise_limits": [],
    "crowd_limit": None,
    "accessibility": {},
}
"""Every inherited rule with what holds when nobody says anything; a column of `spaces` each."""
CLEARABLE = frozenset(name for name, value in RULES.items() if value is None)
"""Rules for which None says something: there is no such limit."""
JOINED = ("accessibility",)


def said(given: Mapping[str, Any]) -> dict[str, Any]:
    """What a request says of the rules: None counts only where it means something."""
    return {
        name: value
        for name, value in given.items()
        if name in RULES and (value is not None or name in CLEARABLE)
    }


def effective(of_venue: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The value of each rule that holds for a space."""
    values = {name: own.get(name, of_venue.get(name, value)) for name, value in RULES.items()}
    for name in JOINED:
        values[name] = {**of_venue.get(name, {}), **own.get(name, {})}
    return values


def inherited(own: Mapping[str, Any]) -> list[str]:
    """The rules that a space leaves to its venue."""
    return [name for name in RULES if name not in own]


def change_venue_rules(rules: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """A merge patch of a venue's rules: None takes a rule away."""
    merged = {**rules, **{name: value for name, value in given.items() if name in RULES}}
    return {name: value for name, value in merged.items() if value is not None}


def exceptions_for(
    path: Sequence[Any], published: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The published exceptions that hold for a space, those nearest to it first.

    `path` is the space and its wholes, the outermost first; each exception names its `place`, a
    space, or None for the whole venue.
    """
    near: dict[str | None, int] = {str(id): depth for depth, id in enumerate(path, start=1)}
    near[None] = 0
    holding = [one for one in published if one["place"] in near]
    holding.sort(key=lambda one: (-near[one["place"]], one["from"]))
    return [{name: value for name, value in one.items() if name != "place"} for one in holding]
