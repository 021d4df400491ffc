"""Several PDF files bound into one, with an entry for each in its outline.

Signatures of the parts do not survive binding: they hold for the originals. What is bound is the
same for the same parts, so that a file signed elsewhere can be compared with it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence


def bind(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """One file of `(title, pdf)` in their order; takes tenths of a second for long ones."""
    # Imported here: a replica needs it only once something is bound.
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for title, content in parts:
        first = len(writer.pages)
        for page in PdfReader(io.BytesIO(content)).pages:
            writer.add_page(page)
        writer.add_outline_item(title=title, page_number=first)
    for page in writer.pages:
        _drop_signatures(page)
    writer.add_metadata({"/Title": parts[0][0]})
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _drop_signatures(page: object) -> None:
    """A widget that shows a signature would look broken: its bytes are others now."""
    from pypdf.generic import ArrayObject, NameObject  # here for the same reason as PdfWriter

    notes = page.get("/Annots")  # type: ignore[attr-defined]
    if notes is None:
        return
    kept = [one for one in notes.get_object() if one.get_object().get("/FT") != "/Sig"]
    page[NameObject("/Annots")] = ArrayObject(kept)  # type: ignore[index]
