"""`/v1/calls/{id}/form`: what a call asks, in versions, and the blank form to fill in by hand."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BeforeValidator, Field
from sqlalchemy.ext.asyncio import AsyncSession

from services.members import queries
from services.members.api.answers.calls import CallOut, show_call
from services.members.api.answers.forms import FormOut, show_form
from services.members.api.fields import DocumentKind, Ownership
from services.members.documents.form import describe_form, render_form
from services.members.models import Call, CallForm
from services.members.usecases import write_calls as usecases
from shared.errors import NotFound
from shared.forms.fields import QuestionIn
from shared.forms.form import Form
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.fields import BilingualLine, BilingualProse, RequestBody

router = APIRouter(tags=["calls"])

BINARY = {"schema": {"type": "string", "format": "binary"}}
PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": BINARY}}}
Version = Annotated[int | None, Query(ge=1, le=10**6, description="Without it the present one")]
NotFor = Annotated[list[Ownership], Field(max_length=20)]


class QuestionOfCallIn(QuestionIn):
    not_for: NotFor = Field(default=[])
    """Forms of ownership that need not answer, such as an informal group without a tax code."""


class FileWantedIn(RequestBody):
    kind: DocumentKind
    title: BilingualLine | None = None
    """What this call calls it; without it the name of its kind."""
    help: BilingualProse | None = None
    required: bool = True
    not_for: NotFor = Field(default=[])
    """Forms of ownership that need not bring it."""


def _read_kinds(documents: Any) -> Any:
    if not isinstance(documents, list):
        return documents
    return [{"kind": one} if isinstance(one, str) else one for one in documents]


class FormIn(RequestBody):
    questions: list[QuestionOfCallIn] = Field(default=[], max_length=200)
    documents: Annotated[list[FileWantedIn], BeforeValidator(_read_kinds)] = Field(
        default=[], max_length=20
    )
    """Documents that a file needs; the name of a kind alone is short for `{kind}`."""

    def read(self) -> dict[str, Any]:
        """As it is stored: `{questions, documents}`."""
        return self.model_dump()


@router.put("/v1/calls/{call_id}/form", response_model=CallOut)
async def replace_form(call_id: UUID, body: FormIn, act: Act = allow("officer")) -> Response:
    """Write a new version of the form, until the call closes.

    Files that were begun keep the version they were begun in; the same form again makes none.
    `If-Match` names the call's version.
    """
    return await act.write(usecases.replace_form, show_call, call_id, body.read())


@router.get("/v1/calls/{call_id}/form", response_model=FormOut)
async def get_form(call_id: UUID, version: Version = None, act: Act = allow(PUBLIC)) -> Response:
    """The form of a call, as it is now or in an earlier version."""

    async def look(session: AsyncSession) -> CallForm:
        return await _find_form(session, await _find_call(session, act, call_id), version)

    def show(row: CallForm, view: View) -> FormOut:
        return show_form(row.read(), view)

    return await act.read(look, show)


@router.get("/v1/calls/{call_id}/form.pdf", response_class=Response, responses=PDF)
async def download_form(
    call_id: UUID,
    request: Request,
    version: Version = None,
    lang: Literal["vi", "en"] | None = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """The blank form on paper, to be filled in by hand and brought or sent to the Centre.

    A call without a form of its own asks there only who applies.
    """

    async def look(session: AsyncSession) -> tuple[Call, Form]:
        call = await _find_call(session, act, call_id)
        if version is None:
            return call, call.form
        return call, (await _find_form(session, call, version)).read()

    call, form = await act.doors.database.read(look)
    described = describe_form(call, form, lang or act.locale)
    etag = f'"{described.digest}"'
    headers = {
        "Content-Disposition": f'inline; filename="form-{call.id}-{form.version}.pdf"',
        "Cache-Control": "public, max-age=300" if "public" in call.readers else "private, no-store",
        "Content-Language": lang or act.locale,
        "Vary": "Accept-Language",
        "ETag": etag,
    }
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    content = await asyncio.to_thread(render_form, described)
    return Response(content, headers=headers, media_type="application/pdf")


async def _find_call(session: AsyncSession, act: Act, call_id: UUID) -> Call:
    call = await session.get(Call, call_id)
    if call is None or not act.caller.may_read(call.readers):
        raise NotFound(Call.KIND, call_id)
    return call


async def _find_form(session: AsyncSession, call: Call, version: int | None) -> CallForm:
    form = await queries.find_form(session, call, version)
    if form is None:
        raise NotFound("form", f"{call.id}/{version or 1}")
    return form
