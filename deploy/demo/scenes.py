"""The season, scene by scene. Each scene does what people do and notes what was promised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from deploy.demo import acts
from deploy.demo.acts import Applicant, Member
from deploy.demo.city import City, Someone
from deploy.demo.promises import Promises
from deploy.embedded.clock import advance_clock

BOOKINGS = 20


@dataclass
class Season:
    """What the scenes share."""

    city: City
    promises: Promises
    cast: list[Applicant]
    tell: Callable[[str], None]
    call: dict[str, Any] = field(default_factory=dict)
    applications: list[dict[str, Any]] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    bookings: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)

    @property
    def officer(self) -> Someone:
        return self.city.someone("officer", "officer")

    @property
    def editor(self) -> Someone:
        return self.city.someone("editor", "editor")


async def the_call_opens(season: Season) -> None:
    """Một đợt kết nạp được mở · An officer opens a call."""
    season.call = await acts.open_call(season.city, season.officer)
    listed = await season.city.passer_by.get("members", "/v1/calls")
    ids = [one["id"] for one in listed["items"]]
    season.promises.check("the open call is public", True, season.call["id"] in ids)


async def spaces_apply(season: Season) -> None:
    """Bảy không gian nộp hồ sơ · Seven spaces apply and submit."""
    for applicant in season.cast:
        season.applications.append(await acts.apply(season.city, season.call, applicant))
    submitted = sum(one["status"] == "submitted" for one in season.applications)
    season.promises.check("applications submitted", len(season.cast), submitted)


async def reviewers_score(season: Season) -> None:
    """Hai người chấm mỗi hồ sơ · Two reviewers score each file; an early decision is refused."""
    decider = season.city.someone("decider", "decider")
    path = f"/v1/applications/{season.applications[0]['id']}/decision"
    early = await decider.refused("members", path, {"outcome": "approve", "reason": "Sớm"})
    season.promises.check("a decision before the quorum is refused", 409, early["status"])
    for application in season.applications:
        await acts.review(season.city, application, 8)


async def the_decider_decides(season: Season) -> None:
    """Sáu hồ sơ đạt, một chưa đạt · Six are approved, one is not."""
    *good, last = season.applications
    for application in good:
        await acts.decide(season.city, application, "approve", "Đạt yêu cầu của đợt kết nạp.")
    await acts.decide(season.city, last, "reject", "Hồ sơ chưa nêu hoạt động thường xuyên.")


async def the_ceremony(season: Season) -> None:
    """Lễ trao giấy chứng nhận · The ceremony awards the certificates."""
    city, officer = season.city, season.officer
    awarded = await acts.hold_ceremony(city, officer, season.applications[:-1])
    by_application = {one["application_id"]: one for one in awarded}
    for applicant, application in zip(season.cast, season.applications[:-1], strict=False):
        one = by_application[application["id"]]
        person = city.someone(applicant.subject, locale=applicant.locale)
        season.members.append(
            Member(applicant, person, one["member_id"], one["certificate_number"])
        )
    season.promises.check("members admitted", 6, len({one.id for one in season.members}))
    numbers = {one.certificate for one in season.members}
    season.promises.check("certificate numbers, none twice", 6, len(numbers))
    for member in season.members:
        await acts.wait_for_rights(member, ("members", "bookings", "promotion"))


async def certificates_hold(season: Season) -> None:
    """Giấy chứng nhận tra cứu được · Anybody verifies a certificate; the PDF is guarded."""
    city, pdfs, issued = season.city, 0, 0
    for member in season.members:
        shown = await city.passer_by.get("members", f"/v1/certificates/{member.certificate}")
        issued += shown["status"] in ("issued", "valid")
        path = f"/v1/certificates/{member.certificate}.pdf"
        answer = await member.person.ask("GET", "members", path)
        pdfs += answer.content.startswith(b"%PDF")
    season.promises.check("certificates valid for everybody", 6, issued)
    season.promises.check("members who get their PDF", 6, pdfs)
    stranger = await city.passer_by.ask(
        "GET", "members", f"/v1/certificates/{season.members[0].certificate}.pdf"
    )
    season.promises.check("a stranger gets no PDF", True, stranger.status_code in (401, 403, 404))


async def members_book(season: Season) -> None:
    """Thành viên đặt chỗ · Members ask for spaces, the host confirms."""
    city, wished = season.city, []
    for number in range(BOOKINGS):
        member = season.members[number % len(season.members)]
        start = acts.tomorrow_at(city, 2 + (number % 3) * 3, days=5 + number // 3)
        spaces = await acts.bookable_spaces(member, start, 2)
        space = spaces[number % len(spaces)]
        title = f"Buổi thực hành mẫu số {number + 1}"
        wished.append(
            await acts.request_booking(member, space, start, 2, title, public=number % 5 != 4)
        )
    season.promises.check("bookings requested", BOOKINGS, len(wished))
    host = season.city.someone("officer", "officer")
    for booking in wished:
        season.bookings.append(await host.post("bookings", f"/v1/bookings/{booking['id']}/confirm"))
    confirmed = sum(one["status"] == "confirmed" for one in season.bookings)
    season.promises.check("bookings confirmed", BOOKINGS, confirmed)


async def rivals_meet(season: Season) -> None:
    """Hai bên cùng một chỗ · Everybody wants one slot at one moment; one gets it."""
    city = season.city
    start = acts.tomorrow_at(city, 3, days=40)
    spaces = await acts.bookable_spaces(season.members[0], start, 2)
    rivals = [
        await acts.request_booking(member, spaces[0], start, 2, "Tranh chỗ (mẫu)", public=False)
        for member in season.members
    ]
    answers = await acts.all_at_once(
        *(
            season.officer.ask("POST", "bookings", f"/v1/bookings/{one['id']}/confirm", json={})
            for one in rivals
        )
    )
    statuses = sorted(answer.status_code for answer in answers)
    season.promises.check("of six rivals for one slot", [200] + [409] * 5, statuses)
    loser = next(answer for answer in answers if answer.status_code == 409)
    season.tell(f"    {loser.json()['detail']}")


async def items_are_published(season: Season) -> None:
    """Biên tập viên đăng tin · The editor publishes what is public to the feeds."""
    public = [one for one in season.bookings if one["activity"]["public"]]
    for booking in public[:6]:
        season.items.append(await acts.publish_item(season.editor, booking))
    expected = [item["id"] for item in season.items]

    async def in_feed(path: str) -> bool:
        answer = await season.city.passer_by.ask("GET", "promotion", f"/v1/feeds/{path}")
        return all(id in answer.text for id in expected)

    for path in ("atom.xml", "feed.json", "calendar.ics"):
        await season.city.until(f"all items are in {path}", lambda path=path: in_feed(path))  # type: ignore[misc]
    season.promises.check("items in each of three feeds", 6, len(expected))


async def one_is_called_off(season: Season) -> None:
    """Một buổi bị hủy · A member cancels; what was published is withdrawn everywhere."""
    booking, item = season.bookings[0], season.items[0]
    member = next(one for one in season.members if one.id == str(booking["member"]["id"]))
    await member.person.post(
        "bookings", f"/v1/bookings/{booking['id']}/cancel", {"reason": "Nghệ nhân bị ốm."}
    )

    async def retracted() -> bool:
        shown = await season.editor.get("promotion", f"/v1/items/{item['id']}")
        return bool(shown["status"] == "retracted")

    await season.city.until("the published item is retracted", retracted)
    atom = await season.city.passer_by.ask("GET", "promotion", "/v1/feeds/atom.xml")
    season.promises.check("the feed carries a tombstone", True, "deleted-entry" in atom.text)
    free = await acts.bookable_spaces(member, acts.tomorrow_at(season.city, 2, days=5), 2)
    freed = booking["space"]["id"] in {one["id"] for one in free}
    season.promises.check("the freed place can be booked again", True, freed)


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
    theirs = next(one for one in season.bookings if one["member"]["id"] == member.id)
    items = (await season.editor.get("promotion", "/v1/items", booking_id=theirs["id"]))["items"]
    draft = next((one for one in items if one["status"] not in ("published", "retracted")), None)
    if draft:
        problem = await season.editor.refused("promotion", f"/v1/items/{draft['id']}/approve")
        season.promises.check(
            "promotion refuses with the reason", "member_suspended", problem["code"]
        )
    shown = await city.passer_by.get("members", f"/v1/certificates/{member.certificate}")
    season.promises.check("the certificate says so", "suspended", shown["status"])
    await season.officer.post(
        "members", f"/v1/members/{member.id}/reinstate", {"reason": "Đã nộp báo cáo."}
    )


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
        reached = {one["to"] if isinstance(one["to"], str) else one["to"][0] for one in letters}
        all_reached = all(
            any(applicant.email in address for address in reached) for applicant in season.cast
        )
        return letters if all_reached else None

    letters = await season.city.until("every applicant has a letter", at_rest)
    kinds = {(str(one["to"]), one["subject"], one.get("message_id", one["id"])) for one in letters}
    season.promises.check("letters, none twice", len(letters), len(kinds))
    english = season.cast[3]
    theirs = [one for one in letters if english.email in str(one["to"])]
    season.promises.check("applicants with a letter", len(season.cast), len(season.cast))
    wrong = [one["subject"] for one in theirs if _is_vietnamese(one["subject"])]
    season.promises.check("letters to an English reader in Vietnamese", 0, len(wrong))


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


SCENES = [
    the_call_opens,
    spaces_apply,
    reviewers_score,
    the_decider_decides,
    the_ceremony,
    certificates_hold,
    members_book,
    rivals_meet,
    items_are_published,
    one_is_called_off,
    a_member_is_suspended,
    wrong_doors,
    letters_arrived,
    time_passes,
]
