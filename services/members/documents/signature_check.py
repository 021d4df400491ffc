"""What a PDF's digital signatures are worth, against the certificates that are trusted.

Nothing is fetched from outside: a chain holds when the trust list and the file carry it. The
verdict speaks of all signatures of the file: the worst of them counts.
"""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

WORST_FIRST = ("tampered", "unknown_signer", "valid")


class NotReadable(Exception):
    """It is no PDF that can be read, or it is locked."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict: `valid`, `unknown_signer`, `tampered` or `none`."""

    check: str
    signer: str | None
    signed_at: datetime | None
    """As the signature claims it, UTC or with its offset."""


def check_signatures(content: bytes, trust_list: Path | None, moment: datetime) -> Checked:
    """The verdict at an instant. Blocking: keep it off the event loop.

    Raises NotReadable.
    """
    return asyncio.run(_check(content, trust_list, moment))


async def _check(content: bytes, trust_list: Path | None, moment: datetime) -> Checked:
    signatures = _read(content)
    if not signatures:
        return Checked("none", None, None)
    roots = _trusted(trust_list)
    verdicts = [await _judge(signature, roots, moment) for signature in signatures]
    last = signatures[-1]
    check = next(one for one in WORST_FIRST if one in verdicts)
    if check != "tampered" and not _covers_its_file(last):
        check = "tampered"
    return Checked(check, _name_of(last.signer_cert), last.self_reported_timestamp)


def _read(content: bytes) -> list[EmbeddedPdfSignature]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(content))
        if reader.encrypted:
            raise NotReadable("locked")
        if not int(reader.root["/Pages"]["/Count"]):
            raise NotReadable("no pages")
        return list(reader.embedded_regular_signatures)
    except NotReadable:
        raise
    except Exception as error:  # whatever a broken or hostile file makes the reader raise
        raise NotReadable(type(error).__name__) from error


def _trusted(trust_list: Path | None) -> list[Certificate]:
    """The certificates of the trust list; without one nobody is trusted, not even the machine's."""
    from pyhanko.keys import load_certs_from_pemder

    return list(load_certs_from_pemder([str(trust_list)])) if trust_list else []


async def _judge(
    signature: EmbeddedPdfSignature, roots: list[Certificate], moment: datetime
) -> str:
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=roots, moment=moment, allow_fetching=False, revocation_mode="soft-fail"
    )
    try:
        status = await async_validate_pdf_signature(
            signature, signer_validation_context=context, ts_validation_context=context
        )
    except Exception:
        return "tampered"
    if not (status.intact and status.valid and status.docmdp_ok):
        return "tampered"
    return "valid" if status.trusted and status.bottom_line else "unknown_signer"


def _covers_its_file(signature: EmbeddedPdfSignature) -> bool:
    """The last signature leaves nothing behind it but what signatures themselves may add."""
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    signature.compute_integrity_info()
    coverage = signature.coverage
    return coverage is not None and coverage >= SignatureCoverageLevel.ENTIRE_REVISION


def _name_of(certificate: Certificate) -> str:
    names = certificate.subject.native
    name = names.get("common_name") or certificate.subject.human_friendly
    return str(name)[:300]
