"""The year of a member: its report is asked for once, reminded of, and its grade told."""

from __future__ import annotations

from shared.events import members
from tests.notifications import making
from tests.notifications.catcher import MailCatcher
from tests.support.running import RunningService


async def test_a_report_is_asked_for_once_and_reminded_of(
    service: RunningService, mail: MailCatcher
) -> None:
    due = making.sample_of(members.ReportDueV1)
    reminder = due.model_copy(update={"reminder": True, "version": 2})
    returned = due.model_copy(update={"reason": "Thiếu ảnh.", "version": 4})
    linked = making.link(member_id=due.member.id)
    await service.deliver(making.contact(), linked, due, due, reminder, returned)
    await service.do_due()
    assert mail.subjects == [
        "Mời nộp báo cáo năm 2027 của Xưởng Gốm Mẫu",
        "Nhắc nộp báo cáo năm 2027 của Xưởng Gốm Mẫu",
        "Xin sửa lại báo cáo năm 2027 của Xưởng Gốm Mẫu",
    ]
    assert "31/01/2028" in mail.text_of(0)
    assert "Thiếu ảnh." in mail.text_of(2)


async def test_the_grade_is_told_to_the_member(service: RunningService, mail: MailCatcher) -> None:
    told = making.sample_of(members.EvaluationCompletedV1)
    await service.deliver(making.contact(), making.link(member_id=told.member.id), told)
    await service.do_due()
    assert mail.subjects == ["Kết quả đánh giá năm 2027 của Xưởng Gốm Mẫu"]
    assert "Xuất sắc" in mail.text_of(0)
