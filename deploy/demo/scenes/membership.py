"""From the open call to the certificate."""

from __future__ import annotations

from deploy.demo import acts
from deploy.demo.acts import Member
from deploy.demo.season import Season


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
