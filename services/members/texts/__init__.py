"""The sentences for the refusals of the members service, in Vietnamese and English, by topic."""

from __future__ import annotations

from services.members.texts import (
    applications,
    calls,
    certificates,
    closed_files,
    common,
    decisions,
    directory,
    membership,
    official_documents,
    personal_data,
    review,
    rights,
    year,
)
from services.members.texts.vocabulary import VOCABULARY
from shared.texts import Text

__all__ = ["SENTENCES", "VOCABULARY"]

TOPICS = (
    applications,
    calls,
    certificates,
    closed_files,
    common,
    decisions,
    directory,
    membership,
    official_documents,
    personal_data,
    review,
    rights,
    year,
)
SENTENCES: dict[str, Text] = {
    code: text for topic in TOPICS for code, text in topic.SENTENCES.items()
}
