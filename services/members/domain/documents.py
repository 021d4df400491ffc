"""Documents of a file: what an infected one makes it lack."""

from __future__ import annotations

from collections.abc import Mapping

from shared.errors import Failure
from shared.texts import Label


def lacks_of_scans(documents: Mapping[str, tuple[Label, str]]) -> list[Failure]:
    """What an infected document (code → label and scan status) makes a file lack."""
    return [
        Failure("document_infected", field=f"documents.{code}", kind=label)
        for code, (label, status) in documents.items()
        if status == "infected"
    ]
