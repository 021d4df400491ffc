"""What the city decided about kinds of places and of activities, read once from `data/`.

A wrong file stops the service at its start, with the entry that is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from shared.texts import Text

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """What a policy says from a day on."""

    valid_from: date
    opening: tuple[Mapping[str, Any], ...]
    refused_contents: frozenset[str]
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules of the city for a kind of place, by the day from which they hold."""

    code: str
    name: Text
    versions: tuple[PolicyVersion, ...]

    def on(self, day: date) -> PolicyVersion:
        """The version that holds on a day; before the first one the first one holds."""
        holding = [one for one in self.versions if one.valid_from <= day]
        return holding[-1] if holding else self.versions[0]


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What a kind of activity brings with it when nobody says otherwise."""

    loudness: Mapping[str, int]
    """Code → dBA, the quietest first."""
    usual_loudness: Mapping[str, str]
    otherwise_loudness: str
    contents_of_kind: Mapping[str, frozenset[str]]

    def loudness_of(self, kind: str, said: str | None) -> str:
        """What was said if it is a known level, else what is usual for the kind."""
        if said is not None and said in self.loudness:
            return said
        return self.usual_loudness.get(kind, self.otherwise_loudness)


def read_policies(raw: Mapping[str, Any]) -> dict[str, Policy]:
    """The policies of `place_policies.json`; raises ValueError or KeyError for a wrong entry."""
    policies = {}
    for entry in raw["policies"]:
        versions = sorted(
            (_read_version(one) for one in entry["versions"]), key=lambda one: one.valid_from
        )
        if not versions:
            raise ValueError(f"place_policies.json: {entry['code']} has no version")
        name = Text(entry["vi"], entry["en"])
        policies[entry["code"]] = Policy(entry["code"], name, tuple(versions))
    return policies


def _read_version(raw: Mapping[str, Any]) -> PolicyVersion:
    for window in raw["opening"]:
        fits = 1 <= window["day"] <= 7 and "00:00" <= window["opens"] < window["closes"] <= "24:00"
        if not fits:
            raise ValueError(f"place_policies.json: {window} is no window of a week")
    return PolicyVersion(
        valid_from=date.fromisoformat(raw["from"]),
        opening=tuple(MappingProxyType(window) for window in raw["opening"]),
        refused_contents=frozenset(raw["refused_contents"]),
        source=str(raw["source"]),
        checked_on=date.fromisoformat(raw["checked_on"]),
    )


def read_activity_facts(raw: Mapping[str, Any]) -> ActivityFacts:
    """`activity_facts.json`; raises ValueError or KeyError for a wrong entry."""
    loudness = {one["code"]: int(one["dba"]) for one in raw["loudness"]}
    if list(loudness.values()) != sorted(set(loudness.values())):
        raise ValueError("activity_facts.json: loudness must rise from level to level")
    unknown = {*raw["usual_loudness"].values(), raw["otherwise_loudness"]} - loudness.keys()
    if unknown:
        raise ValueError(f"activity_facts.json: {sorted(unknown)} are no levels of loudness")
    contents = {kind: frozenset(codes) for kind, codes in raw["contents_of_kind"].items()}
    return ActivityFacts(
        loudness, dict(raw["usual_loudness"]), str(raw["otherwise_loudness"]), contents
    )


def _load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    date.fromisoformat(loaded["checked_on"])
    return loaded


POLICIES = read_policies(_load("place_policies.json"))
ACTIVITY_FACTS = read_activity_facts(_load("activity_facts.json"))
