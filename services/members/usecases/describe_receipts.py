"""What stands on the receipt of a file. It names the space and no person."""

from __future__ import annotations

from uuid import UUID

from services.members.documents.receipt import Slip, SlipLine
from services.members.domain.paper import may_print_receipt
from services.members.models import Application, Document
from services.members.texts.vocabulary import VOCABULARY
from services.members.usecases.take_over_applications import check_printed_code
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import refuse_if
from shared.texts import Locale
from shared.vocabulary import label_of


async def describe_receipt(
    work: Work, application_id: UUID, code: str | None, locale: Locale
) -> Slip:
    """The slip of a file that was handed in; with a code on it when one is given.

    Raises NotFound, Refusal before the hand-in, Invalid for a code that does not open the file.
    """
    row = await work.read(Application, application_id)
    refuse_if(may_print_receipt(row.receipt_number is not None))
    if code is not None:
        await check_printed_code(work, row.id, code)
    assert row.receipt_number is not None
    assert row.received_on is not None
    return Slip(
        number=row.receipt_number,
        name=row.name,
        call={"vi": row.call.title_vi, "en": row.call.title_en},
        received_on=row.received_on,
        entered_on=hanoi_date(row.submitted_at or row.created_at),
        on_paper=row.filed_on_paper,
        documents=[_line(one, locale) for one in row.documents],
        working_days=row.term_days or 0,
        promised_on=row.promised_on,
        code=code,
        locale=locale,
        sample=work.settings.mode == "embedded",
    )


def _line(document: Document, locale: Locale) -> SlipLine:
    label = label_of(VOCABULARY, "document_kind", document.kind).say(locale)
    return SlipLine(label, document.pages, document.size)
