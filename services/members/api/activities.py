"""`/v1/activities`: seminars, trainings, incubation and pilots of the network."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import AfterValidator, Field

from services.members.api.answers.activities import (
    ActivityOut,
    ParticipantsOut,
    show_activity,
    show_participants,
)
from services.members.api.fields import FieldCodes, WebAddress
from services.members.api.official_fields import CapacityCode
from services.members.models import Activity
from services.members.queries import rights as queries
from services.members.texts.vocabulary import labels_of, read_code
from services.members.usecases import certify_participations as certifying
from services.members.usecases import run_activities as usecases
from services.members.usecases import take_part
from services.members.usecases.sign_documents import Signing
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import (
    BilingualLine,
    BilingualProse,
    Code,
    Day,
    Instant,
    Line,
    Listed,
    Prose,
    RequestBody,
    Search,
)
from shared.http.lists import AskedPage
from shared.http.problems import FieldProblem

router = APIRouter(tags=["activities"])
STAFF = ("officer", "operator", "auditor")
Status = Literal["draft", "published", "held", "cancelled"]
Places = Annotated[int, Field(ge=1, le=100_000)]
Minutes = Annotated[int, Field(ge=1, le=100_000)]


def _read_kind(text: str) -> str:
    code = read_code("network_activity_kind", text)
    if code is None:
        raise FieldProblem("field_not_listed", allowed=labels_of("network_activity_kind"))
    return code


ActivityKind = Annotated[str, AfterValidator(_read_kind)]


class CreateActivity(RequestBody):
    kind: ActivityKind
    title: BilingualLine
    summary: BilingualProse | None = None
    fields: FieldCodes = Field(default=[])
    place: Line | None = None
    """Without it the activity is online."""
    online_url: WebAddress | None = None
    """Shown to members and staff only."""
    starts_at: Instant
    ends_at: Instant
    sign_up_opens_at: Instant
    sign_up_closes_at: Instant
    """At the latest when it starts."""
    places: Places | None = None
    """Without it as many as come."""
    places_for_each_member: Places | None = None
    minutes: Minutes | None = None
    gives_certificate: bool = False
    call_id: UUID | None = None
    """The call by which who takes part was chosen."""


class ChangeActivity(RequestBody):
    """What is not sent stays; null clears where there may be nothing."""

    kind: ActivityKind = ""
    title: BilingualLine = Field(default=None)  # type: ignore[assignment]
    summary: BilingualProse | None = None
    fields: FieldCodes = Field(default=[])
    place: Line | None = None
    online_url: WebAddress | None = None
    starts_at: Instant = Field(default=None)  # type: ignore[assignment]
    ends_at: Instant = Field(default=None)  # type: ignore[assignment]
    sign_up_opens_at: Instant = Field(default=None)  # type: ignore[assignment]
    sign_up_closes_at: Instant = Field(default=None)  # type: ignore[assignment]
    places: Places | None = None
    places_for_each_member: Places | None = None
    minutes: Minutes | None = None
    gives_certificate: bool = False
    call_id: UUID | None = None


class CancelActivity(RequestBody):
    reason: Prose
    """It goes to everyone who has a place."""


class AttendanceIn(RequestBody):
    participation_id: UUID
    attended: bool
    minutes: Minutes | None = None
    """When it was not the whole activity."""


class NoteAttendance(RequestBody):
    entries: list[AttendanceIn] = Field(min_length=1, max_length=2000)


class SignerIn(RequestBody):
    signer_name: Line
    signer_title: Line
    capacity: CapacityCode = "head"
    dated_on: Day | None = None


class CertifyParticipations(RequestBody):
    participation_ids: list[UUID] | None = Field(default=None, max_length=2000)
    """Without it everyone who attended and has no certificate."""
    signer: SignerIn | None = None
    """With it they go for signature at once, numbered in the order of signing up."""


def _columns(body: RequestBody) -> dict[str, Any]:
    """The request as columns; what was not sent is not among them."""
    columns: dict[str, Any] = body.model_dump(exclude_unset=True)
    for name in ("title", "summary"):
        if name in columns:
            text = columns.pop(name) or {"vi": None, "en": None}
            columns |= {f"{name}_{language}": said for language, said in text.items()}
    return columns


@router.post("/v1/activities", status_code=201, response_model=ActivityOut)
async def create_activity(body: CreateActivity, act: Act = allow("officer")) -> Response:
    """Write an activity; nobody but staff sees it before it is published."""
    columns = dict.fromkeys(("place", "online_url", "places", "minutes", "call_id"))
    columns |= {
        "places_for_each_member": None, "title_en": None, "summary_vi": None, "summary_en": None,
    }  # fmt: skip
    defaults = {**columns, "fields": body.fields, "gives_certificate": body.gives_certificate}
    return await act.write(
        usecases.create_activity, show_activity, {**defaults, **_columns(body)}, status=201
    )


@router.get("/v1/activities", response_model=Listed[ActivityOut])
async def list_activities(
    page: AskedPage,
    q: Annotated[Search | None, Query(description="Part of the title, marks or not")] = None,
    kind: Code | None = None,
    field: Code | None = None,
    status: Status | None = None,
    since: Annotated[Instant | None, Query(alias="from", description="Ends after it")] = None,
    until: Annotated[Instant | None, Query(alias="to", description="Starts before it")] = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """Activities, the next first when sorted by `starts_at`."""
    wanted = queries.ActivityFilter(q, kind, field, status, since, until)
    return await act.list(
        Activity,
        queries.select_activities(wanted),
        show_activity,
        page,
        starts_at=Activity.starts_at,
        created_at=Activity.created_at,
        updated_at=Activity.updated_at,
    )


@router.get("/v1/activities/{activity_id}", response_model=ActivityOut)
async def get_activity(activity_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """One activity, with how many places are left."""
    return await act.get(Activity, activity_id, show_activity)


@router.patch("/v1/activities/{activity_id}", response_model=ActivityOut)
async def change_activity(
    activity_id: UUID, body: ChangeActivity, act: Act = allow("officer")
) -> Response:
    """Change it until it begins. Who has a place is told of a new time or place; more places go
    at once to those who wait; there are never fewer than are taken."""
    return await act.write(usecases.change_activity, show_activity, activity_id, _columns(body))


@router.post("/v1/activities/{activity_id}/publish", response_model=ActivityOut)
async def publish_activity(activity_id: UUID, act: Act = allow("officer")) -> Response:
    """Everyone sees it from now on."""
    return await act.write(usecases.publish_activity, show_activity, activity_id)


@router.post("/v1/activities/{activity_id}/cancel", response_model=ActivityOut)
async def cancel_activity(
    activity_id: UUID, body: CancelActivity, act: Act = allow("officer")
) -> Response:
    """It does not take place; whoever has a place or waits for one is told why."""
    return await act.write(
        usecases.cancel_activity, show_activity, activity_id, body.reason, reason=body.reason
    )


@router.post("/v1/activities/{activity_id}/hold", response_model=ActivityOut)
async def hold_activity(activity_id: UUID, act: Act = allow("officer")) -> Response:
    """Close it once it is over and it is known who came; attendance is fixed from then on."""
    return await act.write(usecases.hold_activity, show_activity, activity_id)


@router.get("/v1/activities/{activity_id}/participants", response_model=ParticipantsOut)
async def list_participants(activity_id: UUID, act: Act = allow(*STAFF)) -> Response:
    """Everyone with their names, for the door; the read stands in the audit trail."""
    return await act.write(take_part.list_participants, show_participants, activity_id)


@router.post("/v1/activities/{activity_id}/attendance", response_model=ParticipantsOut)
async def note_attendance(
    activity_id: UUID, body: NoteAttendance, act: Act = allow("officer")
) -> Response:
    """Who came and who did not; can be mended until the activity is held."""
    entries = [take_part.Attendance(**one.model_dump()) for one in body.entries]
    return await act.write(take_part.note_attendance, show_participants, activity_id, entries)


@router.post("/v1/activities/{activity_id}/certificates", response_model=ParticipantsOut)
async def certify_participations(
    activity_id: UUID, body: CertifyParticipations | None = None, act: Act = allow("officer")
) -> Response:
    """Draft a certificate of participation for each who attended and has none."""
    body = body or CertifyParticipations()
    signing = None
    if body.signer is not None:
        one = body.signer
        signing = Signing(one.signer_name, one.signer_title, one.capacity, None, one.dated_on)
    return await act.write(
        certifying.certify_participations,
        show_participants,
        activity_id,
        body.participation_ids,
        signing,
    )
