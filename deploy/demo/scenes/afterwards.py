"""A suspension, wrong input, the letters, and what time brings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from deploy.demo import acts
from deploy.demo.acts import Member
from deploy.demo.season import BOOKINGS, Season
from deploy.embedded.clock import advance_clock


async def a_member_is_suspended(season: Season) -> None:
    """Một thành viên bị tạm dừng · Suspension reaches bookings and promotion."""
    city, member = season.city, season.members[1]
    body = {"reason": "Chưa nộp báo cáo năm.", "reason_code": "report_missing"}
    await season.officer.post("members", f"/v1/members/{member.id}/suspend", body)
    start = acts.tomorrow_at(city, 8, days=30)
    spaces = await acts.bookable_spaces(season.members[0], start, 1)
    request = {
        "space_id": spaces[0]["id"],
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=1)).isoformat(),
        "activity": acts.activity(member, "Sau khi bị tạm dừng"),
    }

    async def refused_by(service: str, path: str, body: dict[str, Any]) -> str | None:
        answer = await member.person.ask("POST", service, path, json=body)
        text = answer.text
        return answer.json()["detail"] if "member_suspended" in text else None

    sentence = await city.until(
        "bookings refuses the suspended member",
        lambda: refused_by("bookings", "/v1/bookings?dry_run=true", request),
    )
    season.tell(f"    {sentence}")
    season.promises.check("bookings refuses with the reason", True, bool(sentence))
    draft = await city.until("a draft of the member", lambda: _draft_of(season, member))
    problem = await season.editor.refused("promotion", f"/v1/items/{draft['id']}/approve")
    season.promises.check("promotion refuses with the reason", "member_suspended", problem["code"])
    shown = await city.passer_by.get("members", f"/v1/certificates/{member.certificate}")
    season.promises.check("the certificate says so", "suspended", shown["status"])
    await season.officer.post(
        "members", f"/v1/members/{member.id}/reinstate", {"reason": "Đã nộp báo cáo."}
    )


async def _draft_of(season: Season, member: Member) -> dict[str, Any] | None:
    """An item of this member that is not published yet."""
    listed = await season.editor.get("promotion", "/v1/items", member_id=member.id, limit=200)
    return next((one for one in listed["items"] if one["status"] == "draft"), None)


async def wrong_doors(season: Season) -> None:
    """Gõ nhầm cửa · Wrong input is refused with a sentence and changes nothing."""
    member, officer = season.members[0].person, season.officer
    booking = season.bookings[1]["id"]
    refusals = {
        "a member opens no call": (member, "members", "/v1/calls", 403),
        "a member confirms no booking": (
            member,
            "bookings",
            f"/v1/bookings/{booking}/confirm",
            403,
        ),
        "a confirmed booking is not confirmed again": (
            officer,
            "bookings",
            f"/v1/bookings/{booking}/confirm",
            409,
        ),
        "an unknown id": (
            officer,
            "bookings",
            "/v1/bookings/00000000-0000-7000-8000-000000000000/confirm",
            404,
        ),
        "an application without content": (member, "members", "/v1/applications", 422),
    }
    for text, (person, service, path, status) in refusals.items():
        problem = await person.refused(service, path)
        season.promises.check(text, status, problem["status"])


async def letters_arrived(season: Season) -> None:
    """Thư đã tới · Applicants and members got their letters, in their language, none twice."""

    async def at_rest() -> list[dict[str, Any]] | None:
        letters = await season.city.letters()
        return letters if _reached(season, letters) == len(season.cast) else None

    letters = await season.city.until("every applicant has a letter", at_rest)
    season.promises.check("applicants with a letter", len(season.cast), _reached(season, letters))
    different = {(str(one["to"]), one["text"]) for one in letters}
    season.promises.check("letters, none twice", len(letters), len(different))
    english = season.cast[3]
    theirs = [one for one in letters if english.email in str(one["to"])]
    wrong = [one["subject"] for one in theirs if _is_vietnamese(one["subject"])]
    season.promises.check("letters to an English reader in Vietnamese", 0, len(wrong))


def _reached(season: Season, letters: list[dict[str, Any]]) -> int:
    """How many of the cast have a letter."""
    addresses = {address for one in letters for address in one["to"]}
    return sum(applicant.email in addresses for applicant in season.cast)


def _is_vietnamese(text: str) -> bool:
    words = ("hồ sơ", "giấy chứng nhận", "đặt chỗ", "đã được", "thông báo")
    return any(word in text.lower() for word in words)


async def time_passes(season: Season) -> None:
    """Mùa hoạt động trôi qua · Two months pass: what was held is completed, the call is closed."""
    advance_clock(season.city.folder.clock_file, timedelta(days=60))
    season.city.tokens.clear()

    async def all_completed() -> bool:
        answer = await season.officer.get("bookings", "/v1/bookings", status="completed", limit=200)
        done = {one["id"] for one in answer["items"]}
        return all(one["id"] in done for one in season.bookings[1:])

    await season.city.until("held bookings are completed", all_completed)
    call = await season.city.passer_by.get("members", f"/v1/calls/{season.call['id']}")
    season.promises.check("the call closed by itself", "closed", call["status"])
    season.promises.check(
        "bookings completed by themselves", BOOKINGS - 1, len(season.bookings) - 1
    )
