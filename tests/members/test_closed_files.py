"""A finished file leaves as a dossier that proves itself, and is opened again if need be."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile

import pytest
from pypdf import PdfReader

from services.members.regulations.retention_rules import retention_on
from tests.members.documents import PAPER, words
from tests.members.making import APPLICANT, at_once, done, path, refused
from tests.members.personal_data import REASON

pytestmark = pytest.mark.asyncio


REJECT = {"outcome": "reject", "reason": "Chưa đủ hoạt động"}


def close_url(kind, file):
    return f"/v1/files/{kind}/{file['id']}/close"


async def rejected(network, **changes):
    """A rejected file with a document of the applicant's."""
    draft = await network.draft(**changes)
    answer = await network.applicant.put(
        f"{path(draft)}/documents/introduction",
        content=PAPER,
        headers={"Content-Type": "application/pdf"},
    )
    done(answer)
    application = done(await network.applicant.post(f"{path(draft)}/submit"))
    for number in (0, 1):
        done(await network.review(application, number), 201)
    return done(await network.decider.post(f"{path(application)}/decision", json=REJECT))


async def closed(network, **changes):
    application = await rejected(network, **changes)
    shown = done(await network.officer.post(close_url("application", application)), 201)
    return application, shown


async def archive_of(network, shown, who=None):
    answer = await (who or network.officer).get(shown["dossier_url"])
    assert answer.status_code == 200, answer.text
    return zipfile.ZipFile(io.BytesIO(answer.content))


async def test_the_dossier_holds_everything_and_proves_itself(network):
    application, shown = await closed(network)
    today = network.clock.now().date()
    rule = retention_on("application.rejected", today)
    assert shown["retention"]["keep_until"] == f"{today.year + rule.years}-12-31"
    archive = await archive_of(network, shown)
    names = set(archive.namelist())
    assert {
        "dossier.pdf",
        "trail.json",
        "trail.csv",
        "index.json",
        "index.csv",
        "metadata.json",
        "checksums.sha256",
    } <= names
    (document,) = (name for name in names if name.startswith("documents/"))
    assert archive.read(document) == PAPER
    lines = archive.read("checksums.sha256").decode().splitlines()
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    assert sums.keys() == names - {"checksums.sha256"}
    for name, digest in sums.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest
    metadata = json.loads(archive.read("metadata.json"))
    assert (metadata["page_standard"], metadata["missing_from_store"]) == ("PDF/A-2b", [])
    assert (metadata["id"], metadata["number"]) == (application["id"], shown["number"])
    index = json.loads(archive.read("index.json"))
    assert [one["path"] for one in index] == [one["path"] for one in shown["contents"]]
    acts = [one["act"] for one in json.loads(archive.read("trail.json"))]
    assert "submit_application" in acts
    assert "decide_application" in acts
    table = csv.DictReader(io.StringIO(archive.read("trail.csv").decode("utf-8-sig")))
    assert [row["act"] for row in table] == acts


async def test_the_page_says_what_the_file_is_and_names_nobody(network):
    _, shown = await closed(network)
    archive = await archive_of(network, shown)
    text = words(archive.read("dossier.pdf"))
    for part in (
        "HỒ SƠ",
        APPLICANT["name"],
        "Chưa đủ hoạt động",
        "Không được duyệt",
        "Mục lục tài liệu",
        "Closed file",
        "Rejected",
    ):
        assert part in text, text
    everything = b"".join(archive.read(name) for name in archive.namelist())
    for private in (APPLICANT["contact"]["email"], APPLICANT["contact"]["name"]):
        assert private not in text
        assert private.encode() not in everything
    assert len(PdfReader(io.BytesIO(archive.read("dossier.pdf"))).pages) >= 2


