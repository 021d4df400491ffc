"""A file in a request: as the body itself, or in a multipart form."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, NamedTuple

from shared.errors import Failure, Invalid
from shared.vietnamese import nfc

LONGEST_NAME = 200
BINARY = {"type": "string", "format": "binary"}


def takes_file(*media_types: str) -> dict[str, Any]:
    """`openapi_extra` of a route that takes a file: as the body itself, or in a form."""
    form = {"type": "object", "properties": {"file": BINARY}, "required": ["file"]}
    plain = {name: {"schema": BINARY} for name in media_types or ("application/octet-stream",)}
    return {
        "requestBody": {
            "required": True,
            "content": {**plain, "multipart/form-data": {"schema": form}},
        }
    }


class Upload(NamedTuple):
    media_type: str
    name: str | None
    content: bytes


def read_upload(content_type: str, body: bytes) -> Upload:
    """Type, name and bytes of what was sent; raises Invalid for a form without a file."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type != "multipart/form-data":
        return Upload(media_type, None, body)
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_filename()
        content = part.get_payload(decode=True)
        if name is not None and isinstance(content, bytes):
            return Upload(part.get_content_type(), _clean_name(name), content)
    raise Invalid(Failure("document_empty", field="file"))


def _clean_name(name: str) -> str | None:
    """The last part of a path, printable, NFC."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return nfc("".join(one for one in last if one.isprintable()))[:LONGEST_NAME] or None
