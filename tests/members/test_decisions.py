"""Decisions: one or many in one act, corrected, annulled or withdrawn, with what follows."""

from __future__ import annotations

import importlib
import io
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import event, text

from shared.events import members as events
from tests.members.making import at_once, done, path, refused

pytestmark = pytest.mark.asyncio

APPROVE = {"outcome": "approve", "reason": "Đủ điều kiện"}
REJECT = {"outcome": "reject", "reason": "Chưa đủ hoạt động"}
WHY = {"reason": "Căn cứ không đúng"}


async def reviewed(network, call_id=None, **changes):
    application = await network.submitted(call_id, **changes)
    for number in (0, 1):
        done(await network.review(application, number), 201)
    return application


async def decision_of(network, application):
    shown = done(await network.decider.get(path(application)))
    return done(await network.decider.get(f"/v1/decisions/{shown['decision']['id']}"))


def url_of(decision, tail=""):
    return f"/v1/decisions/{decision['id']}{tail}"


async def test_two_officers_at_once_give_one_decision_and_the_other_hears_who_and_what(network):
    application = await reviewed(network)
    first = network.service.as_("decider", sub="first", name="Trần Văn Một")
    second = network.service.as_("decider", sub="second", name="Lê Thị Hai")
    url = f"{path(application)}/decision"
    answers = await at_once(first.post(url, json=APPROVE), second.post(url, json=REJECT))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    winner = "approve" if answers[0].status_code == 200 else "reject"
    name = "Trần Văn Một" if winner == "approve" else "Lê Thị Hai"
    (lost,) = (answer for answer in answers if answer.status_code == 409)
    problem = refused(lost, 409, "already_decided")
    told = problem["errors"][0]["values"]
    assert (told["by"], told["role"], told["outcome"]) == (name, "decider", winner)
    assert told["at"] == "23/11/2026 09:00"
    assert name in problem["detail"]
    shown = done(await network.decider.get(f"/v1/decisions/{told['decision']}"))
    assert shown["outcome"]["code"] == winner
    rows = await network.officer.get("/v1/decisions")
    assert len(done(rows)["items"]) == 1


async def test_the_database_alone_lets_one_decision_stand(network):
    application = await network.approved()
    statement = text(
        "INSERT INTO decision_entries SELECT d.id, e.application_id, 1, 'x', 'x', true"
        " FROM decisions d, decision_entries e WHERE d.id <> e.decision_id"
    )
    other = await network.approved(name="Khác")
    assert application["id"] != other["id"]
    async with network.service.database.sessions() as session:
        with pytest.raises(Exception, match="decision_entries_one_standing"):
            await session.execute(statement)


async def test_many_files_are_decided_in_one_act_with_one_list(network):
    call = await network.call()
    files = [await reviewed(network, call["id"], name=f"Mẫu {n}") for n in (1, 2, 3)]
    day = network.clock.now().date().isoformat()
    body = {**APPROVE, "application_ids": [one["id"] for one in files], "effective_on": day}
    url = f"/v1/calls/{call['id']}/decisions"
    decision = done(await network.decider.post(url, json=body), 201)
    assert [one["name"] for one in decision["applications"]] == ["Mẫu 1", "Mẫu 2", "Mẫu 3"]
    listed = await network.officer.get(f"/v1/documents/{decision['document_id']}.pdf")
    pages = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(listed.content)).pages)
    for one in files:
        shown = done(await network.officer.get(path(one)))
        assert shown["receipt"]["number"] in pages
    again = await network.officer.post(url_of(decision, "/document"))
    refused(again, 409, "document_drafted_already")
    for one in files:
        shown = done(await network.applicant.get(path(one)))
        assert (shown["status"], shown["decision"]["id"]) == ("approved", decision["id"])
        assert shown["decision"]["effective_on"] == day
    assert len(await network.service.published(events.ApplicationApprovedV1)) == 3


async def test_a_list_is_decided_whole_or_not_at_all_and_every_file_says_why(network):
    call = await network.call()
    ready = await reviewed(network, call["id"], name="Đủ phiếu")
    unread = await network.submitted(call["id"], name="Chưa có phiếu")
    decided = await network.approved(call["id"], name="Đã duyệt")
    ids = [one["id"] for one in (ready, unread, decided)]
    url = f"/v1/calls/{call['id']}/decisions"
    answer = await network.decider.post(url, json={**APPROVE, "application_ids": ids})
    problem = refused(answer, 409, "quorum_not_reached", "already_decided")
    fields = {error["code"]: error["field"] for error in problem["errors"]}
    assert fields["quorum_not_reached"] == f"application_ids.{unread['id']}"
    assert done(await network.decider.get(path(ready)))["status"] == "submitted"
    other = await network.call()
    answer = await network.decider.post(
        f"/v1/calls/{other['id']}/decisions", json={**APPROVE, "application_ids": [ready["id"]]}
    )
    refused(answer, 422, "not_found")


async def test_nobody_decides_on_a_list_with_their_own_file(network):
    call = await network.call()
    own = await reviewed(network, call["id"])
    judge = network.service.as_("decider", sub="applicant")
    body = {**APPROVE, "application_ids": [own["id"]]}
    answer = await judge.post(f"/v1/calls/{call['id']}/decisions", json=body)
    refused(answer, 403, "own_application")


