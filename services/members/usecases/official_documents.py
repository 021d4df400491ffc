"""Official documents are drafted here; `sign_documents` and `issue_documents` take them further.

A draft has no number yet: numbers belong to what is signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from services.members.documents.page import Page, dump_page
from services.members.documents.page_head import Head, Signer
from services.members.domain import official_documents as rules
from services.members.models import OfficialDocument
from services.members.regulations.document_rules import (
    AUTHORITIES,
    CAPACITIES,
    KINDS,
    authority_of,
    symbol_of,
)
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import refuse_if
from shared.events.base import Bilingual
from shared.settings import ServiceSettings
from shared.texts import Text
from shared.vietnamese import fold


async def draft_document(
    work: Work,
    kind: str,
    title: Bilingual,
    about: Sequence[tuple[str, UUID]],
    page: Page,
    authority: str | None = None,
    shared_with: Iterable[str] = (),
) -> OfficialDocument:
    """A new draft of a kind of `data/official_documents.json`.

    `about` names what it speaks of (`("application", id)`); `shared_with` are readers' tags
    (`member:<id>`, `subject:<issuer>|<subject>`) that may read it once it is out.
    """
    return work.add(
        OfficialDocument(
            kind=KINDS[kind].code,
            authority=AUTHORITIES[authority or authority_of(kind)].code,
            status="drafted",
            title_vi=title.vi,
            title_en=title.en,
            search=fold(title.vi),
            about=sorted({f"{what}:{id}" for what, id in about}),
            shared_with=sorted(set(shared_with)),
            page=dump_page(page),
            drafted_by=work.caller.key,
        )
    )


async def change_official_document(
    work: Work, document_id: UUID, title: Bilingual | None, page: Page | None
) -> OfficialDocument:
    """Rewrite a draft; `page` is the whole new page."""
    document = await work.lock(OfficialDocument, document_id)
    refuse_if(rules.may_change(document.status))
    if title is not None:
        document.title_vi, document.title_en, document.search = title.vi, title.en, fold(title.vi)
    if page is not None:
        document.page = dump_page(page)
    return document


async def get_official_document(work: Work, document_id: UUID) -> OfficialDocument:
    """A document with its page, which may name persons: the read stands in the audit trail."""
    return await work.read(OfficialDocument, document_id)


async def download_official_document(work: Work, document_id: UUID) -> OfficialDocument:
    """The same read, for its file."""
    return await get_official_document(work, document_id)


def head_of(
    document: OfficialDocument, settings: ServiceSettings, *, draft: bool, sealed: bool = False
) -> Head:
    """What stands around the page of a document."""
    issuer, kind = AUTHORITIES[document.authority], KINDS[document.kind]
    return Head(
        layout=kind.layout,
        kind=Text(kind.vi, kind.en),
        title=Text(document.title_vi, document.title_en or document.title_vi),
        superior=issuer.superior.text if issuer.superior else None,
        authority=issuer.name.text,
        full_name=issuer.full_name.text,
        principal=issuer.principal.text,
        place=issuer.place.text,
        symbol=symbol_of(document.kind, document.authority),
        made_on=document.dated_on or _created_on(document),
        number=document.number,
        dated_on=document.dated_on,
        signer=_signer(document),
        draft=draft,
        sealed=sealed,
        test=settings.mode == "embedded",
    )


def _created_on(document: OfficialDocument) -> date:
    return hanoi_date(document.created_at)


def _signer(document: OfficialDocument) -> Signer | None:
    if document.signer_name is None or document.signer_title is None:
        return None
    lines = _signature_lines(
        document.signing_capacity or "head", document.authority, document.signer_title
    )
    return Signer(document.signer_name, lines)


def _signature_lines(capacity: str, authority: str, title: str) -> tuple[Text, ...]:
    """`KT. GIÁM ĐỐC` and the signer's own title below it, as the capacity demands."""
    rules_of, issuer = CAPACITIES[capacity], AUTHORITIES[authority]
    own, mark = Text(title, title), rules_of.mark
    if rules_of.names == "title":
        return (Text(f"{mark.vi} {title}".strip(), f"{mark.en} {title}".strip()),)
    named = issuer.principal if rules_of.names == "principal" else issuer.name
    return (Text(f"{mark.vi} {named.vi}", f"{mark.en} {named.en}"), own)
