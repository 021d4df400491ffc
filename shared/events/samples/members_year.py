"""Samples of a member's year: its report, its grade, a dossier and an award that was revoked."""

from __future__ import annotations

from datetime import date

from shared.events import members as events
from shared.events.base import Bilingual
from shared.events.samples.making import coded, sample, sample_id
from shared.events.samples.members import WORKSHOP

_REPORT = events.ReportDueV1(
    id=sample_id("report of the workshop"),
    member=WORKSHOP,
    year=2027,
    due_on=date(2028, 1, 31),
    version=1,
)
_AWARD = events.AwardState(
    id=sample_id("award to the workshop"),
    year=2027,
    form=coded(
        "department_merit",
        "Giấy khen của Giám đốc Sở Văn hóa và Thể thao",
        "Certificate of merit of the Department's Director",
    ),
    title=Bilingual(vi="Chuỗi xưởng gốm cộng đồng (mẫu)", en="Community pottery series (sample)"),
    recipient_kind=coded("organisation", "Tổ chức", "Organisation"),
    member=WORKSHOP,
    person=None,
    url=f"https://members.hcn.example/v1/awards/{sample_id('award to the workshop')}",
    status=coded("granted", "Đã khen thưởng", "Granted"),
    awarded_on=date(2028, 4, 10),
    revoked_on=None,
    revocation_code=None,
)

SAMPLES = (
    sample("2027-12-01T00:00+07:00", events.ReportDueV1, _REPORT),
    sample(
        "2028-01-12T10:05+07:00",
        events.ReportSubmittedV1,
        _REPORT,
        submitted_on=date(2028, 1, 12),
        version=3,
    ),
    sample(
        "2028-03-01T16:00+07:00",
        events.EvaluationCompletedV1,
        events.EvaluationCompletedV1(
            id=sample_id("evaluation of the workshop"),
            member=WORKSHOP,
            year=2027,
            percent=91.5,
            grade=coded("excellent", "Xuất sắc", "Excellent"),
            version=2,
        ),
    ),
    sample(
        "2028-03-20T15:00+07:00",
        events.NominationProposedV1,
        events.NominationProposedV1(
            id=sample_id("nomination of 2027"),
            title=Bilingual(
                vi="Đề nghị khen thưởng thành tích năm 2027 (mẫu)",
                en="Proposal of commendations for 2027 (sample)",
            ),
            year=2027,
            form=coded(
                "city_merit",
                "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố Hà Nội",
                "Certificate of merit of the Chairman of the Hanoi People's Committee",
            ),
            organisations=[WORKSHOP],
            persons=1,
            document_id=sample_id("dossier of 2027"),
        ),
    ),
    sample("2028-04-10T09:00+07:00", events.AwardGrantedV1, _AWARD),
    sample(
        "2028-09-05T09:00+07:00",
        events.AwardRevokedV1,
        _AWARD,
        status=coded("revoked", "Đã hủy bỏ", "Revoked"),
        revoked_on=date(2028, 9, 5),
        revocation_code=coded(
            "false_achievement", "Kê khai gian dối thành tích", "False achievement"
        ),
    ),
)
