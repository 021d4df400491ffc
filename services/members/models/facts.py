"""Dated facts about members: what their standing follows from, and their history."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql import UUID as Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.members.domain.standing import MOVES, Dated
from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate, Instant

_KINDS = ", ".join(f"'{kind}'" for kind in MOVES)


class MemberFact(Aggregate, Base):
    """Something that happened to a member, from a day on, with who entered it and why.

    It is never changed: a mistake is set right by a further fact. Before its day comes it can be
    called off, and then it never counts.
    """

    KIND = "member_fact"
    __tablename__ = "member_facts"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="member_facts_known_kind"),
        CheckConstraint(
            "until_on IS NULL OR (kind IN ('suspended', 'renewed') AND until_on >= effective_on)",
            name="member_facts_end_after_start",
        ),
        CheckConstraint(
            "other_member_id IS DISTINCT FROM member_id", name="member_facts_name_another_member"
        ),
        CheckConstraint(
            "num_nonnulls(carried_out_at, called_off_at) < 2",
            name="member_facts_done_or_called_off",
        ),
        Index("member_facts_by_member", "member_id", "effective_on", "id"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    kind: Mapped[str] = mapped_column(Text)
    effective_on: Mapped[date] = mapped_column(Date)
    """First day on which it counts, in Hanoi."""
    until_on: Mapped[date | None] = mapped_column(Date)
    """Last day of a suspension, or of the renewed term."""
    reason_code: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    document: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """The paper it rests on: `{title, number, issued_on, issued_by}`."""
    decision_id: Mapped[UUID | None]
    other_member_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id"))
    """Who took it in, whom it took in, or what it was split from."""
    formed_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    """The members that a split formed."""
    details: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """What a kind of fact carries besides: changed fields, parts of a split."""
    consequences: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """What it brought about, `{code, id, name}`; empty before its day."""
    carried_out_at: Mapped[datetime | None] = mapped_column(Instant)
    """When what follows from it was done; null while its day is still to come."""
    called_off_at: Mapped[datetime | None] = mapped_column(Instant)
    recorded_by: Mapped[str] = mapped_column(Text)
    on_behalf_of: Mapped[str | None] = mapped_column(Text)
    correlation_id: Mapped[UUID]
    """Of the act in the audit trail that entered it."""

    def who_may_read(self) -> set[str]:
        return {*STAFF, "role:decider", f"member:{self.member_id}"}

    @property
    def status(self) -> str:
        """Whether it is `to_come`, `carried_out` or `called_off`."""
        if self.called_off_at is not None:
            return "called_off"
        return "to_come" if self.carried_out_at is None else "carried_out"

    @property
    def dated(self) -> Dated:
        until = self.until_on if self.kind == "suspended" else None
        return Dated(self.kind, self.effective_on, until)
