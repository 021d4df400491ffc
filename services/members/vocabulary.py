"""Code lists of the members service, read once from `data/codes.json` with source and date.

A code is what is stored and published; an alias is only read. Nothing in the code decides by a
code of these lists, so the city may add to them freely.
"""

from __future__ import annotations

import json
from pathlib import Path

from services.members import document_rules
from services.members.domain import (
    awards,
    consequences,
    evaluations,
    imports,
    official_documents,
    people,
    renewals,
    reports,
    standing,
    states,
)
from services.members.domain.complaints import COMPLAINT_ABOUT, COMPLAINT_STATUS, REMEDY
from services.members.domain.decisions import DECISION_KIND, DECISION_STATUS
from services.members.domain.eligibility import MEMBERSHIP_RULES
from services.members.rights_data import VOCABULARY as RIGHTS_DATA
from services.members.texts_closed_files import VOCABULARY as CLOSED_FILES
from services.members.texts_personal_data import VOCABULARY as PERSONAL_DATA
from services.members.texts_review import VOCABULARY as REVIEW
from services.members.texts_rights import VOCABULARY as RIGHTS
from services.members.year_rules import VOCABULARY as YEAR
from shared.auth.caller import ROLE_LABELS
from shared.files.scan_status import SCAN_STATUS
from shared.forms.questions import QUESTION_KINDS
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
    "membership_rule": MEMBERSHIP_RULES,
    "question_kind": QUESTION_KINDS,
    "tie_rule": states.TIE_RULES,
    "application_status": states.APPLICATION_STATUS,
    "scan_status": SCAN_STATUS,
    "decision_outcome": states.DECISION_OUTCOME,
    "decision_kind": DECISION_KIND,
    "decision_status": DECISION_STATUS,
    "complaint_status": COMPLAINT_STATUS,
    "complaint_about": COMPLAINT_ABOUT,
    "complaint_remedy": REMEDY,
    "ceremony_status": states.CEREMONY_STATUS,
    "member_status": states.MEMBER_STATUS,
    "member_fact": standing.FACT_KIND,
    "consequence": consequences.CONSEQUENCE,
    "member_capacity": people.CAPACITY,
    "representative_cause": people.CAUSE,
    "renewal_status": renewals.RENEWAL_STATUS,
    "lapse_reason": renewals.LAPSE_REASON,
    "renewal_round_status": renewals.ROUND_STATUS,
    "certificate_status": states.CERTIFICATE_STATUS,
    "certificate_number_status": states.CERTIFICATE_NUMBER_STATUS,
    "void_reason": states.VOID_REASON,
    "reissue_reason": states.REISSUE_REASON,
    "import_column": imports.COLUMNS,
    "import_outcome": imports.OUTCOME,
    "role": ROLE_LABELS,
    **REVIEW,
    "official_document_kind": document_rules.KIND_LABELS,
    "official_document_status": official_documents.STATUS,
    "document_authority": document_rules.AUTHORITY_LABELS,
    "signing_capacity": document_rules.CAPACITY_LABELS,
    "signature_way": official_documents.SIGNATURE_WAYS,
    "signature_check": official_documents.SIGNATURE_CHECKS,
    "document_succession": official_documents.MEANS,
    "document_number_status": official_documents.NUMBER_STATUS,
    **RIGHTS_DATA,
    **RIGHTS,
    **YEAR,
    "report_status": reports.REPORT_STATUS,
    "report_round_status": reports.ROUND_STATUS,
    "evaluation_round_status": evaluations.ROUND_STATUS,
    "evaluation_status": evaluations.EVALUATION_STATUS,
    "award_status": awards.AWARD_STATUS,
    "recipient_kind": awards.RECIPIENT_KINDS,
    "nomination_status": awards.NOMINATION_STATUS,
    **PERSONAL_DATA,
    **CLOSED_FILES,
}


def labels_of(list_name: str) -> list[Label]:
    """Every code of a list, for a sentence that says what is possible."""
    return [Label(code, text) for code, text in VOCABULARY[list_name].items()]


def read_code(list_name: str, text: str) -> str | None:
    """The code that a text means in a list, an alias included; None when it is not listed."""
    code = text.strip().lower().replace("-", "_").replace(" ", "_")
    code = _ALIASES.get(list_name, {}).get(code, code)
    return code if code in VOCABULARY[list_name] else None
