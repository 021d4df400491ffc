"""How a made file is answered: never shown by a browser as a page of this service, never kept."""

from __future__ import annotations

from typing import Any

from fastapi import Response

BINARY = {"schema": {"type": "string", "format": "binary"}}


def of_type(media_type: str) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers with a file."""
    return {200: {"content": {media_type: BINARY}}}


def answer_file(content: bytes, name: str, media_type: str) -> Response:
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type=media_type)
