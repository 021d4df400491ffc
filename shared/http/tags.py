"""Answers that a caller may keep and ask about again: ETag, If-None-Match, 304."""

from __future__ import annotations

from hashlib import sha256

import orjson
from fastapi import Request, Response
from pydantic import BaseModel

from shared.http.act import Act


def answer_tagged(request: Request, act: Act, shown: BaseModel) -> Response:
    """The answer with a tag that is another one whenever the answer is; 304 for who has it."""
    body = orjson.dumps(shown.model_dump(mode="json"))
    tag = tag_of(body)
    headers = {
        "ETag": tag,
        "Cache-Control": f"{'private' if act.caller.signed_in else 'public'}, no-cache",
        "Vary": "Authorization, Accept-Language",
        "Content-Language": act.locale,
    }
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, media_type="application/json")


def tag_of(body: bytes) -> str:
    return f'"{sha256(body).hexdigest()[:32]}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether If-None-Match names it."""
    known = {
        one.strip().removeprefix("W/")
        for one in request.headers.get("if-none-match", "").split(",")
    }
    return "*" in known or tag in known
