"""Requests of persons about their data, consents, and what stands in the way of erasing it.

    received ──acknowledge──► acknowledged ──fulfil──► fulfilled
      │                         │ │ └─extend─► acknowledged (a later day, once, within the clock)
      ├──refuse──► refused ◄────┘ │
      └──withdraw──► withdrawn ◄──┘

    consent: given ──withdraw──► withdrawn
               └──given in another wording──► replaced

Both clocks (working days to acknowledge, calendar days to answer) are data with their source. The
answer is refused only with a recorded reason. What a legal hold or a restriction keeps is not
erased, nor what an open file still needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from services.members.domain.states import only_in
from shared.errors import Failure, Lack
from shared.texts import Text
from shared.wording import say_day

REQUEST_KIND = {
    "view": Text("Xem dữ liệu", "See the data"),
    "correct": Text("Chỉnh sửa dữ liệu", "Correct the data"),
    "copy": Text("Cung cấp bản sao dữ liệu", "Get a copy of the data"),
    "delete": Text("Xóa dữ liệu", "Delete the data"),
    "restrict": Text("Hạn chế xử lý dữ liệu", "Restrict the use of the data"),
    "object": Text("Phản đối xử lý dữ liệu", "Object to a use of the data"),
    "withdraw_consent": Text("Rút lại sự đồng ý", "Withdraw a consent"),
}

REQUEST_STATUS = {
    "received": Text("Đã nhận", "Received"),
    "acknowledged": Text("Đã xác nhận tiếp nhận", "Acknowledged"),
    "fulfilled": Text("Đã thực hiện", "Fulfilled"),
    "refused": Text("Từ chối, có lý do", "Refused, with the reason"),
    "withdrawn": Text("Người yêu cầu đã rút", "Taken back"),
}

REFUSAL = {
    "identity_not_shown": Text("Chưa chứng minh được danh tính", "Identity not shown"),
    "law_requires_keeping": Text("Pháp luật yêu cầu lưu giữ", "The law requires keeping it"),
    "not_about_them": Text(
        "Dữ liệu không phải của người yêu cầu", "The data is not about the person who asks"
    ),
    "repeated": Text("Yêu cầu lặp lại không có nội dung mới", "Repeated with nothing new"),
    "other": Text("Lý do khác", "Another reason"),
}

CONSENT_STATUS = {
    "given": Text("Đang đồng ý", "Given"),
    "withdrawn": Text("Đã rút lại", "Withdrawn"),
    "replaced": Text("Đã đồng ý với bản mới", "Replaced by a newer wording"),
}

CONSENT_WAY = {
    "online": Text("Trên hệ thống", "In the system"),
    "on_paper": Text("Trên giấy", "On paper"),
}

PLACE = {
    "contacts": Text("Thông tin liên hệ", "Contact details"),
    "applications": Text("Hồ sơ đã nộp", "Applications"),
    "documents": Text("Tài liệu đã tải lên", "Uploaded documents"),
    "decisions": Text("Quyết định về hồ sơ", "Decisions about applications"),
    "complaints": Text("Khiếu nại", "Complaints"),
    "extensions": Text("Gia hạn nộp hồ sơ", "Extended deadlines"),
    "hand_overs": Text("Người nhận giấy chứng nhận", "Who took a certificate"),
    "awards": Text("Khen thưởng", "Awards"),
    "places": Text("Tham gia hoạt động", "Places in activities"),
    "grants": Text("Quyền được cấp", "Grants"),
    "consents": Text("Sự đồng ý", "Consents"),
    "requests": Text("Yêu cầu về dữ liệu cá nhân", "Requests about personal data"),
    "acts": Text("Nhật ký thao tác", "Acts in the audit trail"),
    "answers": Text("Câu trả lời lưu tạm", "Answers kept for repeated requests"),
}

KEPT_FOR = {
    "administrative_record": Text(
        "Hồ sơ hành chính, lưu đến hết thời hạn bảo quản; người nộp không còn được nêu",
        "Administrative record, kept until its retention ends; the person is no longer named",
    ),
    "proof_of_lawfulness": Text(
        "Bằng chứng xử lý dữ liệu đúng luật", "Proof that the data was handled lawfully"
    ),
    "audit_trail": Text(
        "Nhật ký bắt buộc; chỉ có mã đăng nhập, không có họ tên",
        "Compulsory trail; it holds the sign-in's id and no name",
    ),
    "staff_duties": Text("Nhiệm vụ công vụ của cán bộ", "Duties of staff"),
}

MOVES: Mapping[str, Mapping[str, str]] = {
    "acknowledge": {"received": "acknowledged"},
    "extend": {"acknowledged": "acknowledged"},
    "fulfil": {"acknowledged": "fulfilled"},
    "refuse": {"received": "refused", "acknowledged": "refused"},
    "withdraw": {"received": "withdrawn", "acknowledged": "withdrawn"},
}
"""act → status before → status after. No other path exists."""

OPEN = ("received", "acknowledged")
WITH_PURPOSE = ("object", "withdraw_consent")
"""Kinds that speak of one purpose of use."""
ENDS_CONSENTS = (*WITH_PURPOSE, "delete")


def clock_codes(kind: str, third_parties: bool) -> tuple[str, str]:
    """The clocks of an answer: its time, and by how much it may be extended."""
    return (f"{kind}_third_party" if third_parties else kind), f"{kind}_extend"


def needed_clocks() -> list[str]:
    """Every clock that the data must have."""
    of_kinds = [
        code for kind in REQUEST_KIND for code in (kind, f"{kind}_third_party", f"{kind}_extend")
    ]
    return ["acknowledge", "remind_acknowledge", "remind", *of_kinds]


def may(act: str, status: str, bars: Sequence[Failure] = ()) -> list[Failure]:
    """What the drawing allows, besides what bars this person."""
    return [*bars, *only_in(REQUEST_STATUS, status, *MOVES[act])]


def not_own_request(is_requester: bool) -> list[Failure]:
    """Nobody answers a request of their own."""
    return [Lack("own_data_request")] if is_requester else []


def may_withdraw(status: str, is_requester: bool, is_officer: bool) -> list[Failure]:
    """By the person; an officer enters what came on paper."""
    lacks = [] if is_requester or is_officer else [Lack("data_request_by_person")]
    return may("withdraw", status, lacks)


def may_extend(
    status: str, already: bool, until: date | None, answer_by: date, latest: date
) -> list[Failure]:
    """Once, to a later day, and not beyond what the clock allows."""
    failures = may("extend", status)
    if already:
        failures.append(Failure("data_request_extended_already"))
    if until is not None and not failures and not answer_by < until <= latest:
        failures.append(
            Failure(
                "extension_not_possible",
                field="until",
                after=say_day(answer_by),
                latest=say_day(latest),
            )
        )
    return failures


def check_request(
    kind: str,
    *,
    purpose: str | None,
    has_correction: bool,
    on_paper: bool,
    names_person: bool,
    is_officer: bool,
) -> list[Failure]:
    """Whether a request says what its kind needs; `names_person`: it is about someone else."""
    failures: list[Failure] = []
    if (kind in WITH_PURPOSE) != (purpose is not None):
        failures.append(Failure("data_request_purpose", field="purpose"))
    if (kind == "correct") != has_correction:
        failures.append(Failure("data_request_correction", field="correction"))
    if on_paper != names_person:
        failures.append(Failure("data_request_person", field="on_paper"))
    if (on_paper or names_person) and not is_officer:
        failures.append(Lack("data_request_on_paper_by_officer"))
    return failures


def check_received_on(received_on: date, today: date) -> list[Failure]:
    if received_on <= today:
        return []
    return [Failure("received_in_future", field="on_paper.received_on", last=say_day(today))]


def may_erase(holds: Sequence[str], open_files: Sequence[str], restricted: bool) -> list[Failure]:
    """What keeps data from being erased: every hold and every open file by its name."""
    failures: list[Failure] = []
    if holds:
        failures.append(Failure("held_by_law", holds=list(holds)))
    if open_files:
        failures.append(Failure("files_still_open", files=list(open_files)))
    if restricted:
        failures.append(Failure("data_restricted"))
    return failures


def may_give_consent(version: int, current: int | None) -> list[Failure]:
    """Only to the words that hold now: nobody agrees to what was not shown."""
    if current is None:
        return [Failure("consent_purpose_unknown", field="purpose")]
    if version != current:
        return [Failure("consent_text_outdated", field="version", current=current)]
    return []


def may_withdraw_consent(status: str, is_theirs: bool, is_officer: bool) -> list[Failure]:
    lacks = [] if is_theirs or is_officer else [Lack("consent_of_another")]
    return [*lacks, *only_in(CONSENT_STATUS, status, "given")]
