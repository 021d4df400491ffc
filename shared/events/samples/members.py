"""Samples of the members service: a member's years, from its admission to its leaving."""

from __future__ import annotations

from datetime import date

from shared.events import members as events
from shared.events.base import EventBody, Reference
from shared.events.samples.making import coded, instant, sample, sample_id

ACTIVE = coded("active", "Đang hoạt động", "Active")
SUSPENDED = coded("suspended", "Tạm đình chỉ", "Suspended")
LEFT = coded("left", "Đã rời mạng lưới", "Left")
REMOVED = coded("removed", "Đã bị đưa ra khỏi mạng lưới", "Removed")
MERGED = coded("merged", "Đã sáp nhập", "Merged")
WORKSHOP = Reference(id=sample_id("member"), name="Xưởng Gốm Mẫu")
WORKSHOP_CONTACT = sample_id("contact of the workshop")
LIBRARY_CONTACT = sample_id("contact of the library")
WORKSHOP_APPLICATION = sample_id("application of the workshop")

_MEMBER = events.MemberState(
    id=WORKSHOP.id,
    name=WORKSHOP.name,
    kind=coded("craft_village", "Làng nghề", "Craft village"),
    ownership=coded("private", "Tư nhân", "Private"),
    fields=[
        coded("crafts", "Thủ công và nghệ thuật dân gian", "Crafts and folk art"),
        coded("design", "Thiết kế", "Design"),
    ],
    status=ACTIVE,
    status_since=date(2027, 1, 15),
    address=events.Address(line="Số 1 phố Mẫu", ward="Xã Bát Tràng"),
    website="https://xuonggommau.example",
    member_since=date(2027, 1, 15),
    certificate_number="MAU-2027-001",
    successor=None,
)

_CERTIFICATE = events.CertificateState(
    id=sample_id("certificate"),
    number="MAU-2027-001",
    member=WORKSHOP,
    status=coded("valid", "Còn hiệu lực", "Valid"),
    issued_on=date(2027, 1, 15),
    valid_until=None,
    verify_url="https://members.hcn.example/v1/certificates/MAU-2027-001",
)

_CONTACT = events.ContactChangedV1(
    id=WORKSHOP_CONTACT,
    name="Nguyễn Thị Mẫu",
    email="lienhe@xuonggommau.example",
    phone="+84900000001",
    locale="vi",
    member_id=WORKSHOP.id,
    application_id=WORKSHOP_APPLICATION,
)

_GRANT = events.GrantChangedV1(
    id=sample_id("grant"),
    issuer="https://dangnhap.hanoi.example",
    subject="nguoi-dung-mau-1",
    role="member",
    member_id=WORKSHOP.id,
    valid_from=instant("2027-01-15T09:30+07:00"),
    granted_by="can-bo-mau-1",
    name="Nguyễn Thị Mẫu",
    email="lienhe@xuonggommau.example",
    locale="vi",
)

_SUSPENSION = events.MemberSuspensionExplainedV1(
    id=WORKSHOP.id,
    name=WORKSHOP.name,
    reason="Chưa nộp báo cáo hoạt động năm 2027 sau hai lần nhắc (mẫu).",
    reason_code=coded("report_missing", "Thiếu báo cáo", "Report missing"),
    until=date(2028, 3, 31),
    contact_id=WORKSHOP_CONTACT,
    version=4,
)

_REMOVAL = events.MemberRemovalExplainedV1(
    id=sample_id("removed member"),
    name="Không gian Thử Mẫu",
    reason="Cho thuê giấy chứng nhận để quảng cáo (mẫu).",
    reason_code=coded("rules_broken", "Vi phạm quy chế mạng lưới", "Rules of the network broken"),
    removed_on=date(2028, 6, 1),
    appeal_by=date(2028, 8, 30),
    contact_id=sample_id("contact of the removed member"),
    version=3,
)

_RENEWAL = events.MemberRenewalDueV1(
    id=WORKSHOP.id,
    name=WORKSHOP.name,
    round=Reference(id=sample_id("renewal round"), name="Đợt gia hạn mẫu 2029"),
    term_until=date(2030, 1, 14),
    answer_by=date(2029, 12, 15),
    renew_until=date(2033, 1, 14),
)

_LINK = events.MemberContactLinkedV1(
    id=WORKSHOP.id,
    name=WORKSHOP.name,
    contact_ids=[WORKSHOP_CONTACT],
    application_id=WORKSHOP_APPLICATION,
)

SAMPLES = (
    sample("2027-01-15T02:30:00Z", events.MemberAdmittedV1, _MEMBER),
    sample("2027-01-15T02:30:01Z", events.MemberContactLinkedV1, _LINK),
    sample("2027-01-15T02:30:02Z", events.CertificateIssuedV1, _CERTIFICATE),
    sample("2027-01-15T02:30:03Z", events.ContactChangedV1, _CONTACT),
    sample("2027-01-15T02:30:04Z", events.GrantChangedV1, _GRANT),
    sample(
        "2027-06-01T03:00Z",
        events.MemberProfileChangedV1,
        _MEMBER,
        website="https://gom.xuonggommau.example",
    ),
    sample("2028-02-01T03:00:00Z", events.MemberSuspendedV1, _MEMBER, status=SUSPENDED),
    sample("2028-02-01T03:00:01Z", events.MemberSuspensionExplainedV1, _SUSPENSION),
    sample("2028-03-01T03:00Z", events.MemberReinstatedV1, _MEMBER),
    sample(
        "2028-05-02T03:00Z",
        events.CertificateReissuedV1,
        _CERTIFICATE,
        id=sample_id("second certificate"),
        number="MAU-2028-004",
        issued_on=date(2028, 5, 2),
        verify_url="https://members.hcn.example/v1/certificates/MAU-2028-004",
    ),
    sample(
        "2028-06-01T03:00:00Z",
        events.MemberRemovedV1,
        _MEMBER,
        id=_REMOVAL.id,
        name=_REMOVAL.name,
        status=REMOVED,
        certificate_number=None,
    ),
    sample("2028-06-01T03:00:01Z", events.MemberRemovalExplainedV1, _REMOVAL),
    sample(
        "2028-09-01T03:00Z",
        events.MemberMergedV1,
        _MEMBER,
        id=sample_id("merged member"),
        name="Xưởng Gốm Nhỏ Mẫu",
        status=MERGED,
        certificate_number=None,
        successor=WORKSHOP,
    ),
    sample("2028-11-15T03:00Z", events.MemberRenewalDueV1, _RENEWAL),
    sample(
        "2029-01-10T03:00:00Z",
        events.MemberLeftV1,
        _MEMBER,
        status=LEFT,
        certificate_number=None,
    ),
    sample(
        "2029-01-10T03:00:01Z",
        events.CertificateRevokedV1,
        _CERTIFICATE,
        status=coded("revoked", "Đã thu hồi", "Revoked"),
    ),
    sample("2029-02-01T03:00Z", events.ContactErasedV1, EventBody(), id=WORKSHOP_CONTACT),
)
