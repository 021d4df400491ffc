"""Documents of an application: stored by their content, checked, and read by whom they concern."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.members.making import done, if_match, path, refused

pytestmark = pytest.mark.asyncio

PDF = b"%PDF-1.7 mau\n" + bytes(range(256))
PDF_TYPE = {"Content-Type": "application/pdf"}


async def upload(who, application, kind="activity_report", content=PDF, **headers):
    return await who.put(
        f"{path(application)}/documents/{kind}",
        content=content,
        headers={**PDF_TYPE, **if_match(application), **headers},
    )


async def test_a_document_is_stored_under_its_sha256_and_comes_back_whole(network):
    draft = await network.draft()
    document = done(await upload(network.applicant, draft))
    assert document["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert document["version"] == draft["version"] + 1
    answer = await network.applicant.get(document["url"])
    assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")
    assert answer.headers["content-disposition"].startswith("attachment")
    listed = done(await network.applicant.get(f"{path(draft)}/documents"))
    assert [one["kind"] for one in listed["items"]] == ["activity_report"]


async def test_a_form_upload_keeps_the_files_name(network):
    draft = await network.draft()
    answer = await network.applicant.put(
        f"{path(draft)}/documents/photo",
        files={"file": ("../ảnh không gian.png", b"\x89PNG\r\n\x1a\nrest\r\n", "image/png")},
        headers=if_match(draft),
    )
    document = done(answer)
    assert document["media_type"] == "image/png"
    assert document["file_name"].endswith(".png")
    assert "/" not in document["file_name"]
    content = (await network.applicant.get(document["url"])).content
    assert content == b"\x89PNG\r\n\x1a\nrest\r\n"


def stored_files(network) -> list[Path]:
    return list(network.service.service.parts.settings.files_dir.rglob("*"))


async def test_a_second_upload_of_a_kind_replaces_the_first(network):
    draft = await network.draft()
    first = done(await upload(network.applicant, draft))
    second = done(await upload(network.applicant, {**draft, **first}, content=PDF + b"2"))
    assert second["version"] == first["version"] + 1
    assert len(done(await network.applicant.get(f"{path(draft)}/documents"))["items"]) == 1
    stale = await upload(network.applicant, draft)
    refused(stale, 412, "stale_version")


async def test_every_fault_of_a_file_is_named(network):
    draft = await network.draft()
    text = {"Content-Type": "text/html"}
    refused(await upload(network.applicant, draft, content=b"", **text), 422,
            "document_empty", "document_type_refused")  # fmt: skip
    refused(await upload(network.applicant, draft, content=b"<html>"), 422,
            "document_content_differs")  # fmt: skip
    refused(await upload(network.applicant, draft, kind="selfie"), 422, "document_kind_unknown")


async def test_a_file_over_the_limit_is_refused(running):
    from tests.members.making import Network

    async with running("members", document_max_bytes=1000) as service:
        network = Network(service)
        draft = await network.draft()
        answer = await upload(network.applicant, draft, content=PDF + b"x" * 1000)
        refused(answer, 422, "document_too_large")


async def test_strangers_neither_upload_nor_read_and_leave_nothing_in_the_store(network):
    draft = await network.draft()
    refused(await upload(network.stranger, draft), 404, "not_found")
    assert not stored_files(network)
    document = done(await upload(network.applicant, draft))
    refused(await network.stranger.get(document["url"]), 404, "not_found")
    refused(await upload(network.officer, {**draft, **document}), 403, "applicant_only")


async def test_a_form_of_the_call_makes_documents_compulsory(network):
    call = await network.call(form={"documents": ["activity_report"]})
    draft = await network.draft(call["id"])
    refused(await network.applicant.post(f"{path(draft)}/submit"), 409, "document_missing")
    done(await upload(network.applicant, draft))
    done(await network.applicant.post(f"{path(draft)}/submit"))


async def test_documents_are_closed_once_the_file_is_handed_in(network):
    application = await network.submitted()
    refused(await upload(network.applicant, application), 409, "wrong_status")
