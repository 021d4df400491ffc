"""Code lists of the members service, read once from `data/codes.json` with source and date.

A code is what is stored and published; an alias is only read. Nothing in the code decides by a
code of these lists, so the city may add to them freely.
"""

from __future__ import annotations

import json
from pathlib import Path

from services.members.domain import imports, states
from shared.auth.caller import ROLE_LABELS
from shared.texts import Label, Text

_DATA = json.loads((Path(__file__).parent / "data" / "codes.json").read_text(encoding="utf-8"))

CODE_LISTS: dict[str, dict[str, Text]] = {
    name: {one["code"]: Text(one["vi"], one["en"]) for one in listed["codes"]}
    for name, listed in _DATA["lists"].items()
}
_ALIASES: dict[str, dict[str, str]] = {
    name: {alias: one["code"] for one in listed["codes"] for alias in one.get("aliases", ())}
    for name, listed in _DATA["lists"].items()
}


VOCABULARY: dict[str, dict[str, Text]] = {
    **CODE_LISTS,
    "application_part": {**states.APPLICATION_PARTS, **CODE_LISTS["document_kind"]},
    "call_kind": states.CALL_KINDS,
    "call_status": states.CALL_STATUS,
    "application_status": states.APPLICATION_STATUS,
    "decision_outcome": states.DECISION_OUTCOME,
    "ceremony_status": states.CEREMONY_STATUS,
    "member_status": states.MEMBER_STATUS,
    "certificate_status": states.CERTIFICATE_STATUS,
    "import_column": imports.COLUMNS,
    "import_outcome": imports.OUTCOME,
    "role": ROLE_LABELS,
}


def labels_of(list_name: str) -> list[Label]:
    """Every code of a list, for a sentence that says what is possible."""
    return [Label(code, text) for code, text in VOCABULARY[list_name].items()]


def read_code(list_name: str, text: str) -> str | None:
    """The code that a text means in a list, an alias included; None when it is not listed."""
    code = text.strip().lower().replace("-", "_").replace(" ", "_")
    code = _ALIASES.get(list_name, {}).get(code, code)
    return code if code in VOCABULARY[list_name] else None
