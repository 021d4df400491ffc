"""The people and events of the tests: an applicant that becomes a member, a host, an officer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from shared.events import bookings, members, promotion
from shared.events.base import Bilingual, Coded, Reference
from shared.events.samples import sample_envelopes
from shared.ids import new_id

CALL = Reference(id=new_id(), name="Đợt mời mùa thu 2026")
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

CONTACT, APPLICATION, MEMBER, HOST, CEREMONY = (new_id() for _ in range(5))
PERSON = "Trần Thị Hồng Đào"
ADDRESS = "hong.dao@xuong.example"


def contact(**changes: Any) -> members.ContactChangedV1:
    values = {
        "id": CONTACT,
        "name": PERSON,
        "email": ADDRESS,
        "phone": "+84912345678",
        "locale": "vi",
        "application_id": APPLICATION,
    }
    return members.ContactChangedV1(**(values | changes))


def link(*contact_ids: UUID, member_id: UUID = MEMBER) -> members.MemberContactLinkedV1:
    return members.MemberContactLinkedV1(
        id=member_id, name="Xưởng Gốm", contact_ids=list(contact_ids or (CONTACT,))
    )


def _application(kind: type[Any], **changes: Any) -> Any:
    values = {
        "id": APPLICATION,
        "applicant_name": "Xưởng Gốm",
        "call": CALL,
        "contact_id": CONTACT,
        "version": 2,
    }
    return kind(**(values | changes))


def submitted(**changes: Any) -> members.ApplicationSubmittedV1:
    return _application(members.ApplicationSubmittedV1, **changes)  # type: ignore[no-any-return]


def approved(**changes: Any) -> members.ApplicationApprovedV1:
    return _application(members.ApplicationApprovedV1, **{"version": 6} | changes)  # type: ignore[no-any-return]


def rejected(**changes: Any) -> members.ApplicationRejectedV1:
    values = {"version": 6, "reason": "Hồ sơ chưa đủ minh chứng."} | changes
    return _application(members.ApplicationRejectedV1, **values)  # type: ignore[no-any-return]


def ceremony(*contact_ids: UUID, **changes: Any) -> members.CeremonyInvitedV1:
    values = {
        "id": CEREMONY,
        "title": Bilingual(vi="Lễ trao giấy chứng nhận", en="Certificate ceremony"),
        "held_at": NOW + timedelta(days=30),
        "place": "Bảo tàng Hà Nội",
        "status": Coded(code="scheduled", label=Bilingual(vi="Đã lên lịch", en="Scheduled")),
        "contact_ids": list(contact_ids or (CONTACT,)),
        "version": 1,
    }
    return members.CeremonyInvitedV1(**(values | changes))


def certificate() -> members.CertificateIssuedV1:
    sample = sample_of(members.CertificateIssuedV1)
    return sample.model_copy(update={"member": Reference(id=MEMBER, name="Xưởng Gốm")})  # type: ignore[no-any-return]


def grant(role: str, email: str | None, **changes: Any) -> members.GrantChangedV1:
    values = {
        "id": new_id(),
        "issuer": "https://issuer.example",
        "subject": f"{role}-1",
        "role": role,
        "valid_from": NOW - timedelta(days=1),
        "granted_by": "operator-1",
        "name": "Lê Văn Trực",
        "email": email,
    }
    return members.GrantChangedV1(**(values | changes))


def booking(kind: type[Any], **changes: Any) -> Any:
    values = {
        "id": new_id(),
        "member": Reference(id=MEMBER, name="Xưởng Gốm"),
        "space": Reference(id=new_id(), name="Sân khấu kính"),
        "venue": Reference(id=new_id(), name="Bảo tàng Hà Nội"),
        "host_id": HOST,
        "starts_at": NOW + timedelta(days=10),
        "ends_at": NOW + timedelta(days=10, hours=3),
        "activity_title": Bilingual(vi="Ngày hội gốm", en="Pottery day"),
        "public": True,
        "version": 1,
    }
    values |= changes
    date = {name: values[name] for name in ("id", "starts_at", "ends_at", "space")}
    return kind(**{"dates": [date], **values})


def requested(**changes: Any) -> bookings.BookingRequestedV1:
    return booking(bookings.BookingRequestedV1, **changes)  # type: ignore[no-any-return]


def published() -> promotion.ItemPublishedV1:
    sample = sample_of(promotion.ItemPublishedV1)
    return sample.model_copy(update={"member": Reference(id=MEMBER, name="Xưởng Gốm")})  # type: ignore[no-any-return]


def sample_of(kind: type[Any]) -> Any:
    return sample_envelopes()[kind.TYPE.text].event()
