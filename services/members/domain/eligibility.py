"""Eligibility: for whom a call is, as typed conditions that are checked when a file is handed in.

An empty list of a condition lets everyone pass, so a call without conditions is for all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from shared.errors import Failure
from shared.texts import Label, Text, Vocabulary

MEMBERSHIP_RULES = {
    "any": Text("Thành viên và người chưa là thành viên", "Members and others"),
    "members_only": Text("Chỉ thành viên của mạng lưới", "Members of the network only"),
    "not_yet_members": Text("Chỉ nơi chưa là thành viên", "Only who is not a member yet"),
}


@dataclass(frozen=True, slots=True)
class Eligibility:
    """For whom a call is; every condition that is set must hold."""

    kinds: tuple[str, ...] = ()
    ownership: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    """The applicant works in at least one of them."""
    membership: str = "any"
    """One of MEMBERSHIP_RULES."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of an applicant."""

    kind: str | None
    ownership: str | None
    fields: Collection[str]
    is_member: bool | None
    """Whether the applicant acts for an active member of the network; None: not looked up."""


def read_eligibility(raw: Mapping[str, Any] | None) -> Eligibility:
    """From the stored JSON `{kinds, ownership, fields, membership}`; None lets everyone pass."""
    raw = raw or {}
    return Eligibility(
        kinds=tuple(raw.get("kinds") or ()),
        ownership=tuple(raw.get("ownership") or ()),
        fields=tuple(raw.get("fields") or ()),
        membership=raw.get("membership") or "any",
    )


def check_eligibility(
    eligibility: Eligibility, candidate: Candidate, vocabulary: Vocabulary
) -> list[Failure]:
    """Every condition that the candidate does not meet; `vocabulary` names the codes for people.

    What the applicant has not said yet is no failure here: that it is missing is told apart.
    """
    failures = []
    for name, code in (("kind", candidate.kind), ("ownership", candidate.ownership)):
        allowed = eligibility.kinds if name == "kind" else eligibility.ownership
        if allowed and code and code not in allowed:
            failures.append(
                Failure(
                    f"{name}_not_eligible",
                    field=f"applicant.{name}",
                    allowed=_labels(vocabulary, name, allowed),
                )
            )
    asked = set(eligibility.fields)
    if asked and candidate.fields and asked.isdisjoint(candidate.fields):
        allowed_fields = _labels(vocabulary, "field", eligibility.fields)
        failures.append(
            Failure("field_not_eligible", field="applicant.fields", allowed=allowed_fields)
        )
    return failures + _check_membership(eligibility.membership, candidate.is_member)


def _check_membership(rule: str, is_member: bool | None) -> list[Failure]:
    if rule == "members_only" and is_member is False:
        return [Failure("members_only")]
    if rule == "not_yet_members" and is_member:
        return [Failure("not_yet_members_only")]
    return []


def _labels(vocabulary: Vocabulary, list_name: str, codes: Collection[str]) -> list[Label]:
    known = vocabulary[list_name]
    return [Label(code, known.get(code) or Text(code, code)) for code in codes]
