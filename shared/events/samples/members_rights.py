"""Samples of what a member asks for by right: a confirmation for its tax file, a training."""

from __future__ import annotations

from datetime import date

from shared.events import members as events
from shared.events.base import Bilingual, Reference
from shared.events.samples.making import coded, instant, sample, sample_id
from shared.events.samples.members import WORKSHOP

_ASKED = events.BenefitNotice(
    id=sample_id("benefit of the workshop"),
    member=WORKSHOP,
    kind=coded(
        "tax_confirmation",
        "Xác nhận thành viên cho hồ sơ ưu đãi thuế",
        "Confirmation of membership for a tax file",
    ),
    year=2027,
    version=1,
)

_TITLE = Bilingual(vi="Tập huấn mẫu: kể chuyện bằng hiện vật", en="Sample training: objects speak")
_MOVED = events.ParticipationChangedV1(
    id=sample_id("place in the training"),
    activity=Reference(id=sample_id("training"), name=_TITLE.vi),
    activity_title=_TITLE,
    member=WORKSHOP,
    change=coded("moved_up", "Đã có chỗ", "A place became free"),
    starts_at=instant("2027-04-10T08:30+07:00"),
    ends_at=instant("2027-04-10T16:30+07:00"),
    place="Phòng họp 1, Bảo tàng Hà Nội",
    version=7,
)

SAMPLES = (
    sample("2027-03-01T02:00Z", events.BenefitRequestedV1, _ASKED, promised_on=date(2027, 3, 8)),
    sample(
        "2027-03-04T02:00Z",
        events.BenefitConfirmedV1,
        _ASKED,
        version=3,
        document_number="01/GXN-SVHTT",
        dated_on=date(2027, 3, 4),
    ),
    sample(
        "2027-03-05T02:00Z",
        events.BenefitDeclinedV1,
        _ASKED,
        id=sample_id("second benefit of the workshop"),
        year=2026,
        version=2,
        reason="Năm 2026 không gian chưa là thành viên của Mạng lưới.",
    ),
    sample("2027-04-05T02:00Z", events.ParticipationChangedV1, _MOVED),
)
