"""What an uploaded file is by its bytes, whatever its sender calls it.

The type is found by puremagic, a PDF is opened with pypdf. A PDF that nobody can open without a
password, or that would run something when it is opened, is refused; one that pypdf cannot read is
taken, without a number of pages, because readers forgive more than pypdf does.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from shared.errors import Failure

PDF = "application/pdf"
UNDECLARED = ("", "application/octet-stream", "binary/octet-stream")
"""What a sender says who does not know the type: then the bytes alone decide."""
SAME_TYPE = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "application/x-pdf": PDF}
FIRST_BYTES = {
    PDF: (b"%PDF-",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
}
"""Asked first: of the types that most files have, puremagic knows more beginnings than are safe."""
HEIC_TYPES = ("image/heic", "image/heif")
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
PICTURE_NAMES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WebP"}
RUNS = ("/OpenAction", "/AA")
RUNNING_ACTIONS = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What the bytes are; `failures` is empty when the file may be kept."""

    media_type: str
    pages: int | None
    failures: list[Failure]


def check_file(declared: str, content: bytes, allowed: list[str], limit: int) -> CheckedFile:
    """Size in bytes, type and readability. Takes a while for a large PDF: off the event loop."""
    declared = SAME_TYPE.get(declared, declared)
    found = find_media_type(content, allowed)
    media_type = found if found and declared in UNDECLARED else declared
    failures = []
    if not content:
        failures.append(Failure("document_empty", field="file"))
    if len(content) > limit:
        failures.append(Failure("document_too_large", field="file", limit=limit))
    if media_type not in allowed or (found not in allowed and is_heic(content)):
        failures.append(refuse_type(media_type, content, allowed))
    elif content and found != media_type:
        failures.append(Failure("document_content_differs", field="file", media_type=media_type))
    if failures or media_type != PDF:
        return CheckedFile(media_type, None, failures)
    pages, failures = _check_pdf(content)
    return CheckedFile(media_type, pages, failures)


def refuse_type(media_type: str, content: bytes, allowed: list[str]) -> Failure:
    """Why a type is not taken, and what to send instead."""
    pictures = [PICTURE_NAMES[one] for one in allowed if one in PICTURE_NAMES]
    if pictures and (media_type in HEIC_TYPES or is_heic(content)):
        return Failure("picture_is_heic", field="file", allowed=pictures)
    return Failure("document_type_refused", field="file", media_type=media_type, allowed=allowed)


def is_heic(content: bytes) -> bool:
    """Whether it is what most phones make by themselves.

    Not taken: browsers do not show it, and to make another picture of it strangers' bytes would
    have to go through a video decoder in native code, with a loss.
    """
    return content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS


def find_media_type(content: bytes, allowed: list[str]) -> str | None:
    """The type that the bytes have; None when nothing is known of them."""
    for media_type, beginnings in FIRST_BYTES.items():
        if content.startswith(beginnings):
            return media_type
    if not content:
        return None
    # Imported here: a replica needs it only once someone uploads what is not one of the above.
    import puremagic

    try:
        matches = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        return None
    types = [one.mime_type for one in matches if one.mime_type not in FIRST_BYTES]
    listed = [one for one in types if one in allowed]
    return next(iter(listed or types), None)


def _check_pdf(content: bytes) -> tuple[int | None, list[Failure]]:
    from pypdf import PdfReader  # here for the same reason as puremagic

    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return None, [Failure("document_needs_password", field="file")]
        pages = len(reader.pages)
        runs = _runs_something(reader)
    except Exception:
        # Whatever a broken file makes pypdf raise, it says no more than that it is broken.
        return None, []
    return pages, [Failure("document_runs_something", field="file")] if runs else []


def _runs_something(reader: object) -> bool:
    """Whether opening the PDF starts a script, a program or a sending of data."""
    root = getattr(reader, "trailer", {}).get("/Root", {}).get_object()
    names = root.get("/Names", {})
    if "/JavaScript" in getattr(names, "get_object", lambda: names)():
        return True
    actions = [root.get(key) for key in RUNS]
    return any(_is_running(action) for action in actions if action is not None)


def _is_running(action: object) -> bool:
    found = getattr(action, "get_object", lambda: action)()
    if not isinstance(found, dict):
        return False
    if found.get("/S") in RUNNING_ACTIONS:
        return True
    return any(
        _is_running(one) for key, one in found.items() if key in ("/WC", "/WS", "/DC", "/Next")
    )
