"""Before the day: numbers are reserved, papers made, and nobody outside learns for whom."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import event

from services.members.usecases import print_certificates as printing
from shared.events import members as events
from tests.members.making import at_once, done, if_match, path, refused

pytestmark = pytest.mark.asyncio


async def make(network, *names, **changes):
    """A ceremony with approved applications of these names."""
    call = await network.call()
    applications = [await network.approved(call["id"], name=name) for name in names]
    return applications, await network.ceremony(*applications, **changes)


def url_of(ceremony, tail=""):
    return f"/v1/ceremonies/{ceremony['id']}{tail}"


async def prepare(network, ceremony, **body):
    return done(await network.officer.post(url_of(ceremony, "/prepare"), json=body))


async def account(network):
    answer = await network.officer.get("/v1/certificate-numbers/account?year=2026")
    shown = done(answer)
    assert shown["missing"] == 0
    return {name: shown[name] for name in ("last", "used", "reserved", "void")}


def numbers_in(ceremony):
    return [one["prepared_number"] for one in ceremony["applications"]]


async def test_a_preparation_reserves_numbers_in_walking_order_and_makes_the_papers(network):
    _, ceremony = await make(network, "Mẫu Một", "Mẫu Hai", "Mẫu Ba")
    prepared = await prepare(network, ceremony)
    assert numbers_in(prepared) == [f"KGST-HN-2026-000{n}" for n in (1, 2, 3)]
    assert prepared["print"] == {"done": 0, "of": 3}
    papers = url_of(ceremony, "/certificates.zip")
    refused(await network.officer.get(papers), 409, "still_printing")
    await network.service.do_due()
    shown = done(await network.officer.get(url_of(ceremony)))
    assert shown["print"] == {"done": 3, "of": 3}
    pack = zipfile.ZipFile(io.BytesIO((await network.officer.get(papers)).content))
    assert pack.namelist() == [f"00{n} KGST-HN-2026-000{n}.pdf" for n in (1, 2, 3)]
    assert all(pack.read(name).startswith(b"%PDF-") for name in pack.namelist())
    assert await account(network) == {"last": 3, "used": 0, "reserved": 3, "void": 0}


async def test_nothing_public_names_a_recipient_before_the_award(network):
    applications, ceremony = await make(network, "Mẫu Kín")
    published = len(await network.service.published(events.CeremonyScheduledV1))
    await prepare(network, ceremony)
    await network.service.do_due()
    for who in (network.public, network.stranger):
        shown = done(await who.get(url_of(ceremony)))
        assert (shown["applications"], shown["print"], shown["prepared_at"]) == (None, None, None)
        number = "KGST-HN-2026-0001"
        assert done(await who.get(f"/v1/certificates/{number}/status"))["status"] == "unknown"
        refused(await who.get(f"/v1/certificates/{number}"), 404, "not_found")
        assert (await who.get(f"/v1/certificates/{number}.pdf")).status_code == 404
    refused(await network.applicant.get("/v1/certificate-numbers"), 403, "role_needed")
    assert done(await network.public.get("/v1/members"))["items"] == []
    for kind in (events.MemberAdmittedV1, events.CertificateIssuedV1, events.CeremonyChangedV1):
        assert await network.service.published(kind) == []
    assert len(await network.service.published(events.CeremonyScheduledV1)) == published
    assert done(await network.applicant.get(path(applications[0])))["status"] == "approved"


async def test_the_award_uses_the_numbers_on_the_papers(network):
    _, ceremony = await make(network, "Mẫu Một", "Mẫu Hai")
    prepared = await prepare(network, ceremony)
    await network.service.do_due()
    paper = (await network.officer.get("/v1/certificate-numbers/KGST-HN-2026-0002.pdf")).content
    awarded = await network.award(ceremony)
    assert [one["certificate_number"] for one in awarded] == numbers_in(prepared)
    assert await account(network) == {"last": 2, "used": 2, "reserved": 0, "void": 0}
    file = await network.officer.get("/v1/certificates/KGST-HN-2026-0002.pdf")
    assert file.content == paper, "what is signed is what is downloaded"


async def test_without_preparation_the_award_numbers_and_prints(network):
    _, ceremony = await make(network, "Mẫu Một", "Mẫu Hai")
    await network.award(ceremony)
    assert done(await network.officer.get(url_of(ceremony)))["print"] == {"done": 0, "of": 2}
    await network.service.do_due()
    assert done(await network.officer.get(url_of(ceremony)))["print"] == {"done": 2, "of": 2}
    assert await account(network) == {"last": 2, "used": 2, "reserved": 0, "void": 0}


async def test_preparing_again_adds_only_who_is_new_and_keeps_what_is_printed(network):
    call = await network.call()
    first, second = [await network.approved(call["id"], name=name) for name in ("Một", "Hai")]
    ceremony = await prepare(network, await network.ceremony(first))
    assert numbers_in(await prepare(network, ceremony)) == ["KGST-HN-2026-0001"]
    ceremony = done(
        await network.officer.patch(
            url_of(ceremony),
            json={"application_ids": [second["id"], first["id"]]},
            headers=if_match(await prepare(network, ceremony)),
        )
    )
    again = await prepare(network, ceremony)
    assert numbers_in(again) == ["KGST-HN-2026-0002", "KGST-HN-2026-0001"]
    other = await network.officer.post(
        url_of(ceremony, "/prepare"), json={"issued_on": "2026-12-24"}
    )
    refused(other, 409, "ceremony_prepared_otherwise")


async def test_preparations_at_the_same_moment_reserve_each_number_once(network):
    _, ceremony = await make(network, "Mẫu Một", "Mẫu Hai", "Mẫu Ba")
    _, other = await make(network, "Mẫu Bốn")
    prepares = [network.officer.post(url_of(ceremony, "/prepare")) for _ in range(4)]
    answers = await at_once(*prepares, network.officer.post(url_of(other, "/award")))
    shown = [done(answer) for answer in answers]
    assert {tuple(numbers_in(one)) for one in shown[:4]} == {tuple(numbers_in(shown[0]))}
    assert await account(network) == {"last": 4, "used": 1, "reserved": 3, "void": 0}


async def test_a_name_taken_off_on_the_morning_leaves_a_void_number_with_its_reason(network):
    (goes, stays), ceremony = await make(network, "Mẫu Rút", "Mẫu Ở lại")
    prepared = await prepare(network, ceremony)
    change = {"application_ids": [stays["id"]]}
    head = if_match(prepared)
    answer = await network.officer.patch(url_of(ceremony), json=change, headers=head)
    assert refused(answer, 422, "take_off_reason_needed")["errors"][0]["values"]["numbers"] == [
        "KGST-HN-2026-0001"
    ]
    change["reason"] = "Xin rút sáng nay"
    done(await network.officer.patch(url_of(ceremony), json=change, headers=head))
    (awarded,) = await network.award(ceremony)
    assert awarded["certificate_number"] == "KGST-HN-2026-0002"
    void = done(await network.officer.get("/v1/certificate-numbers/kgst-hn-2026-0001"))
    assert (void["status"], void["void_reason"]["code"]) == ("void", "taken_off")
    assert void["void_explanation"] == "Xin rút sáng nay"
    (later,) = await network.award(await network.ceremony(goes))
    assert later["certificate_number"] == "KGST-HN-2026-0003"
    assert await account(network) == {"last": 3, "used": 2, "reserved": 0, "void": 1}


async def test_a_cancelled_ceremony_leaves_its_numbers_void(network):
    _, ceremony = await make(network, "Mẫu Một", "Mẫu Hai")
    await prepare(network, ceremony)
    body = {"reason": "Bão"}
    done(await network.officer.post(url_of(ceremony, "/cancel"), json=body))
    listed = done(await network.officer.get("/v1/certificate-numbers?status=void"))["items"]
    assert {one["void_explanation"] for one in listed} == {"Bão"}
    assert await account(network) == {"last": 2, "used": 0, "reserved": 0, "void": 2}
    await network.service.do_due()  # the printing finds nothing to do


async def test_a_misprint_is_given_up_and_prepared_anew(network):
    _, ceremony = await make(network, "Mẫu Một")
    await prepare(network, ceremony, issued_on="2026-12-24")
    url = "/v1/certificate-numbers/KGST-HN-2026-0001/void"
    body = {"reason_code": "misprint", "reason": "Mực nhòe"}
    refused(await network.decider.post(url, json=body), 403, "role_needed")
    done(await network.officer.post(url, json=body))
    refused(await network.officer.post(url, json=body), 409, "wrong_status")
    again = await prepare(network, ceremony, issued_on="2026-12-25")
    assert numbers_in(again) == ["KGST-HN-2026-0002"]
    (awarded,) = await network.award(ceremony)
    assert awarded["certificate_number"] == "KGST-HN-2026-0002"
    refused(
        await network.officer.post(
            "/v1/certificate-numbers/KGST-HN-2026-0002/void",
            json=body,
        ),
        409,
        "wrong_status",
    )


async def test_an_interrupted_printing_goes_on_where_it_stopped(network, monkeypatch):
    _, ceremony = await make(network, *(f"Mẫu {n}" for n in range(6)))
    await prepare(network, ceremony)
    monkeypatch.setattr(printing, "BATCH", 2)
    made = []

    def render(printed):
        made.append(printed.number)
        if len(made) == 5:
            raise RuntimeError("the process dies here")
        return f"%PDF-{printed.number}".encode()

    monkeypatch.setattr(printing, "render_certificate", render)
    await network.service.do_due()
    assert done(await network.officer.get(url_of(ceremony)))["print"] == {"done": 4, "of": 6}
    kept = set(made[:4])
    made[:] = ["alive"] * 5
    network.clock.advance(timedelta(minutes=5))
    officer = network.service.as_("officer")
    await network.service.do_due()
    assert done(await officer.get(url_of(ceremony)))["print"] == {"done": 6, "of": 6}
    assert not kept.intersection(made), "what is made is not made again"
    pack = zipfile.ZipFile(
        io.BytesIO((await officer.get(url_of(ceremony, "/certificates.zip"))).content)
    )
    assert [pack.read(name).decode() for name in pack.namelist()] == [
        f"%PDF-KGST-HN-2026-000{n}" for n in range(1, 7)
    ]


async def test_an_award_and_the_printing_do_not_trouble_each_other(network, monkeypatch):
    _, ceremony = await make(network, *(f"Mẫu {n}" for n in range(5)))
    await prepare(network, ceremony)
    monkeypatch.setattr(printing, "BATCH", 1)
    awarded, _ = await at_once(network.award(ceremony), network.service.do_due())
    assert len(awarded) == 5
    network.clock.advance(timedelta(minutes=1))
    await network.service.do_due()
    officer = network.service.as_("officer")
    assert done(await officer.get(url_of(ceremony)))["print"] == {"done": 5, "of": 5}


async def test_a_membership_begins_on_the_day_in_the_decision(network):
    _, ceremony = await make(network, "Mẫu Một")
    network.clock.advance(timedelta(days=3))
    network.officer = network.service.as_("officer")
    (entry,) = await network.award(ceremony)
    member = done(await network.public.get(f"/v1/members/{entry['member_id']}"))
    assert member["member_since"] == "2026-11-23"
    url = f"/v1/certificates/{entry['certificate_number']}"
    assert done(await network.public.get(url))["issued_on"] == "2026-11-26"


async def test_a_given_day_of_beginning_holds_and_nobody_is_awarded_before_it(network):
    _, ceremony = await make(network, "Mẫu Một")
    await prepare(network, ceremony, issued_on="2026-12-10", begins_on="2026-11-25")
    answer = await network.officer.post(url_of(ceremony, "/award"))
    refused(answer, 409, "membership_not_begun")
    network.clock.advance(timedelta(days=2))
    network.officer = network.service.as_("officer")
    (entry,) = await network.award(ceremony)
    member = done(await network.public.get(f"/v1/members/{entry['member_id']}"))
    assert member["member_since"] == "2026-11-25"
    url = f"/v1/certificates/{entry['certificate_number']}"
    assert done(await network.public.get(url))["issued_on"] == "2026-12-10"


async def test_lists_take_as_many_statements_for_many_rows_as_for_one(network):
    async def count(url):
        statements = []

        def note(_connection, _cursor, statement, *_rest):
            statements.append(statement)

        engine = network.service.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", note)
        done(await network.officer.get(url))
        event.remove(engine, "before_cursor_execute", note)
        return len(statements)

    urls = ("/v1/certificate-numbers", "/v1/ceremonies", "/v1/certificates")
    _, ceremony = await make(network, "Mẫu Một")
    await prepare(network, ceremony)
    await network.award(ceremony)
    few = [await count(url) for url in urls]
    for names in (("Hai", "Ba"), ("Bốn", "Năm", "Sáu")):
        _, more = await make(network, *names)
        await prepare(network, more)
        await network.award(more)
    assert [await count(url) for url in urls] == few
    assert few[0] <= 1
    assert few[1] <= 3
    assert few[2] <= 2
