"""Awards, the achievements they rest on, and dossiers that propose city-level ones."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.members.models.base import STAFF, Base
from services.members.models.year import Contribution
from shared.database.aggregate import Aggregate, Instant

ACHIEVEMENT_ONCE = "award_achievements_rewarded_once"
JUDGES = STAFF | {"role:decider", "role:reviewer"}


class Award(Aggregate, Base):
    """A commendation of an organisation or a person; public once granted.

    A person's name is shown to the public only while a recorded consent stands.
    """

    KIND = "award"
    __tablename__ = "awards"
    __table_args__ = (
        CheckConstraint(
            "status IN ('nominated', 'granted', 'declined', 'revoked')", name="awards_known_status"
        ),
        CheckConstraint(
            "(recipient_kind = 'person') = (person_name IS NOT NULL)", name="awards_name_persons"
        ),
        CheckConstraint(
            "recipient_kind = 'person' OR member_id IS NOT NULL", name="awards_name_organisations"
        ),
        CheckConstraint(
            "status NOT IN ('granted', 'revoked') OR granted_on IS NOT NULL",
            name="awards_granted_on_a_day",
        ),
        CheckConstraint(
            "(status = 'revoked') = (revoked_on IS NOT NULL AND revocation_code IS NOT NULL)",
            name="awards_revoked_with_reason",
        ),
        Index("awards_by_member", "member_id"),
        Index("awards_by_nomination", "nomination_id"),
    )

    year: Mapped[int] = mapped_column(Integer)
    form: Mapped[str] = mapped_column(Text)
    title_vi: Mapped[str] = mapped_column(Text)
    """What it is given for, as it is read out."""
    title_en: Mapped[str | None] = mapped_column(Text)
    recipient_kind: Mapped[str] = mapped_column(Text)
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id"))
    """The organisation, or the space that a person works for."""
    member_name: Mapped[str | None] = mapped_column(Text)
    person_name: Mapped[str | None] = mapped_column(Text)
    person_key: Mapped[str | None] = mapped_column(Text)
    """Issuer and subject of that person, when it signs in."""
    consent: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """`{given_on, text_version, proof, withdrawn_on}`: whether the name may be public."""
    statement: Mapped[str] = mapped_column(Text)
    """The achievements in words, for the report on them."""
    status: Mapped[str] = mapped_column(Text)
    nominated_by: Mapped[str] = mapped_column(Text)
    nomination_id: Mapped[UUID | None] = mapped_column(ForeignKey("nominations.id"))
    document_id: Mapped[UUID | None]
    """The official document of the decision, drafted when it was granted."""
    granted_on: Mapped[date | None] = mapped_column(Date)
    granted_by: Mapped[str | None] = mapped_column(Text)
    declined_reason: Mapped[str | None] = mapped_column(Text)
    revoked_on: Mapped[date | None] = mapped_column(Date)
    revocation_code: Mapped[str | None] = mapped_column(Text)
    revocation_reason: Mapped[str | None] = mapped_column(Text)
    """In words, for the recipient and staff; the public sees the code."""

    achievements: Mapped[list[AwardAchievement]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="AwardAchievement.contribution_id"
    )

    def who_may_read(self) -> set[str]:
        readers = set(JUDGES) | ({f"member:{self.member_id}"} if self.member_id else set())
        if self.status in ("granted", "revoked"):
            readers.add("public")
            readers |= {f"subject:{self.person_key}"} if self.person_key else set()
        return readers

    @property
    def may_name_person(self) -> bool:
        return self.consent is not None and self.consent.get("withdrawn_on") is None


class AwardAchievement(Base):
    """An achievement that an award rests on; another may have it only once it is released."""

    __tablename__ = "award_achievements"
    __table_args__ = (
        Index(
            ACHIEVEMENT_ONCE,
            "contribution_id",
            unique=True,
            postgresql_where=text("released_at IS NULL"),
        ),
    )

    award_id: Mapped[UUID] = mapped_column(ForeignKey("awards.id"), primary_key=True)
    contribution_id: Mapped[UUID] = mapped_column(ForeignKey("contributions.id"), primary_key=True)
    released_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the award was declined or revoked."""

    contribution: Mapped[Contribution] = relationship(lazy="selectin", viewonly=True)


class Nomination(Aggregate, Base):
    """A dossier that proposes candidates for a city-level award."""

    KIND = "nomination"
    __tablename__ = "nominations"
    __table_args__ = (
        CheckConstraint(
            "status IN ('drafted', 'proposed', 'withdrawn')", name="nominations_known_status"
        ),
        CheckConstraint(
            "status <> 'proposed' OR (document_id IS NOT NULL AND proposed_at IS NOT NULL)",
            name="nominations_proposed_with_dossier",
        ),
    )

    year: Mapped[int] = mapped_column(Integer)
    form: Mapped[str] = mapped_column(Text)
    title_vi: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str | None] = mapped_column(Text)
    addressee: Mapped[str] = mapped_column(Text)
    """Whom the submission (tờ trình) is addressed to."""
    meeting: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """`{held_at, place, chair, secretary, present, votes, conclusion}`; persons by name."""
    status: Mapped[str] = mapped_column(Text)
    proposed_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)
    document_id: Mapped[UUID | None]
    """The dossier as an official document."""
    part_ids: Mapped[dict[str, str] | None] = mapped_column(JSONB(none_as_null=True))
    """Its parts as official documents: `submission`, `report`, `minutes`."""

    def who_may_read(self) -> set[str]:
        return {*STAFF, "role:decider"}
