"""The words of all members' names, for finding what a misspelt word may have meant.

Whoever names or renames a member adds its words in the same transaction; none is taken out, for a
word that no name has any more finds nothing.
"""

from __future__ import annotations

from sqlalchemy import Index, Text, event, inspect, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.orm.unitofwork import UOWTransaction

from services.members.domain.spelling import words_of
from services.members.models.base import Base
from services.members.models.membership import BYTEWISE, Member

ADD_WORDS = text(
    """
    INSERT INTO name_words (word, near)
    SELECT word, ARRAY(SELECT DISTINCT overlay(word PLACING '' FROM n FOR 1)
                         FROM generate_series(1, char_length(word)) AS n) || word
      FROM unnest(CAST(:words AS text[])) AS word
    ON CONFLICT (word) DO NOTHING
    """
)


class NameWord(Base):
    """One folded word, see `domain.spelling`."""

    __tablename__ = "name_words"
    __table_args__ = (Index("name_words_by_near", "near", postgresql_using="gin"),)

    word: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
    near: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """The word, and each form of it that lacks one letter."""


@event.listens_for(Session, "after_flush")
def _keep_words(session: Session, _context: UOWTransaction) -> None:
    words: set[str] = set()
    for row in (*session.new, *session.dirty):
        if isinstance(row, Member) and inspect(row).attrs.search.history.has_changes():
            words |= words_of(row.search)
    if words:
        # In order, so that two who add the same words wait for each other and never crosswise.
        session.connection().execute(ADD_WORDS, {"words": sorted(words)})
