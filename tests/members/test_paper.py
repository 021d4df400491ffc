"""Paper applicants: an officer files for them, and a code on the receipt lets them take over."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from shared.events import members as events
from tests.members.making import APPLICANT, at_once, done, if_match, path, refused
from tests.members.test_documents import PDF, PDF_TYPE

pytestmark = pytest.mark.asyncio


async def filed(network, **changes):
    """A paper file with a scan, handed in by an officer."""
    draft = await network.on_paper(**changes)
    url, headers = f"{path(draft)}/documents/registration_form", {**PDF_TYPE, **if_match(draft)}
    done(await network.officer.put(url, content=PDF, headers=headers))
    return done(await network.officer.post(f"{path(draft)}/submit"))


async def code_of(network, file):
    return done(await network.officer.post(f"{path(file)}/take-over-codes"), 201)["code"]


async def take_over(who, code):
    return await who.post("/v1/applications/take-over", json={"code": code})


async def test_an_officer_files_for_someone_who_has_no_email(network):
    file = await filed(network)
    assert (file["status"], file["mine"]) == ("submitted", False)
    assert file["on_paper"]["received_on"] == "2026-11-23"
    assert file["applicant"]["contact"]["email"] is None
    (contact,) = await network.service.published(events.ContactChangedV1)
    assert (contact.name, contact.email, contact.phone) == ("Trần Thị Giấy", None, None)
    refused(await network.applicant.post(f"{path(file)}/withdraw"), 404, "not_found")


async def test_paper_counts_by_the_day_it_came_also_after_the_call_has_closed(network):
    call = await network.call(closes_at=network.instant(days=2))
    network.clock.advance(timedelta(days=7))
    network = type(network)(network.service)
    file = await filed(network, call_id=call["id"], received_on="2026-11-24")
    receipt = file["receipt"]
    assert receipt["received_on"] == "2026-11-24"
    assert file["on_paper"]["entered_at"].startswith("2026-11-30")
    assert receipt["promised_on"] == "2027-01-06"
    for day, code in (
        ("2026-11-26", "call_closed"),
        ("2026-11-22", "call_not_open_yet"),
        ("2026-12-01", "received_in_future"),
    ):
        body = {"call_id": call["id"], "applicant": APPLICANT, "on_paper": {"received_on": day}}
        refused(await network.officer.post("/v1/applications", json=body), 409, code)


async def test_only_officers_file_for_others_and_of_a_double_click_one_stands(network):
    call = await network.call()
    on_paper = {"received_on": "2026-11-23"}
    body = {"call_id": call["id"], "applicant": APPLICANT, "on_paper": on_paper}
    refused(await network.applicant.post("/v1/applications", json=body), 403, "role_needed")
    clicks = [network.officer.post("/v1/applications", json=body) for _ in range(4)]
    answers = await at_once(*clicks)
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_the_receipt_names_number_days_and_documents_and_no_person(network):
    draft = await network.on_paper()
    refused(await network.officer.get(f"{path(draft)}/receipt.pdf"), 409, "receipt_missing")
    done(await network.officer.post(f"{path(draft)}/withdraw"))
    file = await filed(network, name="Không gian có biên nhận")
    code = await code_of(network, file)
    url = f"{path(file)}/receipt.pdf"
    text = await read_pdf(await network.officer.post(url, json={"code": code}))
    for said in ("TN-2026-00001", "23/11/2026", "05/01/2027", code, "Đơn đăng ký"):
        assert said in text
    assert "Trần Thị Giấy" not in text
    plain = await read_pdf(await network.officer.get(url))
    assert "TN-2026-00001" in plain
    assert code not in plain
    wrong = await network.officer.post(url, json={"code": "2222-2222-2222-2222"})
    refused(wrong, 422, "code_not_valid")
    assert (await network.stranger.get(url)).status_code == 404


async def read_pdf(answer):
    assert answer.headers["content-type"] == "application/pdf", answer.text
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


async def test_with_the_code_the_applicant_takes_the_file_over_once(network):
    file = await filed(network)
    code = await code_of(network, file)
    done(await network.review(file, 0), 201)
    for who in (network.officer, network.reviewers[0]):
        refused(await take_over(who, code), 409, "take_over_by_handler")
    taken = done(await take_over(network.stranger, code.lower().replace("-", " ")))
    assert (taken["id"], taken["mine"]) == (file["id"], True)
    assert taken["applicant"]["contact"]["name"] == "Trần Thị Giấy"
    refused(await take_over(network.applicant, code), 409, "code_not_valid")
    refused(await network.officer.post(f"{path(file)}/withdraw"), 403, "applicant_only")
    refused(await network.officer.post(f"{path(file)}/take-over-codes"), 409, "not_a_paper_file")
    done(await network.stranger.post(f"{path(file)}/withdraw"))


async def test_of_two_who_use_the_code_at_once_one_gets_the_file(network):
    code = await code_of(network, await filed(network))
    answers = await at_once(take_over(network.stranger, code), take_over(network.applicant, code))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_wrong_tries_are_counted_and_a_new_code_helps(network):
    file = await filed(network)
    code = await code_of(network, file)
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    for _ in range(5):
        refused(await take_over(network.stranger, wrong), 422, "code_not_valid")
    refused(await take_over(network.stranger, code), 409, "code_not_valid")
    fresh = await code_of(network, file)
    refused(await take_over(network.stranger, code), 422, "code_not_valid")
    done(await take_over(network.stranger, fresh))


@pytest.mark.parametrize("text", ["", "x", "2222-2222-2222-2222", "ÄÖÜ!", "0" * 60])
async def test_what_is_no_code_is_refused_in_the_same_words(network, text):
    refused(await take_over(network.stranger, text), 422, "code_not_valid")


async def test_a_code_runs_out(network):
    code = await code_of(network, await filed(network))
    network.clock.advance(timedelta(days=181))
    stranger = network.service.as_(sub="stranger")
    refused(await take_over(stranger, code), 409, "code_not_valid")


async def test_the_code_is_kept_nowhere(network):
    from sqlalchemy import text

    file = await filed(network)
    url, headers = f"{path(file)}/take-over-codes", {"Idempotency-Key": "once"}
    code = done(await network.officer.post(url, headers=headers), 201)["code"]
    for table in ("take_over_codes", "idempotent_answers", "audit", "journal"):
        query = text(f"SELECT string_agg(row_to_json(t)::text, ' ') FROM {table} t")
        async with network.service.database.sessions() as session:
            rows = await session.scalar(query) or ""
        assert code not in rows
        assert code.replace("-", "")[6:] not in rows


async def test_a_paper_applicant_becomes_a_member_and_gets_the_way_in_with_the_code(network):
    file = await filed(network)
    for number in (0, 1):
        done(await network.review(file, number), 201)
    done(await network.decider.post(f"{path(file)}/decision", json={"outcome": "approve"}))
    ceremony = await network.ceremony(file)
    (entry,) = await network.award(ceremony)
    assert await network.service.published(events.GrantChangedV1) == []
    done(await take_over(network.stranger, await code_of(network, file)))
    (grant,) = await network.service.published(events.GrantChangedV1)
    assert (grant.subject, str(grant.member_id)) == ("stranger", entry["member_id"])
    assert done(await network.stranger.get("/v1/me"))["member_ids"] == [entry["member_id"]]


async def awarded_on_paper(network):
    """A member that came on paper, its code, and another member."""
    other = await network.member(name="Xưởng Lớn")
    file = await filed(network)
    for number in (0, 1):
        done(await network.review(file, number), 201)
    done(await network.decider.post(f"{path(file)}/decision", json={"outcome": "approve"}))
    (entry,) = await network.award(await network.ceremony(file))
    return entry, await code_of(network, file), other


async def test_who_takes_the_file_of_a_member_over_represents_it(network):
    entry, code, _ = await awarded_on_paper(network)
    done(await take_over(network.stranger, code))
    people = await network.stranger.get(f"/v1/members/{entry['member_id']}/people")
    (person,) = done(people)["items"]
    assert person["capacity"]["code"] == "representative"


async def test_a_code_opens_no_member_that_has_left(network):
    entry, code, _ = await awarded_on_paper(network)
    done(await network.officer.post(f"/v1/members/{entry['member_id']}/leave"))
    done(await take_over(network.stranger, code))
    assert done(await network.stranger.get("/v1/me"))["member_ids"] == []


async def test_a_code_of_a_merged_member_leads_to_the_one_that_took_it_in(network):
    entry, code, heir = await awarded_on_paper(network)
    body = {
        "into": heir["member_id"],
        "reason": "Theo thỏa thuận",
        "document": {"title": "Biên bản", "number": "12/TT", "issued_on": "2026-11-20"},
    }
    done(await network.officer.post(f"/v1/members/{entry['member_id']}/merge", json=body), 201)
    done(await take_over(network.stranger, code))
    assert done(await network.stranger.get("/v1/me"))["member_ids"] == [heir["member_id"]]
    url = f"/v1/members/{heir['member_id']}/people"
    people = done(await network.stranger.get(url))["items"]
    held = {one["subject"]: one["capacity"]["code"] for one in people if not one["ended_at"]}
    assert held == {"applicant": "representative", "stranger": "contact"}


async def test_a_draft_of_the_same_name_is_in_the_way_and_named(network):
    call = await network.call()
    own = await network.draft(call["id"], network.stranger)
    paper = await network.on_paper(call["id"])
    said = await take_over(network.stranger, await code_of(network, paper))
    assert refused(said, 409, "already_drafted")["application_id"] == own["id"]
    done(await network.stranger.post(f"{path(own)}/withdraw"))
