"""Sentences about equipment."""

from __future__ import annotations

from shared.texts import Text

SENTENCES: dict[str, Text] = {
    "equipment_short": Text(
        "Không đủ {name}: cần {wanted}, lúc đó còn {free} trong số {stock}. "
        "Hãy giảm số lượng hoặc chọn giờ khác.",
        "Not enough {name}: {wanted} wanted, {free} of {stock} free then. "
        "Ask for fewer or choose another time.",
    ),
    "equipment_elsewhere": Text(
        "Địa điểm của không gian này không có thiết bị {id}. Xem /v1/equipment?venue_id=.",
        "The venue of this space does not lend the equipment {id}. See /v1/equipment?venue_id=.",
    ),
    "stock_in_use": Text(
        "Có lúc {least} chiếc đã được hứa cho các đặt chỗ sắp tới. Số lượng không thể thấp hơn.",
        "At one time {least} of them are promised to bookings ahead. The stock cannot be lower.",
    ),
}

LABELS: dict[str, dict[str, Text]] = {
    "reason_code": {
        "equipment_short": Text("Không đủ thiết bị", "Not enough equipment"),
    },
}
