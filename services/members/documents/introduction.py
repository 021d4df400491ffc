"""The letter that introduces a member to a partner city, as the page of an official document."""

from __future__ import annotations

from services.members.documents.page import Body, Page
from services.members.documents.page_head import say_day
from services.members.models import Introduction, Member
from services.members.regulations.document_rules import AUTHORITIES, authority_of
from services.members.regulations.rights_data import INTRODUCTIONS, Partner, office_of
from services.members.texts.rights import INTRODUCTION
from services.members.texts.vocabulary import VOCABULARY
from shared.events.base import Bilingual
from shared.texts import Locale, Text
from shared.vocabulary import label_of


def write_introduction(
    introduction: Introduction, member: Member, partner: Partner
) -> tuple[Bilingual, Page]:
    """Title and page; the English part is what the partner reads."""
    city = Text(partner.vi, partner.en)
    title = INTRODUCTION["title"]
    vietnamese = _write_body(introduction, member, partner, "vi")
    page = Page(
        paragraphs=vietnamese.paragraphs,
        recipients=vietnamese.recipients,
        english=_write_body(introduction, member, partner, "en"),
    )
    titles = Bilingual(
        vi=title.say("vi", member=member.name, city=city),
        en=title.say("en", member=member.name, city=city),
    )
    return titles, page


def _write_body(
    introduction: Introduction, member: Member, partner: Partner, locale: Locale
) -> Body:
    authority = AUTHORITIES[authority_of(INTRODUCTIONS.document_kind)].full_name.text
    city, office = Text(partner.vi, partner.en), office_of(partner)
    described = member.description_vi if locale == "vi" else member.description_en
    purpose = introduction.purpose_vi if locale == "vi" else introduction.purpose_en
    paragraphs = [
        INTRODUCTION["opening"].say(
            locale,
            authority=authority,
            office=office,
            city=city,
            field=label_of(VOCABULARY, "field", partner.field),
        ),
        INTRODUCTION["member"].say(
            locale,
            name=member.name,
            kind=label_of(VOCABULARY, "kind", member.kind),
            since=say_day(member.member_since, locale),
        ),
    ]
    if described:
        paragraphs.append(described)
    if member.website:
        paragraphs.append(INTRODUCTION["website"].say(locale, website=member.website))
    paragraphs.append(INTRODUCTION["purpose"].say(locale, purpose=purpose))
    paragraphs.append(INTRODUCTION["closing"].say(locale))
    office_in_city = f"{office.say(locale)}, {city.say(locale)}"
    return Body(paragraphs=paragraphs, recipients=[office_in_city, member.name])
