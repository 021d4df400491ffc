"""Sample spaces and people. All are invented; every name says that it is a sample."""

from __future__ import annotations

from deploy.demo.acts import Applicant


def cast(season: str) -> list[Applicant]:
    """Seven applicants of one season; the last one will not be admitted."""
    rows = [
        ("Xưởng Gốm Mẫu Bát Tràng", "craft_village", "private", "crafts", "Bát Tràng", "vi"),
        ("Không gian Sáng tạo Mẫu Hồ Tây", "art_space", "private", "visual_arts", "Tây Hồ", "vi"),
        ("Nhóm Thiết kế Mẫu Phố Cổ", "creative_enterprise", "private", "design", "Hoàn Kiếm", "vi"),
        ("Sample Studio Long Biên", "art_space", "private", "photography", "Bồ Đề", "en"),
        ("Cà phê Sách Mẫu Láng", "cafe", "private", "publishing", "Láng", "vi"),
        ("Nhà Trưng bày Mẫu Ba Đình", "museum", "public", "architecture", "Ba Đình", "vi"),
        ("Câu lạc bộ Mẫu chưa đủ hồ sơ", "art_space", "private", "music", "Đống Đa", "vi"),
    ]
    return [
        Applicant(
            name=name,
            kind=kind,
            ownership=ownership,
            fields=(field,),
            ward=ward,
            subject=f"applicant-{season}-{number}",
            contact=f"Người liên hệ mẫu {number}",
            locale=locale,
        )
        for number, (name, kind, ownership, field, ward, locale) in enumerate(rows, 1)
    ]
