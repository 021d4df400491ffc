"""Samples of the members service: a call, two applications, a ceremony and a member's years."""

from __future__ import annotations

from datetime import date

from shared.events import members as events
from shared.events.base import Bilingual, EventBody, Reference
from shared.events.samples.making import coded, instant, sample, sample_id

OPEN = coded("open", "Đang mở", "Open")
CLOSED = coded("closed", "Đã đóng", "Closed")
ACTIVE = coded("active", "Đang hoạt động", "Active")
SUSPENDED = coded("suspended", "Tạm đình chỉ", "Suspended")
LEFT = coded("left", "Đã rời mạng lưới", "Left")
REMOVED = coded("removed", "Đã bị đưa ra khỏi mạng lưới", "Removed")
MERGED = coded("merged", "Đã sáp nhập", "Merged")

CALL_TITLE = Bilingual(
    vi="Đợt mời mẫu: đăng ký thành viên mùa thu 2026",
    en="Sample call: membership, autumn 2026",
)
CALL_REFERENCE = Reference(id=sample_id("call"), name=CALL_TITLE.vi)
WORKSHOP = Reference(id=sample_id("member"), name="Xưởng Gốm Mẫu")
WORKSHOP_CONTACT = sample_id("contact of the workshop")
LIBRARY_CONTACT = sample_id("contact of the library")

_CALL = events.CallState(
    id=CALL_REFERENCE.id,
    kind=coded("membership", "Kết nạp thành viên", "Membership"),
    title=CALL_TITLE,
    status=OPEN,
    opens_at=instant("2026-11-02T08:00+07:00"),
    closes_at=instant("2026-12-01T17:00+07:00"),
    url=f"https://members.hcn.example/v1/calls/{CALL_REFERENCE.id}",
)

_APPLICATION = events.ApplicationNotice(
    id=sample_id("application of the workshop"),
    applicant_name=WORKSHOP.name,
    call=CALL_REFERENCE,
    contact_id=WORKSHOP_CONTACT,
    version=2,
)

_OTHER_APPLICATION = _APPLICATION.model_copy(
    update={
        "id": sample_id("application of the library"),
        "applicant_name": "Thư viện Đọc Thử Mẫu",
        "contact_id": LIBRARY_CONTACT,
    }
)

_CEREMONY = events.CeremonyState(
    id=sample_id("ceremony"),
    title=Bilingual(
        vi="Lễ trao giấy chứng nhận thành viên (mẫu)", en="Certificate ceremony (sample)"
    ),
    held_at=instant("2027-01-15T09:00+07:00"),
    place="Sảnh tầng 1, Bảo tàng Hà Nội",
    status=coded("scheduled", "Đã lên lịch", "Scheduled"),
)

_INVITATION = events.CeremonyInvitedV1(
    **dict(_CEREMONY),
    contact_ids=[WORKSHOP_CONTACT, LIBRARY_CONTACT],
    version=1,
)

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
    application_id=_APPLICATION.id,
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
    application_id=_APPLICATION.id,
)

_COMPLAINT = events.ComplaintNotice(
    id=sample_id("complaint"),
    number="KN-2026-0001",
    about=coded("decision", "Quyết định về hồ sơ", "Decision about an application"),
    subject_name="Cà phê Sách Mẫu",
    contact_id=sample_id("contact of the café"),
    version=1,
)

