"""The paper that a fact about a member rests on, as a request names it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from shared.http.fields import Day, Line, RequestBody


class PaperIn(RequestBody):
    """A decision, agreement, certificate of death or other paper."""

    title: Line
    number: Line | None = None
    issued_on: Day | None = None
    issued_by: Line | None = None
    official_document_id: UUID | None = None
    """Where it is a document of this system."""

    def noted(self) -> dict[str, Any]:
        return self.model_dump(mode="json")
