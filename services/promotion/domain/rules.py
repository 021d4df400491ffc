"""Who may do what with an item now: each rule returns every reason against it.

The same functions answer a request and fill `actions`, so a button and its refusal always agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from services.promotion.domain.statuses import STATUSES, TRANSITIONS, may_go, wrong_status
from shared.auth.caller import role_needed
from shared.errors import Failure, Lack, NotHeard
from shared.wording import say_day

WRITERS = ("editor", "officer")


class Actor(Protocol):
    """Who wants to act."""

    @property
    def key(self) -> str: ...

    @property
    def member_ids(self) -> tuple[UUID, ...]: ...

    def has_role(self, *roles: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What this service knows of a member: its public status, and since which day."""

    status: str
    since: date


@dataclass(frozen=True, slots=True)
class Piece:
    """What the rules need of an item. Nobody is in `authors` of a text that the system wrote."""

    status: str
    title_vi: str
    summary_vi: str
    authors: frozenset[str] = frozenset()
    member_id: UUID | None = None
    member_name: str | None = None
    member: Standing | None = None
    ends_at: datetime | None = None


def may_change(piece: Piece, actor: Actor) -> list[Failure]:
    return [*_writer(piece, actor), *_status(piece, "change")]


def may_submit(piece: Piece, actor: Actor, now: datetime) -> list[Failure]:
    return [*_writer(piece, actor), *_status(piece, "submit"), *_fit_to_show(piece, now)]


def may_request_changes(piece: Piece, actor: Actor) -> list[Failure]:
    return [*_role(actor, "editor"), *_status(piece, "request_changes")]


def may_approve(piece: Piece, actor: Actor, now: datetime) -> list[Failure]:
    """An editor who wrote no word of the present text accepts it."""
    return [
        *_role(actor, "editor"),
        *_not_author(piece, actor),
        *_status(piece, "approve"),
        *_fit_to_show(piece, now),
    ]


def may_schedule(
    piece: Piece, actor: Actor, now: datetime, publish_at: datetime | None = None
) -> list[Failure]:
    """Without `publish_at` the rules that hold for any time."""
    failures = [*_role(actor, "editor"), *_status(piece, "schedule"), *_fit_to_show(piece, now)]
    if publish_at is not None and publish_at <= now:
        failures.append(Failure("publish_at_past", field="publish_at"))
    if publish_at is not None and piece.ends_at is not None and publish_at >= piece.ends_at:
        failures.append(Failure("publish_at_after_end", field="publish_at"))
    return failures


def may_publish(piece: Piece, actor: Actor, now: datetime) -> list[Failure]:
    return [*_role(actor, "editor"), *_status(piece, "publish"), *_fit_to_show(piece, now)]


def may_correct(piece: Piece, actor: Actor) -> list[Failure]:
    """Nobody replaces the own text alone: an editor who wrote no word of it corrects it."""
    return [
        *_role(actor, "editor"),
        *_not_author(piece, actor),
        *_status(piece, "correct"),
        *_member_has_rights(piece),
    ]


def may_retract(piece: Piece, actor: Actor) -> list[Failure]:
    return [*_role(actor, "editor", "officer"), *_status(piece, "retract")]


def _role(actor: Actor, *roles: str) -> list[Failure]:
    return [] if actor.has_role(*roles) else [role_needed(*roles)]


def _writer(piece: Piece, actor: Actor) -> list[Failure]:
    """Editors and officers write for anyone, a member for its own space."""
    if actor.has_role(*WRITERS):
        return []
    if not actor.has_role("member"):
        return [role_needed("member", *WRITERS)]
    return [] if piece.member_id in actor.member_ids else [Lack("member_not_yours")]


def _not_author(piece: Piece, actor: Actor) -> list[Failure]:
    return [Lack("author_may_not_approve")] if actor.key in piece.authors else []


def _status(piece: Piece, act: str) -> list[Failure]:
    if may_go(piece.status, act):
        return []
    return [wrong_status(STATUSES, piece.status, TRANSITIONS[act].sources)]


def _fit_to_show(piece: Piece, now: datetime) -> Iterable[Failure]:
    """The text is complete, the activity is still ahead and the member has its rights."""
    for name in ("title", "summary"):
        if not getattr(piece, f"{name}_vi").strip():
            yield Failure("text_missing", field=f"{name}.vi")
    if piece.ends_at is not None and piece.ends_at <= now:
        yield Failure("activity_over", field="ends_at")
    yield from _member_has_rights(piece)


def _member_has_rights(piece: Piece) -> Iterable[Failure]:
    if piece.member_id is None:
        return
    if piece.member is None:
        yield NotHeard("member", piece.member_id)
    elif piece.member.status != "active":
        suspended = piece.member.status == "suspended"
        yield Failure(
            "member_suspended" if suspended else "member_left",
            member=piece.member_name or "",
            since=say_day(piece.member.since),
        )
