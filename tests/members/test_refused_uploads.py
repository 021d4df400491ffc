"""The bytes of an upload that came to nothing go again, and so do those that were replaced."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.members.documents import PAPER, Desk
from tests.members.documents import upload as upload_signed
from tests.members.making import done, if_match, path, refused
from tests.members.test_closed_files import close_url, rejected
from tests.members.test_documents import PDF, upload

pytestmark = pytest.mark.asyncio


async def left(network) -> int:
    """How many files lie in the store when everybody had time to name them."""
    network.clock.advance(timedelta(minutes=2))
    await network.service.do_due()
    files = network.service.service.parts.settings.files_dir
    return len([one for one in files.rglob("*") if one.is_file()])


async def test_a_document_that_is_refused_leaves_no_bytes(sweeping):
    draft = await sweeping.draft()
    submitted = done(await sweeping.applicant.post(f"{path(draft)}/submit"))
    refused(await upload(sweeping.applicant, draft), 412, "stale_version")
    assert (await upload(sweeping.applicant, submitted)).status_code == 409
    assert await left(sweeping) == 0


async def test_a_document_that_is_replaced_goes_with_its_bytes(sweeping):
    draft = await sweeping.draft()
    first = done(await upload(sweeping.applicant, draft))
    assert await left(sweeping) == 1
    second = done(await upload(sweeping.applicant, first | {"id": draft["id"]}, content=PDF + b"2"))
    assert await left(sweeping) == 1
    assert (await sweeping.applicant.get(second["url"])).content == PDF + b"2"


async def test_a_document_that_is_sent_again_stays(sweeping):
    draft = await sweeping.draft()
    first = done(await upload(sweeping.applicant, draft))
    done(await upload(sweeping.applicant, first | {"id": draft["id"]}))
    assert await left(sweeping) == 1


async def test_a_signed_file_that_is_refused_leaves_no_bytes(sweeping):
    desk = Desk(sweeping)
    document = await desk.sent()
    refused(await upload_signed(desk, document, PAPER), 409, "signature_missing")
    assert await left(sweeping) == 0
    done(await upload_signed(desk, document, PAPER, on_paper=True))
    assert await left(sweeping) == 1


async def test_a_dossier_that_was_only_tried_leaves_no_bytes(sweeping):
    application = await rejected(sweeping)
    before = await left(sweeping)
    url = close_url("application", application)
    assert done(await sweeping.officer.post(f"{url}?dry_run=true"))["dry_run"]
    assert await left(sweeping) == before
    done(await sweeping.officer.post(url, headers=if_match(application)), 201)
    assert await left(sweeping) == before + 1
