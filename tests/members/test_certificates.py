"""Certificates: anyone may check one, its file needs the QR's token or a right."""

from __future__ import annotations

import pytest

from services.members.models import Certificate
from tests.members.making import done, refused

pytestmark = pytest.mark.asyncio


async def token_of(network) -> str:
    from sqlalchemy import select

    async with network.service.database.sessions() as session:
        return (await session.scalars(select(Certificate.token))).one()


async def test_the_public_answer_carries_no_token_and_no_person(network):
    entry = await network.member()
    answer = await network.public.get(f"/v1/certificates/{entry['certificate_number'].lower()}")
    assert done(answer)["space"] == "Không gian sáng tạo Mẫu"
    assert await token_of(network) not in answer.text
    assert "Nguyễn" not in answer.text


async def test_the_file_is_for_the_qr_code_the_member_and_officers(network):
    entry = await network.member()
    url = f"/v1/certificates/{entry['certificate_number']}.pdf"
    refused(await network.public.get(url), 401, "certificate_token_needed")
    refused(await network.public.get(url, params={"token": "x"}), 401, "certificate_token_needed")
    refused(await network.stranger.get(url), 403, "certificate_token_needed")
    files = [
        await network.public.get(url, params={"token": await token_of(network)}),
        await network.applicant.get(url),
        await network.officer.get(url),
    ]
    assert all(file.status_code == 200 for file in files)
    assert files[0].headers["content-type"] == "application/pdf"
    assert files[0].content.startswith(b"%PDF-")
    assert files[0].content == files[1].content == files[2].content
    unknown = await network.officer.get("/v1/certificates/KGST-HN-2026-9999.pdf")
    refused(unknown, 404, "not_found")


async def test_the_page_behind_the_qr_code_says_what_a_certificate_is_worth(network):
    entry = await network.member()
    number, member = entry["certificate_number"], entry["member_id"]
    page = await network.public.get(f"/certificates/{number}")
    assert page.headers["content-type"].startswith("text/html")
    assert "Còn hiệu lực" in page.text
    assert ".pdf" not in page.text
    with_token = await network.public.get(
        f"/certificates/{number}", params={"token": await token_of(network), "lang": "en"}
    )
    assert "in force" in with_token.text
    assert ".pdf?token=" in with_token.text
    body = {"reason": "Chưa báo cáo", "reason_code": "report_missing"}
    done(await network.officer.post(f"/v1/members/{member}/suspend", json=body))
    page = await network.public.get(f"/certificates/{number}")
    assert "Tạm đình chỉ" in page.text
    assert "báo cáo" not in page.text
    unknown = await network.public.get("/certificates/KGST<script>")
    assert unknown.status_code == 404
    assert "<script>" not in unknown.text


async def test_a_suspended_and_a_revoked_certificate_show_it_on_the_file_too(network):
    entry = await network.member()
    url = f"/v1/certificates/{entry['certificate_number']}"
    before = (await network.officer.get(f"{url}.pdf")).content
    body = {"reason": "x", "reason_code": "other"}
    member = f"/v1/members/{entry['member_id']}"
    done(await network.officer.post(f"{member}/suspend", json=body))
    assert done(await network.public.get(url))["status"] == "suspended"
    assert (await network.officer.get(f"{url}.pdf")).content != before
    done(await network.officer.post(f"{member}/reinstate", json={"reason": "Đã báo cáo"}))
    assert done(await network.public.get(url))["status"] == "valid"
    assert (await network.officer.get(f"{url}.pdf")).content == before


async def test_form_and_term_of_certificates_are_settings(running):
    from tests.members.making import Network

    async with running(
        "members", certificate_number_format="HN{year}-{number:03d}", certificate_valid_years=3
    ) as service:
        network = Network(service)
        entry = await network.member()
        assert entry["certificate_number"] == "HN2026-001"
        shown = done(await network.public.get("/v1/certificates/HN2026-001"))
        assert shown["valid_until"] == "2029-11-22"


@pytest.mark.parametrize(
    "format", ["{year}", "{number}/{year}", "x{number}", "{serial}", "KGST-{number}"]
)
async def test_a_number_format_that_cannot_work_stops_the_service_with_a_sentence(format):
    from pydantic import ValidationError

    from services.members.settings import Settings

    with pytest.raises(ValidationError, match="number"):
        Settings(certificate_number_format=format)
