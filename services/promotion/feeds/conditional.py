"""Answers that a reader may keep: an ETag of the bytes, and 304 while they are the same."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from fastapi import Request, Response


def answer(
    request: Request, body: bytes, media_type: str, updated: datetime, language: str
) -> Response:
    """200 with the document, or 304. A reader asks each time: a retraction shows at once."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Last-Modified": format_datetime(updated.astimezone(UTC), usegmt=True),
        "Cache-Control": "public, no-cache",
        "Content-Language": language,
    }
    if _is_known(request, tag, updated):
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, media_type=f"{media_type}; charset=utf-8")


def _is_known(request: Request, tag: str, updated: datetime) -> bool:
    """RFC 9110: If-None-Match decides alone where it is present."""
    known = request.headers.get("if-none-match")
    if known is not None:
        tags = {one.strip().removeprefix("W/") for one in known.split(",")}
        return "*" in tags or tag in tags
    since = request.headers.get("if-modified-since")
    try:
        return since is not None and updated.replace(microsecond=0) <= _instant(since)
    except (ValueError, OverflowError):
        return False


def _instant(text: str) -> datetime:
    at = parsedate_to_datetime(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
