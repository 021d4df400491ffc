"""What requests about items, channels and posts say."""

from __future__ import annotations

from typing import Any, Self
from uuid import UUID

from pydantic import Field, field_validator, model_validator

from services.promotion.api.fields import (
    BodyPatch,
    SummaryIn,
    SummaryPatch,
    TitlePatch,
    WebAddress,
    columns_of,
)
from services.promotion.texts import ITEM_KINDS, LICENSES, RETRACTION_CODES
from services.promotion.usecases.write_items import NewItem
from shared.http.fields import BilingualLine, BilingualProse, Instant, Line, Prose, RequestBody
from shared.http.problems import FieldProblem

TEXTS = ("title", "summary", "body")


def _listed(code: str | None, codes: dict[str, Any]) -> str | None:
    if code is not None and code not in codes:
        raise FieldProblem("field_not_listed", allowed=list(codes))
    return code


class _Coded(RequestBody):
    """Codes must stand in the vocabulary, so that every one has its labels."""

    @field_validator("kind", check_fields=False)
    @classmethod
    def _kind_listed(cls, code: str | None) -> str | None:
        return _listed(code, ITEM_KINDS)

    @field_validator("license", check_fields=False)
    @classmethod
    def _license_listed(cls, code: str | None) -> str | None:
        return _listed(code, LICENSES)


class CreateItem(_Coded):
    """A new draft. A member writes for its own space; staff name a member, or none."""

    title: BilingualLine
    summary: SummaryIn
    body: BilingualProse | None = None
    kind: str = "news"
    """A code of `item_kind` in the vocabulary."""
    booking_id: UUID | None = None
    """Public bookings are drafted by the system: edit that item instead."""
    member_id: UUID | None = None
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    place_text: Line | None = None
    license: str | None = None
    """A code of `license` in the vocabulary."""

    def new_item(self) -> NewItem:
        texts: dict[str, str | None] = {f"{name}_en": None for name in TEXTS}
        texts["body_vi"] = None
        texts |= columns_of(title=self.title, summary=self.summary, body=self.body)
        return NewItem(
            kind=self.kind,
            texts=texts,
            member_id=self.member_id,
            booking_id=self.booking_id,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            more={"place_text": self.place_text, "license": self.license},
        )


class ChangeItem(_Coded):
    """A merge patch: what is not sent stays."""

    title: TitlePatch = Field(default_factory=TitlePatch)
    summary: SummaryPatch = Field(default_factory=SummaryPatch)
    body: BodyPatch | None = None
    kind: str = "news"
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    place_text: Line | None = None
    license: str | None = None

    def changes(self) -> dict[str, Any]:
        return _changes(self)


class CorrectItem(RequestBody):
    """The words of a published item that change, and why."""

    title: TitlePatch = Field(default_factory=TitlePatch)
    summary: SummaryPatch = Field(default_factory=SummaryPatch)
    body: BodyPatch | None = None
    reason: Prose

    def changes(self) -> dict[str, Any]:
        return _changes(self)


def _changes(body: ChangeItem | CorrectItem) -> dict[str, Any]:
    """Columns by name, for the fields that were sent."""
    sent = body.model_fields_set - {"reason"}
    texts = columns_of(**{name: getattr(body, name) for name in TEXTS if name in sent})
    return {name: getattr(body, name) for name in sent if name not in TEXTS} | texts


class RequestItemChanges(RequestBody):
    """What the author is asked to change."""

    reason: Prose


class ScheduleItem(RequestBody):
    """When the item is to be published."""

    publish_at: Instant


class RetractItem(RequestBody):
    """Why an item is taken back; the reason in words stays inside."""

    reason_code: str | None = None
    """A code of `retraction_code` in the vocabulary; it is public. Without one, `other`."""
    reason: Prose | None = None

    @field_validator("reason_code")
    @classmethod
    def _code_listed(cls, code: str | None) -> str | None:
        return _listed(code, RETRACTION_CODES)

    @model_validator(mode="after")
    def _some_reason(self) -> Self:
        if self.reason_code is None and self.reason is None:
            raise FieldProblem("reason_needed")
        return self


class SwitchChannel(RequestBody):
    """Why a channel is turned off or on."""

    reason: Prose


class ResolvePost(RequestBody):
    """What a person found on the channel."""

    shown: bool
    external_url: WebAddress | None = None
    reason: Prose