async def test_a_decision_does_not_hold_before_the_file_was_there(network):
    application = await reviewed(network)
    day = (network.clock.now() - timedelta(days=1)).date().isoformat()
    body = {**APPROVE, "effective_on": day}
    answer = await network.decider.post(f"{path(application)}/decision", json=body)
    refused(answer, 422, "effective_before_file")


async def test_one_decision_gets_its_document_when_an_officer_drafts_it(network):
    decision = await decision_of(network, await network.approved())
    assert decision["document_id"] is None
    drafted = done(await network.officer.post(url_of(decision, "/document")))
    assert drafted["document_id"]
    done(await network.decider.post(url_of(decision, "/annul"), json=WHY))
    change = done(await network.decider.get(url_of(decision)))["changes"][0]
    drafted = done(await network.officer.post(f"/v1/decisions/{change['id']}/document"))
    assert (drafted["kind"]["code"], drafted["changes_decision_id"]) == (
        "annulment",
        decision["id"],
    )


async def test_a_dry_run_shows_and_keeps_nothing(network):
    application = await network.approved()
    decision = await decision_of(network, application)
    answer = done(await network.decider.post(url_of(decision, "/annul?dry_run=true"), json=WHY))
    assert answer["result"]["status"] == "annulled"
    assert (await decision_of(network, application))["status"] == "in_force"
    assert await network.service.published(events.ApplicationDecisionAnnulledV1) == []


async def test_an_applicant_reads_their_own_line_and_nobody_else_does(network):
    call = await network.call()
    mine = await reviewed(network, call["id"], name="Của tôi")
    other = await reviewed(
        network, call["id"], name="Của người khác", who=network.service.as_(sub="someone")
    )
    body = {**APPROVE, "application_ids": [mine["id"], other["id"]]}
    url = f"/v1/calls/{call['id']}/decisions"
    decision = done(await network.decider.post(url, json=body), 201)
    seen = done(await network.applicant.get(url_of(decision)))
    assert [one["name"] for one in seen["applications"]] == ["Của tôi"]
    assert seen["decided_by"] is None
    assert (await network.stranger.get(url_of(decision))).status_code == 404
    assert (await network.reviewers[0].get(url_of(decision))).status_code == 404
    found = done(await network.applicant.get(f"/v1/decisions?application_id={mine['id']}"))
    assert len(found["items"]) == 1


async def test_what_a_decision_offers_is_what_its_routes_do(network):
    application = await network.approved()
    decision = await decision_of(network, application)
    bodies = {
        "correct": {**WHY, "correction": {"reason": "Khác"}},
        "annul": WHY,
        "withdraw": WHY,
        "draft_document": None,
    }
    routes = {"draft_document": "document"}
    people = [
        network.officer,
        network.applicant,
        network.decider,
        network.service.as_("decider", sub="applicant"),
    ]
    for _ in ("in force", "annulled"):
        for who in people:
            shown = done(await who.get(url_of(decision)))
            for name, body in bodies.items():
                url = f"{url_of(decision)}/{routes.get(name, name)}?dry_run=true"
                answer = await who.post(url, json=body)
                said = [one["code"] for one in shown["actions"][name]["failing"]]
                told = [one["code"] for one in answer.json().get("errors", ())]
                assert said == told, (name, answer.text)
        await network.decider.post(url_of(decision, "/annul"), json=WHY)


async def test_files_decided_before_get_their_decision_by_the_migration(network):
    approved = await network.approved(name="Đã duyệt trước")
    plain = text("UPDATE applications SET decision = decision - 'id' - 'by' - 'at'")
    migration = importlib.import_module(
        "services.members.migrations.versions.members_0005_decisions"
    )
    backfill = [
        statement
        for statement in migration.STATEMENTS.split(";\n")
        if statement.strip().startswith(("INSERT", "UPDATE"))
    ]
    assert len(backfill) == 3
    async with network.service.database.sessions() as session:
        for table in ("decision_entries", "decisions"):
            await session.execute(text(f"DELETE FROM {table}"))
        await session.execute(plain)
        for statement in backfill:
            await session.execute(text(statement.replace("::", "\\:\\:")))
        await session.commit()
    decision = await decision_of(network, approved)
    assert (decision["outcome"]["code"], decision["reason"]) == ("approve", "Đủ điều kiện")
    answer = await network.decider.post(f"{path(approved)}/decision", json=REJECT)
    refused(answer, 409, "wrong_status")
    done(await network.decider.post(url_of(decision, "/annul"), json=WHY))
    assert done(await network.officer.get(path(approved)))["status"] == "submitted"


async def count_statements(network, get):
    engine = network.service.database.engine.sync_engine
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        done(await get)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)


async def test_a_list_of_decisions_asks_as_often_for_many_as_for_one(network):
    call = await network.call()
    counts = []
    for number in range(3):
        application = await network.approved(call["id"], name=f"Mẫu {number}")
        decision = await decision_of(network, application)
        body = {**WHY, "correction": {"reason": f"Khác {number}"}}
        done(await network.decider.post(url_of(decision, "/correct"), json=body))
        counts.append(await count_statements(network, network.officer.get("/v1/decisions")))
    assert counts[0] == counts[-1] <= 5
