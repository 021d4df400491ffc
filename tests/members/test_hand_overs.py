"""Who took which paper: there, absent, entered afterwards; and the order of walking on paper."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from shared.events import members as events
from tests.members.making import done, refused
from tests.members.test_preparation import make, prepare, url_of

pytestmark = pytest.mark.asyncio

SHEET = "/hand-overs"


async def sheet(network, ceremony):
    return done(await network.officer.get(url_of(ceremony, SHEET)))["entries"]


async def test_the_award_records_when_and_through_whom(network):
    (first, _), ceremony = await make(network, "Mẫu Một", "Mẫu Hai")
    receiver = {"application_id": first["id"], "name": "Trần Văn Mẫu"}
    await network.award(ceremony, received_by=[receiver])
    entries = await sheet(network, ceremony)
    assert [one["handed_over_at"] for one in entries] == ["2026-11-23T02:00:00Z"] * 2
    assert [one["handed_over_to"] for one in entries] == ["Trần Văn Mẫu", None]


async def test_who_is_absent_is_a_member_and_takes_the_paper_later(network):
    (first, second), ceremony = await make(network, "Mẫu Một", "Mẫu Hai")
    awarded = await network.award(ceremony, absent=[second["id"]])
    assert len(awarded) == 2
    shown = done(await network.officer.get(url_of(ceremony)))
    times = {one["application_id"]: one["handed_over_at"] for one in shown["applications"]}
    assert (times[first["id"]] is None, times[second["id"]] is None) == (False, True)
    network.clock.advance(timedelta(days=1))
    network.officer = network.service.as_("officer")
    at = "2026-11-24T01:30:00Z"
    line = {"application_id": second["id"], "handed_over_at": at, "handed_over_to": "Lê Thị Mẫu"}
    for _ in range(2):  # a retry changes nothing
        body = {"entries": [line]}
        answer = done(await network.officer.post(url_of(ceremony, SHEET), json=body))
        assert answer["entries"][1]["handed_over_to"] == "Lê Thị Mẫu"
    line["handed_over_to"] = "Phạm Thị Mẫu"
    answer = await network.officer.post(url_of(ceremony, SHEET), json={"entries": [line]})
    refused(answer, 409, "handed_over_already")
    body = {"entries": [line], "reason": "Ghi nhầm người"}
    answer = done(await network.officer.post(url_of(ceremony, SHEET), json=body))
    assert answer["entries"][1]["handed_over_to"] == "Phạm Thị Mẫu"


async def test_a_sheet_that_cannot_be_is_refused_with_every_reason(network):
    (first, second), ceremony = await make(network, "Mẫu Một", "Mẫu Hai")
    await network.award(ceremony, application_ids=[first["id"]], absent=[first["id"]])
    later = network.instant(hours=1)
    lines = [{"application_id": one["id"], "handed_over_at": later} for one in (first, second)]
    answer = await network.officer.post(url_of(ceremony, SHEET), json={"entries": lines})
    refused(answer, 409, "hand_over_in_future", "hand_over_in_future", "not_awarded_yet")
    stranger = {"application_id": ceremony["id"], "handed_over_at": network.instant()}
    answer = await network.officer.post(url_of(ceremony, SHEET), json={"entries": [stranger]})
    refused(answer, 409, "not_on_the_list")


async def test_names_on_the_sheet_are_for_officers_and_reading_them_is_recorded(network):
    (first,), ceremony = await make(network, "Mẫu Một")
    receiver = {"application_id": first["id"], "name": "Trần Văn Mẫu"}
    await network.award(ceremony, received_by=[receiver])
    await sheet(network, ceremony)
    refused(await network.decider.get(url_of(ceremony, SHEET)), 403, "role_needed")
    trail = await network.service.as_("auditor").get("/v1/audit")
    assert "get_hand_overs" in {one["act"] for one in done(trail)["items"]}
    for url in (url_of(ceremony), "/v1/ceremonies"):
        assert "Trần" not in (await network.officer.get(url)).text
    for kind in (events.MemberAdmittedV1, events.CertificateIssuedV1, events.CeremonyChangedV1):
        assert all("Trần" not in str(one) for one in await network.service.published(kind))


async def test_the_walking_order_is_on_paper_in_both_languages_and_names_no_person(network):
    _, ceremony = await make(network, "Không gian Một", "=Hai()")
    await prepare(network, ceremony)
    url = url_of(ceremony, "/walk-order")
    for locale, words in (
        ("vi", ("DANH SÁCH LÊN NHẬN GIẤY CHỨNG NHẬN", "Ký nhận", "Lễ trao mẫu", "Lưu hành nội bộ")),
        ("en", ("WALKING ORDER AND HAND-OVER SHEET", "Signature", "Sample ceremony", "Internal")),
    ):
        answer = await network.officer.get(f"{url}.pdf", headers={"Accept-Language": locale})
        assert answer.headers["content-type"] == "application/pdf"
        text = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())
        assert all(word in text for word in words), text
        assert "1 Không gian Một KGST-HN-2026-0001" in text
        assert "Nguyễn" not in text
    answer = await network.officer.get(f"{url}.csv")
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "TT,Không gian,Số giấy",
        "1,Không gian Một,KGST-HN-2026-0001",
        "2,'=Hai(),KGST-HN-2026-0002",
    ]
    assert answer.content.startswith("\ufeff".encode())
    refused(await network.applicant.get(f"{url}.pdf"), 403, "role_needed")