async def test_an_unfinished_file_is_not_closed_and_every_reason_is_named(network):
    application = await network.submitted()
    url = close_url("application", application)
    refused(await network.officer.post(url), 409, "wrong_status")
    approved = await network.approved(name="Chờ lễ trao")
    answer = await network.officer.post(close_url("application", approved))
    refused(answer, 409, "file_matters_open")
    unknown = {"id": "01900000-0000-7000-8000-000000000000"}
    refused(await network.officer.post(close_url("application", unknown)), 404, "not_found")
    assert (await network.stranger.post(url)).status_code == 403


async def test_two_clicks_close_a_file_once(network):
    application = await rejected(network)
    url = close_url("application", application)
    answers = await at_once(*(network.officer.post(url) for _ in range(4)))
    assert sorted(one.status_code for one in answers) == [201, 409, 409, 409]
    refused(await network.officer.post(url), 409, "file_closed_already")


async def test_a_reopened_file_is_closed_anew(network):
    application, shown = await closed(network)
    url = f"/v1/files/{shown['id']}/reopen"
    assert done(await network.officer.post(url, json=REASON))["status"] == "reopened"
    again = done(await network.officer.post(close_url("application", application)), 201)
    assert again["id"] != shown["id"]
    refused(await network.officer.post(url, json=REASON), 409, "wrong_status")


@pytest.mark.parametrize("kind", ["complaint", "ceremony", "member", "personal_data_request"])
async def test_every_kind_of_file_can_be_closed(network, kind):
    file = await finished(network, kind)
    shown = done(await network.officer.post(close_url(kind, file)), 201)
    archive = await archive_of(network, shown, network.service.as_("auditor"))
    metadata = json.loads(archive.read("metadata.json"))
    assert (metadata["kind"], metadata["id"]) == (kind, file["id"])
    assert metadata["page_standard"] == "PDF/A-2b"


async def finished(network, kind):
    if kind == "personal_data_request":
        request = done(
            await network.applicant.post("/v1/personal-data-requests", json={"kind": "view"}), 201
        )
        done(await network.applicant.post(f"/v1/personal-data-requests/{request['id']}/withdraw"))
        return request
    if kind == "complaint":
        application = await rejected(network)
        body = {"decision_id": application["decision"]["id"], "grounds": "Hồ sơ đủ hoạt động."}
        complaint = done(await network.applicant.post("/v1/complaints", json=body), 201)
        done(await network.applicant.post(f"/v1/complaints/{complaint['id']}/withdraw"))
        return complaint
    award = await network.member()
    if kind == "ceremony":
        (ceremony,) = done(await network.public.get("/v1/ceremonies"))["items"]
        return ceremony
    done(await network.officer.post(f"/v1/members/{award['member_id']}/leave", json=REASON))
    return {"id": award["member_id"]}


async def test_lists_ask_a_fixed_number_of_times(network, statements):
    counts = []
    for name in ("Một", "Hai"):
        await closed(network, name=name)
        counts.append(
            (
                await statements(network.officer.get("/v1/files")),
                await statements(network.officer.get("/v1/destructions")),
            )
        )
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 2


# The auditor's bundle


async def test_the_auditor_reads_the_trail_of_a_file_or_of_a_period(network):
    application = await rejected(network)
    other = await network.submitted(name="Hồ sơ khác")
    auditor = network.service.as_("auditor")
    params = {"kind": "application", "id": application["id"]}
    answer = await auditor.get("/v1/audit/bundle", params=params)
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    entries = json.loads(archive.read("trail.json"))
    subjects = {one["subject_id"] for one in entries}
    assert application["id"] in subjects
    assert other["id"] not in subjects
    today = network.clock.now().date().isoformat()
    answer = await auditor.get("/v1/audit/bundle", params={"from": today, "to": today})
    entries = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("trail.json"))
    assert {application["id"], other["id"]} <= {one["subject_id"] for one in entries}
    assert "bundle_trail" in {one["act"] for one in entries}
    answer = await auditor.get("/v1/audit/bundle", params={"kind": "application"})
    refused(answer, 422, "bundle_of_one_thing")
    assert (await network.officer.get("/v1/audit/bundle")).status_code == 403
