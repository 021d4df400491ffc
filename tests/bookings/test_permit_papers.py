"""Papers of a step: told by their bytes, scanned, opened by whom they concern, taken back."""

from __future__ import annotations

from datetime import timedelta

from tests.bookings.making import City, codes, done, made, refused
from tests.bookings.test_permits import Desk, desk, step
from tests.support.clamd import clamd

__all__ = ["desk"]

PDF = b"%PDF-1.7 mau\n" + bytes(range(256))
PDF_TYPE = {"Content-Type": "application/pdf"}
EICAR = PDF + b"EICAR"


def send(desk: Desk, content: bytes = PDF, who=None, kind: str = "receipt", **headers: str):
    path = f"{desk.path}/performance_approval/receipts?kind={kind}"
    return (who or desk.member).post(path, content=content, headers={**PDF_TYPE, **headers})


def receipts(shown):
    return step(shown, "performance_approval")["receipts"]


async def test_a_paper_comes_back_whole_and_is_kept_once(desk: Desk):
    await desk.put()
    shown = await made(send(desk))
    (paper,) = receipts(shown)
    answer = await desk.member.get(paper["url"])
    assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")
    assert answer.headers["content-disposition"].startswith("attachment")
    again = await made(send(desk))
    assert (len(receipts(again)), again["version"]) == (1, shown["version"])
    assert (await desk.city.host.get(paper["url"])).status_code == 200  # the host reads along


async def test_every_fault_of_a_file_is_named_and_nothing_kept(desk: Desk):
    await desk.put()
    problem = await refused(send(desk, b"", **{"Content-Type": "text/html"}), 422)
    assert codes(problem) == ["document_empty", "document_type_refused"]
    problem = await refused(send(desk, b"<html>"), 422)
    assert codes(problem) == ["document_content_differs"]
    stranger = desk.city.member(await desk.city.admit())
    await refused(send(desk, who=stranger), 404)
    await refused(send(desk, who=desk.city.host), 403)
    files = desk.city.service.service.parts.settings.files_dir
    assert not [one for one in files.rglob("*") if one.is_file()]


async def test_a_paper_sent_by_mistake_goes_with_its_bytes(running):
    async with running("bookings", orphan_file_minutes=0) as service:
        city = City(service)
        await city.open_venue()
        desk = await Desk(city).open()
        await desk.put()
        (paper,) = receipts(await made(send(desk)))
        path = f"{desk.path}/receipts/{paper['id']}"
        assert receipts(await done(desk.member.delete(path))) == []
        await refused(desk.member.get(paper["url"]), 404)
        await refused(desk.member.delete(path), 404)
        await service.do_due()
        files = service.service.parts.settings.files_dir
        assert not [one for one in files.rglob("*") if one.is_file()]


async def test_a_step_keeps_so_many_papers(running):
    async with running("bookings", permit_receipts_max=2) as service:
        city = City(service)
        await city.open_venue()
        desk = await Desk(city).open()
        await desk.put()
        for number in range(2):
            await made(send(desk, PDF + bytes([number])))
        assert codes(await refused(send(desk, PDF + b"more"))) == ["too_many_receipts"]


async def test_while_the_scanner_is_away_only_its_sender_opens_a_paper(running):
    async with clamd() as gone:
        url = gone.url
    async with running("bookings", scanner_url=url, scanner_retry_seconds=60) as service:
        city = City(service)
        await city.open_venue()
        desk = await Desk(city).open()
        await desk.put()
        (paper,) = receipts(await made(send(desk, EICAR)))
        assert paper["scan_status"] == "quarantined"
        assert (await desk.member.get(paper["url"])).status_code == 200
        problem = await refused(city.officer.get(paper["url"]))
        assert codes(problem) == ["document_quarantined"]
        await service.do_due()
        async with clamd(int(url.rpartition(":")[2])):
            service.clock.advance(timedelta(minutes=2))
            await service.do_due()
        (paper,) = receipts(await desk.get())
        assert paper["scan_status"] == "infected"
        assert codes(await refused(desk.member.get(paper["url"]))) == ["document_infected"]


async def test_the_thread_is_between_the_member_and_the_officers(desk: Desk):
    url = f"{desk.path}/messages"
    await made(desk.member.post(url, json={"body": "Chủ địa điểm chưa trả lời."}))
    city = desk.city
    for who in (desk.member, city.officer, city.service.as_("auditor")):
        assert len((await done(who.get(url)))["items"]) == 1
    await refused(city.host.get(url), 403)
    await refused(city.member(await city.admit()).get(url), 404)
