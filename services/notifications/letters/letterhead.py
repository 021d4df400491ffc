"""Who writes: what stands at the head and foot of every letter."""

from __future__ import annotations

from dataclasses import dataclass

from services.notifications.settings import Settings
from shared.texts import Text

NETWORK = Text(
    "Mạng lưới không gian văn hóa sáng tạo Hà Nội",
    "Hanoi Creative Spaces Network",
)
CENTRE = Text(
    "Trung tâm điều phối các hoạt động sáng tạo Hà Nội",
    "Hanoi Creative Activities Coordination Centre",
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office's own data in letters."""

    address: str
    phone: str
    reply_to: str
    desk_url: str

    @classmethod
    def of(cls, settings: Settings) -> Letterhead:
        return cls(
            address=settings.office_address,
            phone=settings.office_phone,
            reply_to=settings.mail_reply_to or settings.mail_sender_address,
            desk_url=settings.desk_url,
        )
