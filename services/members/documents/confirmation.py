"""The confirmation of membership for a tax file, as the page of an official document.

It states facts of the membership alone; no sum stands on it, and it says so.
"""

from __future__ import annotations

from services.members.documents.page import Body, Page, Rows
from services.members.documents.page_head import say_day
from services.members.models import Benefit, Member
from services.members.queries.rights import Known
from services.members.regulations.document_rules import AUTHORITIES, authority_of
from services.members.regulations.rights_data import BenefitRules
from services.members.texts.rights import CONFIRMATION, NO_SUM
from services.members.texts.vocabulary import VOCABULARY
from shared.events.base import Bilingual
from shared.texts import Locale
from shared.vocabulary import label_of


def write_confirmation(
    benefit: Benefit, member: Member, known: Known, rules: BenefitRules
) -> tuple[Bilingual, Page]:
    """Title and page, in Vietnamese and English."""
    title = CONFIRMATION["title"]
    vietnamese = _write_body(benefit, member, known, rules, "vi")
    page = Page(
        legal_basis=vietnamese.legal_basis,
        paragraphs=vietnamese.paragraphs,
        table=vietnamese.table,
        closing=vietnamese.closing,
        recipients=vietnamese.recipients,
        english=_write_body(benefit, member, known, rules, "en"),
    )
    return Bilingual(vi=title.vi, en=title.en), page


def _write_body(
    benefit: Benefit, member: Member, known: Known, rules: BenefitRules, locale: Locale
) -> Body:
    authority = AUTHORITIES[authority_of(rules.document_kind)].full_name.text
    day = say_day(benefit.requested_on, locale)
    opening = CONFIRMATION["opening"].say(locale, day=day, authority=authority)
    return Body(
        legal_basis=list(rules.legal_basis) if locale == "vi" else [],
        paragraphs=[opening],
        table=Rows(
            columns=[CONFIRMATION[f"column_{one}"].say(locale) for one in ("what", "value")],
            rows=_rows(benefit, member, known, locale),
            numbered=False,
        ),
        closing=[NO_SUM.say(locale)],
        recipients=[member.name, CONFIRMATION["recipient_tax"].say(locale)],
    )


def _rows(benefit: Benefit, member: Member, known: Known, locale: Locale) -> list[list[str]]:
    values = {
        "name": member.name,
        "taxpayer_name": benefit.facts["taxpayer_name"],
        "tax_code": benefit.facts["tax_code"],
        "kind": label_of(VOCABULARY, "kind", member.kind).say(locale),
        "ownership": label_of(VOCABULARY, "ownership", member.ownership).say(locale),
        "member_since": say_day(member.member_since, locale),
        "certificate": _certificate(known, locale),
        "status": label_of(VOCABULARY, "member_status", member.status).say(locale),
        "year": str(benefit.year),
    }
    return [[CONFIRMATION[name].say(locale), str(value)] for name, value in values.items()]


def _certificate(known: Known, locale: Locale) -> str:
    certificate = known.certificate
    if certificate is None:
        return "–"
    line = CONFIRMATION["certificate_line"].say(
        locale, number=certificate.number, issued_on=say_day(certificate.issued_on, locale)
    )
    if certificate.valid_until is None:
        return line
    return line + CONFIRMATION["valid_until"].say(
        locale, day=say_day(certificate.valid_until, locale)
    )