_COMPLAINTS = (
    sample(
        "2026-12-16T02:00Z",
        events.ComplaintLodgedV1,
        _COMPLAINT,
        received_on=date(2026, 12, 16),
        admit_by=date(2026, 12, 26),
    ),
    sample(
        "2026-12-23T01:00Z",
        events.ComplaintDueV1,
        _COMPLAINT,
        status=coded("lodged", "Đã tiếp nhận", "Lodged"),
        due_on=date(2026, 12, 26),
        overdue=False,
    ),
    sample(
        "2027-01-20T03:00Z",
        events.ComplaintAnsweredV1,
        _COMPLAINT,
        version=4,
        status=coded("partly_upheld", "Khiếu nại đúng một phần", "Partly upheld"),
        resolve_by=date(2027, 1, 23),
        reason="Hồ sơ có hoạt động thường xuyên nhưng chưa được ghi nhận đủ (mẫu).",
        remedy=coded("annul", "Hủy bỏ quyết định", "Annul the decision"),
    ),
    sample(
        "2027-01-20T03:00:01Z",
        events.ApplicationDecisionAnnulledV1,
        _OTHER_APPLICATION,
        id=sample_id("application of the café"),
        applicant_name="Cà phê Sách Mẫu",
        contact_id=sample_id("contact of the café"),
        version=6,
        how=coded("annulment", "Hủy bỏ quyết định", "Annulment"),
        application_status=coded("submitted", "Đã nộp", "Submitted"),
        reason="Hồ sơ có hoạt động thường xuyên nhưng chưa được ghi nhận đủ (mẫu).",
    ),
    sample(
        "2026-12-17T03:00Z",
        events.ApplicationDecisionCorrectedV1,
        _APPLICATION,
        version=7,
        reason="Sửa tên không gian ghi nhầm trong danh sách kèm theo quyết định (mẫu).",
    ),
)

_CALL_TO_ADMISSION = (
    sample("2026-11-02T01:00Z", events.CallOpenedV1, _CALL),
    sample(
        "2026-11-10T03:00Z",
        events.ApplicationSubmittedV1,
        _APPLICATION,
        receipt_number="TN-2026-00012",
        promised_on=date(2026, 12, 22),
    ),
    sample(
        "2026-11-12T02:15Z",
        events.ApplicationSupplementRequestedV1,
        _APPLICATION,
        version=3,
        requested_fields=[
            events.RequestedField(
                **coded("address", "Địa chỉ", "Address").model_dump(),
                note="Thiếu số nhà (mẫu).",
                due_on=date(2026, 11, 20),
            )
        ],
        reason="Đề nghị bổ sung địa chỉ nơi đón khách (mẫu).",
        due_on=date(2026, 11, 25),
    ),
    sample(
        "2026-11-13T08:40Z",
        events.ApplicationResubmittedV1,
        _APPLICATION,
        version=4,
        promised_on=date(2026, 12, 23),
    ),
    sample("2026-11-20T07:00Z", events.ApplicationWithdrawnV1, _OTHER_APPLICATION, version=3),
    sample(
        "2026-11-30T02:00Z",
        events.CallExtendedV1,
        _CALL,
        closes_at=instant("2026-12-08T17:00+07:00"),
    ),
    sample(
        "2026-12-08T10:00Z",
        events.CallClosedV1,
        _CALL,
        status=CLOSED,
        closes_at=instant("2026-12-08T17:00+07:00"),
    ),
    sample("2026-12-15T04:00Z", events.ApplicationApprovedV1, _APPLICATION, version=6),
    sample(
        "2026-12-15T04:05Z",
        events.ApplicationRejectedV1,
        _OTHER_APPLICATION,
        id=sample_id("application of the café"),
        applicant_name="Cà phê Sách Mẫu",
        contact_id=sample_id("contact of the café"),
        version=5,
        reason="Hồ sơ chưa chứng minh hoạt động sáng tạo thường xuyên (mẫu).",
        reason_code=coded("criteria_not_met", "Chưa đạt tiêu chí", "Criteria not met"),
    ),
    sample("2026-12-20T02:00:00Z", events.CeremonyScheduledV1, _CEREMONY),
    sample("2026-12-20T02:00:01Z", events.CeremonyInvitedV1, _INVITATION),
    sample(
        "2027-01-05T02:00Z",
        events.CeremonyChangedV1,
        _CEREMONY,
        place="Phòng trưng bày tầng 1, Bảo tàng Hà Nội",
    ),
    sample(
        "2027-01-06T02:00Z",
        events.CeremonyCancelledV1,
        _CEREMONY,
        id=sample_id("second ceremony"),
        status=coded("cancelled", "Đã hủy", "Cancelled"),
    ),
)

_MEMBERSHIP = (
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

SAMPLES = (*_CALL_TO_ADMISSION, *_COMPLAINTS, *_MEMBERSHIP)
