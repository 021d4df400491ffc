"""Samples of the members service before membership: calls, files, ceremonies, complaints."""

from __future__ import annotations

from datetime import date

from shared.events import members as events
from shared.events.base import Bilingual, Reference
from shared.events.samples.making import coded, instant, sample, sample_id
from shared.events.samples.members import (
    LIBRARY_CONTACT,
    WORKSHOP,
    WORKSHOP_APPLICATION,
    WORKSHOP_CONTACT,
)

OPEN = coded("open", "Đang mở", "Open")
CLOSED = coded("closed", "Đã đóng", "Closed")

CALL_TITLE = Bilingual(
    vi="Đợt mời mẫu: đăng ký thành viên mùa thu 2026",
    en="Sample call: membership, autumn 2026",
)

CALL_REFERENCE = Reference(id=sample_id("call"), name=CALL_TITLE.vi)

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
    id=WORKSHOP_APPLICATION,
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

SAMPLES = (*_CALL_TO_ADMISSION, *_COMPLAINTS)
