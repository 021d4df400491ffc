"""Dossiers of nomination: votes, papers drafted as official documents, one signed file of all."""

from __future__ import annotations

from typing import Any

import pytest

from shared.events import members as events
from tests.members.documents import SIGNER, words
from tests.members.making import done, if_match, refused
from tests.members.year import Year

pytestmark = pytest.mark.asyncio

TITLE = {
    "vi": "Đề nghị khen thưởng thành tích năm 2026",
    "en": "Commendations for 2026",
}
PRESENT = ["Bà Trần Thị Bình", "Ông Lê Văn Cường", "Ông Phạm Đức Dũng"]


@pytest.fixture
def year(network) -> Year:
    return Year(network)


async def prepared(network, year, *names: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A dossier with a space for each name, and its candidates."""
    awards = []
    for entry in await network.members(*names):
        achievement = (await year.enter(entry["member_id"]))["id"]
        awards.append(await year.nominate(entry["member_id"], [achievement], form="city_merit"))
    body = {
        "year": 2026,
        "form": "city_merit",
        "title": TITLE,
        "addressee": "Ủy ban nhân dân thành phố Hà Nội",
        "award_ids": [one["id"] for one in awards],
    }
    return done(await year.officer.post("/v1/nominations", json=body), 201), awards


def meeting(network, *votes: tuple[dict[str, Any], int, int], **changes: Any) -> dict[str, Any]:
    return {
        "held_at": network.instant(hours=-3),
        "place": "Phòng họp Sở Văn hóa và Thể thao",
        "chair": PRESENT[0],
        "secretary": "Nguyễn Thị Ghi",
        "present": PRESENT,
        "votes": [
            {"award_id": award["id"], "in_favour": in_favour, "against": against}
            for award, in_favour, against in votes
        ],
        **changes,
    }


def url_of(nomination: dict[str, Any]) -> str:
    return f"/v1/nominations/{nomination['id']}"


async def record(year, nomination, body):
    headers = if_match(nomination)
    return await year.officer.put(f"{url_of(nomination)}/meeting", json=body, headers=headers)


async def proposed(network, year, *names: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    nomination, awards = await prepared(network, year, *names)
    body = meeting(network, *((one, 3, 0) for one in awards))
    done(await record(year, nomination, body))
    return done(await year.officer.post(f"{url_of(nomination)}/propose")), awards


async def test_the_dossier_is_one_file_of_cover_submission_report_and_minutes(network, year):
    nomination, awards = await prepared(network, year, "Xưởng Gốm", "Nhà Sách")
    done(await record(year, nomination, meeting(network, *((one, 3, 0) for one in awards))))
    answer = await year.officer.get(f"{url_of(nomination)}/dossier.pdf")
    assert answer.headers["content-type"] == "application/pdf", answer.text
    text = words(answer.content)
    for part in (
        "DỰ THẢO",
        "HỒ SƠ",
        "TỜ TRÌNH",
        "Ủy ban nhân dân thành phố Hà Nội",
        "BÁO CÁO",
        "Xưởng Gốm",
        "Được cộng đồng tham gia đông.",
        "Hội thảo thành phố sáng tạo",
        "BIÊN BẢN",
        "3 / 0 / 0",
        "Bà Trần Thị Bình",
        "SUBMISSION",
        "Report of achievements",
        "Meeting of the board on commendations for 2026",
    ):
        assert part in text, part


async def test_a_proposal_drafts_the_papers_and_tells_the_others_without_naming_persons(
    network, year
):
    nomination, _ = await proposed(network, year, "Xưởng Gốm")
    assert nomination["status"] == "proposed"
    assert sorted(nomination["part_ids"]) == ["minutes", "report", "submission"]
    kinds = {
        name: done(await year.officer.get(f"/v1/documents/{id}"))["kind"]
        for name, id in {"cover": nomination["document_id"], **nomination["part_ids"]}.items()
    }
    assert kinds.pop("cover") == "dossier"
    assert {name == kind for name, kind in kinds.items()} == {True}
    (told,) = await network.service.published(events.NominationProposedV1)
    assert ([one.name for one in told.organisations], told.persons) == (["Xưởng Gốm"], 0)
    assert str(told.document_id) == nomination["document_id"]
    again = await year.officer.post(f"{url_of(nomination)}/propose")
    refused(again, 409, "wrong_status")


async def test_the_dossier_is_signed_as_one_file_once_its_papers_are_out(network, year, desk):
    nomination, _ = await proposed(network, year, "Xưởng Gốm")
    dossier = {"id": nomination["document_id"]}
    await desk.do(dossier, "for-signature", **SIGNER)
    refused(await desk.tried(dossier, "sign"), 409, "dossier_parts_not_out")
    for id in nomination["part_ids"].values():
        for act, body in (("for-signature", SIGNER), ("sign", {}), ("issue", {})):
            await desk.do({"id": id}, act, **body)
    await desk.do(dossier, "sign")
    issued = await desk.do(dossier, "issue")
    text = words(await desk.file(issued))
    for part in ("HỒ SƠ", "TỜ TRÌNH", "BÁO CÁO", "BIÊN BẢN"):
        assert part in text, part
    assert "DỰ THẢO" not in text


async def test_nobody_is_proposed_without_a_vote_or_against_it(network, year):
    nomination, awards = await prepared(network, year, "Xưởng Gốm", "Nhà Sách")
    propose = f"{url_of(nomination)}/propose"
    refused(await year.officer.post(propose), 409, "nomination_without_meeting")
    body = meeting(network, (awards[0], 1, 2))
    recorded = done(await record(year, nomination, body))
    answer = await year.officer.post(propose)
    refused(answer, 409, "candidates_without_vote", "candidates_outvoted")
    wrong = meeting(
        network,
        (awards[0], 4, 0),
        ({"id": nomination["id"]}, 1, 0),
        held_at=network.instant(days=1),
    )
    answer = await record(year, recorded, wrong)
    refused(answer, 422, "more_votes_than_voters", "not_a_candidate", "meeting_not_held_yet")
    body = {"award_ids": [awards[1]["id"]]}
    chosen = done(
        await year.officer.put(
            f"{url_of(nomination)}/candidates", json=body, headers=if_match(recorded)
        )
    )
    done(await record(year, chosen, meeting(network, (awards[1], 3, 0))))
    done(await year.officer.post(propose))
    whole = done(await year.officer.get(url_of(nomination)))
    assert [one["recipient"]["member_name"] for one in whole["candidates"]] == ["Nhà Sách"]


async def test_a_city_award_is_granted_only_once_proposed_and_then_holds_the_dossier(network, year):
    nomination, (award,) = await prepared(network, year, "Xưởng Gốm")
    grant = f"/v1/awards/{award['id']}/grant"
    refused(await year.judge.post(grant, json={"reason": "Thử"}), 409, "award_not_proposed")
    done(await record(year, nomination, meeting(network, (award, 2, 1))))
    done(await year.officer.post(f"{url_of(nomination)}/propose"))
    granted = done(await year.judge.post(grant, json={"reason": "Quyết định số 1/QĐ-UBND"}))
    assert granted["inside"]["document_id"] is None
    answer = await year.officer.post(f"{url_of(nomination)}/withdraw", json={"reason": "Thử"})
    refused(answer, 409, "nomination_rewarded")


async def test_a_withdrawn_dossier_frees_its_candidates(network, year):
    nomination, (award,) = await proposed(network, year, "Xưởng Gốm")
    body = {
        "year": 2026,
        "form": "city_merit",
        "title": TITLE,
        "addressee": "Ủy ban nhân dân thành phố Hà Nội",
        "award_ids": [award["id"]],
    }
    refused(await year.officer.post("/v1/nominations", json=body), 422, "candidate_not_free")
    done(await year.officer.post(f"{url_of(nomination)}/withdraw", json={"reason": "Bổ sung"}))
    done(await year.officer.post("/v1/nominations", json=body), 201)
    body["form"] = "department_merit"
    answer = await year.officer.post("/v1/nominations", json={**body, "award_ids": []})
    refused(answer, 422, "nomination_not_of_city")


async def test_the_list_of_dossiers_keeps_a_budget_of_statements(network, year, statements):
    await prepared(network, year, "Xưởng Gốm")
    assert await statements(year.officer.get("/v1/nominations")) == 1
